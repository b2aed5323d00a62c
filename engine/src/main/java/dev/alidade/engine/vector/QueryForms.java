package dev.alidade.engine.vector;

import org.jspecify.annotations.Nullable;

/** One query in the forms that the representations are compared with. Used by one thread. */
final class QueryForms {
  private final float[] exact;
  private @Nullable QuantisedQuery codes;

  /**
   * @param exact in the form in which vectors are compared
   */
  QueryForms(float[] exact) {
    this.exact = exact;
  }

  float[] exact() {
    return exact;
  }

  QuantisedQuery codes() {
    QuantisedQuery made = codes;
    if (made == null) {
      made = QuantisedQuery.of(exact);
      codes = made;
    }
    return made;
  }

  /** The query less the centre from which signs are taken. */
  float[] centred(float @Nullable [] center) {
    if (center == null) {
      return exact;
    }
    float[] difference = new float[exact.length];
    for (int i = 0; i < difference.length; i++) {
      difference[i] = exact[i] - center[i];
    }
    return difference;
  }
}
