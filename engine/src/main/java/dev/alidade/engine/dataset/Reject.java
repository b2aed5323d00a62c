package dev.alidade.engine.dataset;

/**
 * A record of the source that did not become a row.
 *
 * @param line line or record number in the source, from 1
 * @param text the record as it stood, cut at 1,000 characters
 */
public record Reject(long line, String reason, String text) {
  private static final int TEXT_LIMIT = 1_000;

  /** At most so many characters as a reject keeps. */
  static String cut(String text) {
    return text.length() <= TEXT_LIMIT ? text : text.substring(0, TEXT_LIMIT);
  }
}
