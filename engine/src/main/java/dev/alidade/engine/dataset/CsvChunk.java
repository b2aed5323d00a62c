package dev.alidade.engine.dataset;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Some whole records of a delimited file: their UTF-8 bytes, and where each field lies in them. All
 * records have the same number of fields; those that cannot be rows are in {@link #bad}. Filled by
 * {@link CsvTokenizer}, again and again.
 */
final class CsvChunk {
  /**
   * Bits of {@code from} beside the position: the field stood in quotes; quotes in it are doubled.
   */
  static final int QUOTED = 1 << 31;

  static final int ESCAPED = 1 << 30;
  private static final int POSITION = ESCAPED - 1;

  /** The tokenizer looks at eight bytes at a time, also at the end. */
  static final int PADDING = 8;

  private static final int FIRST_BYTES = 256 << 10;
  private static final int REJECT_CHARS = 1_000;

  byte[] bytes;
  int[] from = new int[1 << 15];
  int[] to = new int[1 << 15];
  long[] lines = new long[1 << 12];
  int fields;
  int rows;
  final List<Bad> bad = new ArrayList<>();

  /** Why a record is no row. */
  enum Fault {
    /** It has another number of fields than the first one. */
    FIELDS,
    TEXT_AFTER_QUOTE,
    UNCLOSED_QUOTE,
    /** A title or a remark above the table. */
    BEFORE_TABLE
  }

  /**
   * A record that is no row, as it stood.
   *
   * @param fields 0 where they cannot be told
   */
  record Bad(long line, int fields, Fault fault, String text) {
    /**
     * @param wanted fields of a row
     */
    String reason(int wanted) {
      return switch (fault) {
        case FIELDS ->
            "%d %s where the first record has %d"
                .formatted(fields, fields == 1 ? "field" : "fields", wanted);
        case TEXT_AFTER_QUOTE -> "text after a closing quote";
        case UNCLOSED_QUOTE -> "a quoted field that is not closed";
        case BEFORE_TABLE -> "a line above the table";
      };
    }
  }

  CsvChunk() {
    this(FIRST_BYTES);
  }

  /** With room for so many bytes at first. */
  CsvChunk(int firstBytes) {
    bytes = new byte[firstBytes + PADDING];
  }

  void clear() {
    rows = 0;
    bad.clear();
  }

  int capacity() {
    return bytes.length - PADDING;
  }

  void grow() {
    bytes = Arrays.copyOf(bytes, capacity() * 2 + PADDING);
  }

  int from(int row, int field) {
    return from[row * fields + field] & POSITION;
  }

  int to(int row, int field) {
    return to[row * fields + field];
  }

  boolean quoted(int row, int field) {
    return from[row * fields + field] < 0;
  }

  boolean escaped(int row, int field) {
    return (from[row * fields + field] & ESCAPED) != 0;
  }

  boolean empty(int row, int field) {
    return from(row, field) == to(row, field);
  }

  long line(int row) {
    return lines[row];
  }

  String text(int row, int field) {
    String text =
        new String(
            bytes, from(row, field), to(row, field) - from(row, field), StandardCharsets.UTF_8);
    return escaped(row, field) ? text.replace("\"\"", "\"") : text;
  }

  /** The record as it stood, without its line end. */
  String record(int row) {
    int first = from(row, 0) - (quoted(row, 0) ? 1 : 0);
    int last = to(row, fields - 1) + (quoted(row, fields - 1) ? 1 : 0);
    return kept(first, last);
  }

  /** At most so much of the bytes as a reject keeps. */
  String kept(int first, int last) {
    int end = Math.min(last, first + REJECT_CHARS * 4);
    String text = new String(bytes, first, end - first, StandardCharsets.UTF_8);
    return text.length() <= REJECT_CHARS ? text : text.substring(0, REJECT_CHARS);
  }
}
