package dev.alidade.engine.vector;

/**
 * A query in the form that {@code scan_i8} takes: codes by the rule of {@code quantise_i8}, in 16
 * bits each.
 *
 * @param norm squared length
 */
@SuppressWarnings("ArrayRecordComponent") // bulk data, never compared
record QuantisedQuery(short[] codes, float scale, float norm) {
  private static final float CODES = 127;

  static QuantisedQuery of(float[] query) {
    float max = 0;
    float norm = 0;
    for (float value : query) {
      max = Math.max(max, Math.abs(value));
      norm += value * value;
    }
    short[] codes = new short[query.length];
    if (max == 0) {
      return new QuantisedQuery(codes, 0, norm);
    }
    // As in the kernel: a tiny maximum makes the inverse infinite, and codes saturate.
    float inverse = CODES / max;
    for (int i = 0; i < codes.length; i++) {
      float code = (float) Math.rint(query[i] * inverse);
      codes[i] = (short) Math.clamp((long) code, -(long) CODES, (long) CODES);
    }
    return new QuantisedQuery(codes, max / CODES, norm);
  }
}
