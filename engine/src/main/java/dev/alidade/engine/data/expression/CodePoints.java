package dev.alidade.engine.data.expression;

/** Text by Unicode code points, so that a character beyond U+FFFF counts as one. */
public final class CodePoints {
  private CodePoints() {}

  /** The order of code points, which is also the order of UTF-8 bytes. */
  public static int compare(String a, String b) {
    int n = Math.min(a.length(), b.length());
    for (int i = 0; i < n; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        // A surrogate stands for a code point above every other char.
        boolean high = Character.isSurrogate(x);
        if (high != Character.isSurrogate(y)) {
          return high ? 1 : -1;
        }
        return x - y;
      }
    }
    return a.length() - b.length();
  }

  static long length(String text) {
    return text.codePointCount(0, text.length());
  }

  /** The characters {@code start} to {@code start + count − 1}, counted from 1, that exist. */
  public static String substring(String text, long start, long count) {
    long length = length(text);
    long from = Math.clamp(start, 1, length + 1) - 1;
    long end = count > Long.MAX_VALUE - Math.max(start, 0) ? Long.MAX_VALUE : start + count;
    long to = Math.clamp(end, 1, length + 1) - 1;
    if (count <= 0 || to <= from) {
      return "";
    }
    int first = text.offsetByCodePoints(0, (int) from);
    return text.substring(first, text.offsetByCodePoints(first, (int) (to - from)));
  }
}
