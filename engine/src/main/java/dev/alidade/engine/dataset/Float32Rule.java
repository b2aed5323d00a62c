package dev.alidade.engine.dataset;

/**
 * Which lists of numbers become vectors of 32-bit floats. Those whose every number comes back from
 * its float as it was written (16777216 and 0.1 do, 16777217 and 0.123456789 do not), and those
 * that are plainly an embedding, whose digits beyond a float's are noise. Any other list keeps its
 * digits as text.
 */
final class Float32Rule {
  /** The shortest list that counts as an embedding: shorter ones are coordinates or measures. */
  static final int EMBEDDING_LENGTH = 16;

  /** Components of embeddings, normalised or not, stay far below; amounts and times do not. */
  static final double EMBEDDING_MAGNITUDE = 100;

  private Float32Rule() {}

  /** Whether a vector may stand for the numbers. NaN and infinities are floats as they are. */
  static boolean takes(double[] numbers, int length) {
    boolean exact = true;
    double greatest = 0;
    for (int i = 0; i < length; i++) {
      double number = numbers[i];
      exact &= (float) number == number || Double.isNaN(number);
      greatest = Math.max(greatest, Double.isNaN(number) ? 0 : Math.abs(number));
    }
    return exact
        || length >= EMBEDDING_LENGTH && greatest <= EMBEDDING_MAGNITUDE
        || comeBack(numbers, length);
  }

  private static boolean comeBack(double[] numbers, int length) {
    for (int i = 0; i < length; i++) {
      float near = (float) numbers[i];
      if (!Double.isNaN(numbers[i]) && Double.parseDouble(Float.toString(near)) != numbers[i]) {
        return false;
      }
    }
    return true;
  }
}
