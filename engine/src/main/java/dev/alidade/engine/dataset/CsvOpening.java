package dev.alidade.engine.dataset;

import dev.alidade.engine.dataset.CsvChunk.Fault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What stands at the start of a delimited file before its rows: lines above the table, a header.
 */
final class CsvOpening {
  /** Reports have a title, a date and some remarks above their table, not pages. */
  private static final int MOST_TITLES = 20;

  /** So many of the records below must have the same number of fields. */
  private static final double MOST_ROWS = 0.8;

  private static final int FIRST_YEAR = 1_000;
  private static final int LAST_YEAR = 2_999;

  private CsvOpening() {}

  /**
   * How many records at the start are no part of the table: each has fewer fields than nearly all
   * that follow.
   *
   * @param first the file's first records, cut without titles and header
   */
  static int titles(CsvChunk first) {
    List<Integer> counts = counts(first);
    Map<Integer, Integer> frequencies = new HashMap<>();
    counts.forEach(count -> frequencies.merge(count, 1, Integer::sum));
    int usual = 0;
    int most = 0;
    for (Map.Entry<Integer, Integer> entry : frequencies.entrySet()) {
      if (entry.getKey() > 1 && entry.getValue() > most) {
        usual = entry.getKey();
        most = entry.getValue();
      }
    }
    int titles = counts.indexOf(usual);
    boolean fewer = true;
    for (int i = 0; i < titles; i++) {
      fewer &= counts.get(i) < usual;
    }
    boolean table = most >= 2 && most >= MOST_ROWS * (counts.size() - titles);
    return titles > 0 && titles <= MOST_TITLES && fewer && table ? titles : 0;
  }

  /** Fields of each record that is not blank, in their order. */
  private static List<Integer> counts(CsvChunk first) {
    List<Integer> counts = new ArrayList<>();
    int next = 0;
    for (int row = 0; row < first.rows; row++) {
      for (; next < first.bad.size() && first.bad.get(next).line() < first.line(row); next++) {
        addCount(counts, first.bad.get(next));
      }
      if (first.fields > 1 || !first.empty(row, 0)) {
        counts.add(first.fields);
      }
    }
    for (; next < first.bad.size(); next++) {
      addCount(counts, first.bad.get(next));
    }
    return counts;
  }

  private static void addCount(List<Integer> counts, CsvChunk.Bad bad) {
    if (bad.fault() != Fault.UNCLOSED_QUOTE) {
      counts.add(bad.fields());
    }
  }

  /**
   * Whether the first row names columns: at most one cell is empty, and the others are text. Years
   * and dates count as names where they differ and stand above values that mostly are none, if
   * there are two of them, or a name of text stands above values that are no text.
   */
  static boolean hasHeader(CsvChunk first) {
    ScalarText scalars = new ScalarText(false);
    Set<String> names = new HashSet<>();
    int named = 0;
    int times = 0;
    boolean aboveValues = false;
    for (int i = 0; i < first.fields; i++) {
      if (first.empty(0, i)) {
        continue;
      }
      named++;
      Label label = label(scalars, first, 0, i);
      boolean alike = isUsualBelow(scalars, first, i, label);
      if (label == Label.VALUE || label != Label.TEXT && alike) {
        return false;
      }
      times += label == Label.TEXT ? 0 : 1;
      aboveValues |= label == Label.TEXT && !alike;
      names.add(first.text(0, i));
    }
    boolean usable = times == 0 || names.size() == named && (times > 1 || aboveValues);
    return named > 0 && named >= first.fields - 1 && usable;
  }

  /** What a cell of a header could be. */
  private enum Label {
    TEXT,
    YEAR,
    DATE,
    /** A number or a truth value: no name. */
    VALUE
  }

  private static Label label(ScalarText scalars, CsvChunk chunk, int row, int column) {
    byte[] bytes = chunk.bytes;
    int from = chunk.from(row, column);
    int to = chunk.to(row, column);
    if (scalars.readLong(bytes, from, to)) {
      long number = scalars.longValue();
      return number >= FIRST_YEAR && number <= LAST_YEAR ? Label.YEAR : Label.VALUE;
    }
    if (scalars.readTimestamp(bytes, from, to)) {
      return Label.DATE;
    }
    return scalars.readDouble(bytes, from, to)
            || scalars.readBool(bytes, from, to)
            || bytes[from] == '['
        ? Label.VALUE
        : Label.TEXT;
  }

  /** Whether half of the values below are of the same kind, or there are none. */
  private static boolean isUsualBelow(
      ScalarText scalars, CsvChunk chunk, int column, Label wanted) {
    int same = 0;
    int all = 0;
    for (int row = 1; row < chunk.rows; row++) {
      if (!chunk.empty(row, column)) {
        all++;
        same += label(scalars, chunk, row, column) == wanted ? 1 : 0;
      }
    }
    return 2 * same >= all;
  }
}
