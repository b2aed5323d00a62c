package dev.alidade.engine.data.expression;

import java.util.Locale;
import java.util.Optional;

/** Changes of one text that are more than a call of Java's. */
public final class TextForms {
  /** Longer padding is a mistake in the length rather than a wish. */
  public static final long MOST_PADDED = 65_536;

  private TextForms() {}

  /** Lower case, but the first letter of each run of letters, marks and digits in title case. */
  public static String title(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    var titled = new StringBuilder(lower.length());
    boolean inWord = false;
    for (int i = 0; i < lower.length(); i += Character.charCount(lower.codePointAt(i))) {
      int c = lower.codePointAt(i);
      boolean apostrophe = (c == '\'' || c == '’') && inWord;
      titled.appendCodePoint(inWord ? c : Character.toTitleCase(c));
      inWord = Character.isLetterOrDigit(c) || isMark(c) || apostrophe;
    }
    return titled.toString();
  }

  private static boolean isMark(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
  }

  /**
   * Fills a text up with {@code fill}, again and again, to so many code points, {@link
   * #MOST_PADDED} at the most; a longer text stays as it is.
   */
  public static String pad(String text, long length, String fill, boolean left) {
    long missing = Math.min(length, MOST_PADDED) - CodePoints.length(text);
    if (missing <= 0 || fill.isEmpty()) {
      return text;
    }
    int[] points = fill.codePoints().toArray();
    var padding = new StringBuilder();
    for (int i = 0; i < missing; i++) {
      padding.appendCodePoint(points[i % points.length]);
    }
    return left ? padding + text : text + padding;
  }

  /** The part of this number, from 1; empty where there are not so many. */
  public static Optional<String> part(String text, String separator, long number) {
    int from = 0;
    for (long part = 1; part < number; part++) {
      int end = separator.isEmpty() ? -1 : text.indexOf(separator, from);
      if (end < 0) {
        return Optional.empty();
      }
      from = end + separator.length();
    }
    int end = separator.isEmpty() ? -1 : text.indexOf(separator, from);
    return number < 1
        ? Optional.empty()
        : Optional.of(end < 0 ? text.substring(from) : text.substring(from, end));
  }
}
