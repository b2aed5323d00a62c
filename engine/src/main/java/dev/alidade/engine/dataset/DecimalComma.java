package dev.alidade.engine.dataset;

/**
 * Rewrites numbers with a decimal comma, {@code -1.234,5}, as others have them, {@code -1234.5}.
 * Points may only stand between groups of three digits, the first of one to three.
 */
final class DecimalComma {
  private byte[] plain = new byte[64];
  private int length;

  byte[] plain() {
    return plain;
  }

  int length() {
    return length;
  }

  /** Whether commas and points stand where they may; what is left need not be a number. */
  boolean rewrite(byte[] text, int from, int to) {
    if (to - from > plain.length) {
      plain = new byte[to - from];
    }
    length = 0;
    boolean comma = false;
    boolean grouped = false;
    int digits = 0;
    for (int i = from; i < to; i++) {
      byte c = text[i];
      switch (c) {
        case ',' -> {
          if (comma || grouped && digits != 3) {
            return false;
          }
          comma = true;
          plain[length++] = '.';
        }
        case '.' -> {
          if (comma || digits < 1 || digits > 3 || grouped && digits != 3) {
            return false;
          }
          grouped = true;
          digits = 0;
        }
        default -> {
          digits += c >= '0' && c <= '9' ? 1 : 0;
          plain[length++] = c;
        }
      }
    }
    return comma || !grouped || digits == 3;
  }
}
