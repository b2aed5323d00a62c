package dev.alidade.engine.data.expression;

import java.util.function.IntPredicate;

/**
 * A function of the language.
 *
 * @param arity whether it takes so many arguments
 * @param usage how it is written; begins with its name
 */
record Function(IntPredicate arity, String usage, Maker maker) {
  /** Checks the types of a call and makes its evaluator. */
  @FunctionalInterface
  interface Maker {
    RowEvaluator make(Arguments arguments);
  }

  static Function of(int arguments, String usage, Maker maker) {
    return new Function(n -> n == arguments, usage, maker);
  }

  String name() {
    return usage.substring(0, usage.indexOf('('));
  }
}
