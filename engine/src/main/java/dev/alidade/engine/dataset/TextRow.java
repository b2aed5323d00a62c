package dev.alidade.engine.dataset;

import java.util.Arrays;

/** The fields of one record of a text file; reused for every record. */
final class TextRow {
  private char[] chars = new char[1_024];
  private int[] ends = new int[32];
  private boolean[] quoted = new boolean[32];
  private int fields;

  void clear() {
    fields = 0;
  }

  void add(char[] source, int from, int length, boolean wasQuoted) {
    int start = fields == 0 ? 0 : ends[fields - 1];
    if (length > chars.length - start) {
      chars = Arrays.copyOf(chars, ColumnBuilder.grown(chars.length, start + length));
    }
    System.arraycopy(source, from, chars, start, length);
    if (fields == ends.length) {
      ends = Arrays.copyOf(ends, fields * 2);
      quoted = Arrays.copyOf(quoted, fields * 2);
    }
    ends[fields] = start + length;
    quoted[fields] = wasQuoted;
    fields++;
  }

  int fields() {
    return fields;
  }

  char[] chars() {
    return chars;
  }

  int from(int field) {
    return field == 0 ? 0 : ends[field - 1];
  }

  int to(int field) {
    return ends[field];
  }

  boolean quoted(int field) {
    return quoted[field];
  }

  /** Whether nothing stands in the field. */
  boolean empty(int field) {
    return from(field) == to(field);
  }

  String text(int field) {
    return new String(chars, from(field), to(field) - from(field));
  }
}
