package dev.alidade.engine.data.expression;

import static dev.alidade.engine.data.expression.ExpressionCompiler.mismatch;

import dev.alidade.engine.data.DataException.ExpressionInvalid;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The functions of the language by name. A null argument gives null unless a function says else.
 */
final class Functions {
  private static final List<Function> CHOOSING =
      List.of(
          new Function(n -> n >= 1, "coalesce(value, other, …)", Conditionals::coalesce),
          Function.of(3, "if(condition, value, other)", Conditionals::choose),
          Function.of(2, "min(value, other)", a -> Conditionals.extreme(a, true)),
          Function.of(2, "max(value, other)", a -> Conditionals.extreme(a, false)));

  private static final TreeMap<String, Function> BY_NAME = new TreeMap<>();

  static {
    Stream.of(NumberFunctions.ALL, TextFunctions.ALL, DateFunctions.ALL, CHOOSING)
        .flatMap(Collection::stream)
        .forEach(function -> BY_NAME.put(function.name(), function));
  }

  private Functions() {}

  /** How each function is written, by name. */
  static List<String> usages() {
    return BY_NAME.values().stream().map(Function::usage).toList();
  }

  static RowEvaluator call(Expression.Call call, List<RowEvaluator> values) {
    Function function = BY_NAME.get(call.function());
    if (function == null) {
      throw new ExpressionInvalid(
          call.position(),
          "No function \"%s\", at character %d.".formatted(call.function(), call.position() + 1),
          NearestName.remedy(call.function(), BY_NAME.keySet()));
    }
    if (!function.arity().test(values.size())) {
      throw mismatch(
          call.position(),
          call.function() + " cannot take " + values.size() + " values",
          "Write " + function.usage() + ".");
    }
    return function.maker().make(new Arguments(call, values));
  }
}
