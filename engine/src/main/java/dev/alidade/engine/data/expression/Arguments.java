package dev.alidade.engine.data.expression;

import static dev.alidade.engine.data.expression.ExpressionCompiler.mismatch;
import static dev.alidade.engine.dataset.ColumnType.FLOAT64;

import dev.alidade.engine.data.expression.RowEvaluator.RowCode;
import dev.alidade.engine.dataset.ColumnType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The arguments of a call and where it stands. */
record Arguments(Expression.Call call, List<RowEvaluator> values) {
  RowEvaluator get(int index) {
    return values.get(index);
  }

  int size() {
    return values.size();
  }

  boolean nullable() {
    return values.stream().anyMatch(RowEvaluator::nullable);
  }

  /** Whether every argument of the row has a value. */
  boolean evaluate(long row) {
    for (RowEvaluator value : values) {
      if (!value.evaluate(row)) {
        return false;
      }
    }
    return true;
  }

  /** Demands types in order; FLOAT64 stands for any number. */
  void need(ColumnType... types) {
    for (int i = 0; i < types.length; i++) {
      ColumnType found = get(i).type();
      boolean fits = types[i] == FLOAT64 ? found.isNumeric() : found == types[i];
      if (!fits) {
        throw mismatch(
            call.arguments().get(i).position(),
            "%s needs %s here, not %s"
                .formatted(
                    call.function(),
                    types[i] == FLOAT64 ? "a number" : types[i].label(),
                    found.label()),
            "Cast the column first, or choose another.");
      }
    }
  }

  RowEvaluator strict(ColumnType type, RowCode code) {
    return RowEvaluator.of(type, nullable(), (self, row) -> evaluate(row) && code.run(self, row));
  }

  /** The text literal at a place, for arguments that must be known before any row. */
  String literal(int index, String what) {
    if (call.arguments().get(index) instanceof Expression.TextLiteral text) {
      return text.value();
    }
    throw mismatch(
        call.arguments().get(index).position(),
        call.function() + " needs " + what + " in quotes here",
        "Write it as text, for example '" + what + "'.");
  }

  /** The choice that a text literal names. */
  <E extends Enum<E>> E choice(int index, Class<E> type, String what) {
    String word = literal(index, what);
    return Arrays.stream(type.getEnumConstants())
        .filter(each -> each.name().equalsIgnoreCase(word))
        .findFirst()
        .orElseThrow(
            () ->
                mismatch(
                    call.arguments().get(index).position(),
                    "\"" + word + "\" is no " + what,
                    "Write one of: "
                        + Arrays.stream(type.getEnumConstants())
                            .map(each -> each.name().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", "))
                        + "."));
  }
}
