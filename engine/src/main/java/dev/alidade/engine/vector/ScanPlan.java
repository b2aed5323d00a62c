package dev.alidade.engine.vector;

/**
 * A way through the representations of a collection, cheapest first, exact scores last.
 *
 * @param narrowed candidates that int8 codes keep of those that the signs gave; 0 without this step
 * @param candidates rows that the first scan gives
 */
record ScanPlan(First first, int candidates, int narrowed) {
  /** What all rows are compared in. */
  enum First {
    SIGNS("1-bit"),
    CODES("int8"),
    EXACT("f32");

    final String label;

    First(String label) {
      this.label = label;
    }
  }

  static final ScanPlan EXACT = new ScanPlan(First.EXACT, 0, 0);

  /** Rows whose exact scores are taken. */
  int rescored() {
    return narrowed > 0 ? narrowed : candidates;
  }

  /** For example {@code 1-bit (200) → int8 (40) → f32}. */
  String label() {
    if (first == First.EXACT) {
      return "f32";
    }
    String start = "%s (%,d) → ".formatted(first.label, candidates);
    return start + (narrowed > 0 ? "int8 (%,d) → f32".formatted(narrowed) : "f32");
  }
}
