package dev.alidade.engine.data;

import dev.alidade.engine.dataset.BoolColumn;
import dev.alidade.engine.dataset.Column;
import dev.alidade.engine.dataset.DictionaryColumn;
import dev.alidade.engine.dataset.Float64Column;
import dev.alidade.engine.dataset.Int64Column;
import dev.alidade.engine.dataset.TimestampColumn;
import dev.alidade.engine.dataset.Utf8Column;
import dev.alidade.engine.dataset.VectorColumn;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Common codes for the keys of two tables, and the rows of the right one by code. Every NaN is the
 * same key, −0.0 is 0.0, null is no key.
 *
 * @param left code of each row; −1 where a key is null or is not on the right
 * @param starts where the rows of each code begin in {@code rows}
 */
record JoinCodes(int[] left, int[] starts, int[] rows) {
  private static final int NONE = -1;

  static JoinCodes of(StepRun run, List<Column> left, List<Column> right, int rightRows) {
    int[] leftCodes = new int[run.rows()];
    int[] rightCodes = new int[rightRows];
    int codes = 1;
    for (int key = 0; key < left.size(); key++) {
      if (left.get(key).field().type() != right.get(key).field().type()) {
        throw run.wrongType(
            left.get(key),
            right.get(key).field().type().label()
                + " as \""
                + right.get(key).field().name()
                + "\" does",
            "Cast one of them first.");
      }
      var common = new Common(new HashMap<>(), new KeyCodes(), new KeyCodes());
      common.combine(run, rightCodes, right.get(key), true);
      common.combine(run, leftCodes, left.get(key), false);
      codes = common.pairs.size();
    }
    return grouped(leftCodes, rightCodes, codes);
  }

  /**
   * What both sides know of one key.
   *
   * @param pairs the code so far in the upper half, that of the value in the lower
   */
  private record Common(Map<String, Integer> texts, KeyCodes values, KeyCodes pairs) {
    /**
     * Replaces each code by one for it and the row's key.
     *
     * @param add whether unknown ones get a code
     */
    void combine(StepRun run, int[] codes, Column column, boolean add) {
      GroupCodes.Key keys = keys(run, column);
      for (int row = 0; row < codes.length; row++) {
        run.tick(row);
        int value = NONE;
        if (codes[row] != NONE && !column.isNull(row)) {
          value = add ? values.code(keys.of(row)) : values.find(keys.of(row));
        }
        long pair = (long) codes[row] << 32 | value;
        codes[row] = value == NONE ? NONE : add ? pairs.code(pair) : pairs.find(pair);
      }
    }

    private GroupCodes.Key keys(StepRun run, Column column) {
      return switch (column) {
        case Int64Column c -> c::get;
        case TimestampColumn c -> c::epochMillis;
        case Float64Column c -> row -> GroupCodes.groupBits(c.get(row));
        case BoolColumn c -> row -> c.get(row) ? 1 : 0;
        case Utf8Column c -> row -> code(c.text(row));
        case DictionaryColumn c -> {
          int[] entries = new int[c.dictionarySize()];
          Arrays.setAll(
              entries,
              entry -> {
                run.tick(entry);
                return code(c.entry(entry));
              });
          yield row -> entries[c.code(row)];
        }
        case VectorColumn c -> throw run.wrongType(c, "single values", "Join by another column.");
      };
    }

    private int code(String text) {
      Integer known = texts.putIfAbsent(text, texts.size());
      return known == null ? texts.size() - 1 : known;
    }
  }

  private static JoinCodes grouped(int[] left, int[] right, int codes) {
    int[] starts = new int[codes + 1];
    for (int code : right) {
      if (code >= 0) {
        starts[code + 1]++;
      }
    }
    for (int code = 0; code < codes; code++) {
      starts[code + 1] += starts[code];
    }
    int[] next = starts.clone();
    int[] rows = new int[starts[codes]];
    for (int row = 0; row < right.length; row++) {
      if (right[row] >= 0) {
        rows[next[right[row]]++] = row;
      }
    }
    return new JoinCodes(left, starts, rows);
  }

  int start(int code) {
    return starts[code];
  }

  int rightRow(int index) {
    return rows[index];
  }
}
