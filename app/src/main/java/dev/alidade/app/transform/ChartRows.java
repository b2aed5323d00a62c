package dev.alidade.app.transform;

import dev.alidade.app.format.Figures;
import dev.alidade.app.format.Values;
import dev.alidade.engine.Progress;
import dev.alidade.engine.dataset.Column;
import dev.alidade.engine.dataset.ColumnType;
import dev.alidade.engine.dataset.Dataset;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Goes through the rows of a chart in order, and counts those that are left out. One thread. */
final class ChartRows {
  private static final int CHECKED = 4096;

  private final Dataset data;
  private final Progress progress;
  private int withoutValue;
  private int withoutRoom;

  ChartRows(Dataset data, Progress progress) {
    this.data = data;
    this.progress = progress;
  }

  /** Hands over each row; text keeps the order of the groups, all else ascends. */
  void along(Column x, IntConsumer row) {
    int[] order = order(x);
    for (int i = 0; i < order.length; i++) {
      if (i % CHECKED == 0) {
        progress.check("Draw the chart");
      }
      row.accept(order[i]);
    }
  }

  private int[] order(Column x) {
    int rows = (int) data.rowCount();
    IntStream all = IntStream.range(0, rows);
    if (x.field().type() == ColumnType.STRING) {
      return all.toArray();
    }
    double[] keys = new double[rows];
    for (int row = 0; row < rows; row++) {
      if (row % CHECKED == 0) {
        progress.check("Draw the chart");
      }
      keys[row] = number(x.value(row)); // NaN comes last
    }
    return all.boxed()
        .sorted(Comparator.comparingDouble(row -> keys[row]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /**
   * The values of a column in words, each with its place: text in the order of the groups, all else
   * ascending.
   *
   * @param most how many have a place; the first ones do
   */
  Map<String, Integer> places(Column column, int most) {
    Map<String, Integer> places = new LinkedHashMap<>();
    along(
        column,
        row -> {
          String name = Values.shown(column.value(row));
          if (places.size() < most || places.containsKey(name)) {
            places.putIfAbsent(name, places.size());
          }
        });
    return places;
  }

  void leaveOutWithoutValue() {
    withoutValue++;
  }

  void leaveOutWithoutRoom() {
    withoutRoom++;
  }

  /** What was left out, in words; empty for nothing. */
  String leftOut() {
    return String.join(
        ", ",
        List.of(words(withoutRoom, " not drawn for want of room"), words(withoutValue, " empty"))
            .stream()
            .filter(text -> !text.isEmpty())
            .toList());
  }

  private static String words(int groups, String what) {
    return groups == 0 ? "" : Figures.counted(groups, "group") + what;
  }

  /** A value as a number; NaN for what is none. */
  static double number(@Nullable Object value) {
    return switch (value) {
      case Number number -> number.doubleValue();
      case Instant instant -> (double) instant.toEpochMilli();
      case Boolean flag -> flag ? 1 : 0;
      case null, default -> Double.NaN;
    };
  }

  /** The least and the most of some numbers, none of them NaN. */
  static double[] range(double[] values) {
    return new double[] {
      Arrays.stream(values).min().orElse(0), Arrays.stream(values).max().orElse(1)
    };
  }
}
