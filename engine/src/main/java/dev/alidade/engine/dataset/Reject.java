package dev.alidade.engine.dataset;

/**
 * A record of the source that did not become a row.
 *
 * @param line line or record number in the source, from 1
 * @param text the record as it stood, cut at 1,000 characters
 */
public record Reject(long line, String reason, String text) {
  private static final int TEXT_LIMIT = 1_000;

  /** At most so many characters as a reject keeps, and no half of a surrogate pair at the end. */
  static String cut(String text) {
    if (text.length() <= TEXT_LIMIT) {
      return text;
    }
    boolean splits = Character.isHighSurrogate(text.charAt(TEXT_LIMIT - 1));
    return text.substring(0, splits ? TEXT_LIMIT - 1 : TEXT_LIMIT);
  }
}
