package dev.alidade.engine.dataset;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * How a text file is cut into fields, and what they are called.
 *
 * @param names from the header, or {@code column 1} and so on; unique
 */
record CsvDialect(CsvCut cut, List<String> names) {
  private static final char[] DELIMITERS = {',', '\t', ';', '|'};
  private static final int SAMPLE_LINES = 200;

  CsvDialect {
    names = List.copyOf(names);
  }

  /**
   * The delimiter that cuts most lines of the sample into the same number of fields, at least two.
   * A comma where there is none.
   *
   * @param whole whether the sample is the whole text, so that its last line counts
   */
  static char delimiter(String sample, boolean whole, char preferred) {
    char best = preferred;
    double bestScore = 0;
    for (int i = -1; i < DELIMITERS.length; i++) {
      char candidate = i < 0 ? preferred : DELIMITERS[i];
      double score = score(counts(sample, candidate, whole));
      if (score > bestScore * 1.001) {
        best = candidate;
        bestScore = score;
      }
    }
    return best;
  }

  /** Delimiters in each line; those in quotes do not count. */
  private static List<Integer> counts(String sample, char delimiter, boolean whole) {
    List<Integer> counts = new ArrayList<>();
    int inLine = 0;
    boolean quoted = false;
    boolean fieldStart = true;
    int i = 0;
    for (; i < sample.length() && counts.size() < SAMPLE_LINES; i++) {
      char c = sample.charAt(i);
      if (quoted) {
        quoted = c != '"';
      } else if (c == '"') {
        // A doubled quote inside a quoted field closes and opens it again.
        quoted = fieldStart || sample.charAt(i - 1) == '"';
        fieldStart = false;
      } else if (c == '\n') {
        counts.add(inLine);
        inLine = 0;
        fieldStart = true;
      } else {
        inLine += c == delimiter ? 1 : 0;
        fieldStart = c == delimiter;
      }
    }
    if (whole && i == sample.length() && !sample.endsWith("\n")) {
      counts.add(inLine);
    }
    return counts;
  }

  /** Share of lines with the usual count, a little more for more fields; 0 where nothing is cut. */
  private static double score(List<Integer> counts) {
    int usual = 0;
    int usualLines = 0;
    for (int count : new HashSet<>(counts)) {
      int same = (int) counts.stream().filter(c -> c == count).count();
      if (count > 0 && same > usualLines) {
        usual = count;
        usualLines = same;
      }
    }
    return usual == 0 ? 0 : usualLines / (double) counts.size() + Math.min(usual, 50) / 1_000.0;
  }

  /** Names from the first record of the chunk; those that are missing or taken get a number. */
  static List<String> names(CsvChunk header) {
    UniqueNames names = new UniqueNames();
    for (int i = 0; i < header.fields; i++) {
      // A second byte order mark comes of files that were joined.
      String name = header.text(0, i).replace("\uFEFF", "").strip();
      names.add(name.isEmpty() ? "column " + (i + 1) : name);
    }
    return names.list();
  }

  static List<String> numbered(int columns) {
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= columns; i++) {
      names.add("column " + i);
    }
    return names;
  }
}
