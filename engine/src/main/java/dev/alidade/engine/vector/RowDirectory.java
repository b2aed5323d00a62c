package dev.alidade.engine.vector;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which document each row holds, and which rows are alive. Rows are in document order. */
final class RowDirectory {
  private static final int FIRST_CAPACITY = 64;

  private long[] seqs = new long[FIRST_CAPACITY];
  private @Nullable String[] ids = new String[FIRST_CAPACITY];
  private long[] live = new long[RowBits.words(FIRST_CAPACITY)];
  private Map<String, Integer> rowOf = new HashMap<>();
  private int rows;

  int rows() {
    return rows;
  }

  int liveCount() {
    return rowOf.size();
  }

  int deadCount() {
    return rows - rowOf.size();
  }

  void append(long seq, String id) {
    if (rows == seqs.length) {
      int capacity = rows * 2;
      seqs = Arrays.copyOf(seqs, capacity);
      ids = Arrays.copyOf(ids, capacity);
      live = Arrays.copyOf(live, RowBits.words(capacity));
    }
    seqs[rows] = seq;
    ids[rows] = id;
    RowBits.set(live, rows);
    rowOf.put(id, rows);
    rows++;
  }

  /** The row that held the document, or −1. */
  int remove(String id) {
    Integer row = rowOf.remove(id);
    if (row == null) {
      return -1;
    }
    RowBits.clear(live, row);
    ids[row] = null;
    return row;
  }

  long seq(int row) {
    return seqs[row];
  }

  String id(int row) {
    String id = ids[row];
    if (id == null) {
      throw new IllegalStateException("row " + row + " is not alive");
    }
    return id;
  }

  /** Place in the document order of the last row; 0 where there is none. */
  long lastSeq() {
    return rows == 0 ? 0 : seqs[rows - 1];
  }

  /** Live documents that come after a place in the document order. */
  long liveAfter(long seq) {
    int at = Arrays.binarySearch(seqs, 0, rows, seq);
    long count = 0;
    for (int row = at >= 0 ? at + 1 : -at - 1; row < rows; row++) {
      count += isLive(row) ? 1 : 0;
    }
    return count;
  }

  /** The row of a live document, or −1. */
  int row(String id) {
    return rowOf.getOrDefault(id, -1);
  }

  /** The row of a document by its place in the order, or −1 when it is not alive. */
  int rowOfSeq(long seq) {
    int row = Arrays.binarySearch(seqs, 0, rows, seq);
    return row >= 0 && isLive(row) ? row : -1;
  }

  boolean isLive(int row) {
    return RowBits.get(live, row);
  }

  /** A copy of the bits of live rows. */
  long[] liveBits() {
    return Arrays.copyOf(live, RowBits.words(rows));
  }

  int[] liveRows() {
    int[] found = new int[liveCount()];
    int n = 0;
    for (int row = 0; row < rows; row++) {
      if (isLive(row)) {
        found[n++] = row;
      }
    }
    return found;
  }

  void compact(int[] kept) {
    int capacity = Math.max(FIRST_CAPACITY, kept.length);
    long[] newSeqs = new long[capacity];
    @Nullable String[] newIds = new String[capacity];
    live = new long[RowBits.words(capacity)];
    for (int row = 0; row < kept.length; row++) {
      String id = id(kept[row]);
      newSeqs[row] = seqs[kept[row]];
      newIds[row] = id;
      RowBits.set(live, row);
      rowOf.put(id, row);
    }
    seqs = newSeqs;
    ids = newIds;
    rows = kept.length;
  }

  void clear() {
    seqs = new long[FIRST_CAPACITY];
    ids = new String[FIRST_CAPACITY];
    live = new long[RowBits.words(FIRST_CAPACITY)];
    rowOf = new HashMap<>();
    rows = 0;
  }
}
