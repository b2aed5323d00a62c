package dev.alidade.app.datasets;

import dev.alidade.engine.Progress;
import dev.alidade.engine.dataset.BoolColumn;
import dev.alidade.engine.dataset.Column;
import dev.alidade.engine.dataset.ColumnProfile;
import dev.alidade.engine.dataset.Dataset;
import dev.alidade.engine.dataset.DatasetProfile;
import dev.alidade.engine.dataset.DictionaryColumn;
import dev.alidade.engine.dataset.Float64Column;
import dev.alidade.engine.dataset.Int64Column;
import dev.alidade.engine.dataset.StringColumn;
import dev.alidade.engine.dataset.TimestampColumn;
import dev.alidade.engine.dataset.Utf8Column;
import dev.alidade.engine.dataset.VectorColumn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongToDoubleFunction;

/**
 * How many of the kept rows fall into each bin, and have each of the top values, of each column.
 */
record KeptCounts(List<OfColumn> columns) {
  /** Rows between two looks at the progress: well under a millisecond each. */
  private static final int ROWS_BETWEEN_CHECKS = 65_536;

  KeptCounts {
    columns = List.copyOf(columns);
  }

  /** Counts of one column, in the order of its profile's bins and top values. */
  record OfColumn(long[] bins, long[] topValues) {}

  static KeptCounts of(
      Dataset source, DatasetProfile profile, Int64Column rows, Progress progress) {
    List<OfColumn> counts = new ArrayList<>();
    for (int i = 0; i < profile.columns().size(); i++) {
      counts.add(count(source.column(i), profile.columns().get(i), rows, progress));
    }
    return new KeptCounts(counts);
  }

  private static OfColumn count(
      Column column, ColumnProfile profile, Int64Column rows, Progress progress) {
    long[] bins = new long[profile.histogram().size()];
    long[] tops = new long[profile.topValues().size()];
    switch (column) {
      case Float64Column c -> bin(c, c::get, profile, rows, bins, progress);
      case Int64Column c -> bin(c, c::get, profile, rows, bins, progress);
      case TimestampColumn c -> bin(c, c::epochMillis, profile, rows, bins, progress);
      case StringColumn c -> tops(c, profile, rows, tops, progress);
      case BoolColumn c -> tops(c, profile, rows, tops, progress);
      case VectorColumn c -> {}
    }
    return new OfColumn(bins, tops);
  }

  private static void bin(
      Column column,
      LongToDoubleFunction value,
      ColumnProfile profile,
      Int64Column rows,
      long[] bins,
      Progress progress) {
    if (bins.length == 0) {
      return;
    }
    double from = profile.histogram().getFirst().from();
    double perBin = bins.length / (profile.histogram().getLast().to() - from);
    for (long i = 0; i < rows.rowCount(); i++) {
      check(i, progress);
      long row = rows.get(i);
      double at = column.isNull(row) ? Double.NaN : (value.applyAsDouble(row) - from) * perBin;
      if (!Double.isNaN(at)) {
        bins[Math.clamp((long) at, 0, bins.length - 1)]++;
      }
    }
  }

  private static void tops(
      Column column, ColumnProfile profile, Int64Column rows, long[] tops, Progress progress) {
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < tops.length; i++) {
      places.put(profile.topValues().get(i).value(), i);
    }
    switch (column) {
      case DictionaryColumn c -> {
        int[] placeOfCode = new int[c.dictionarySize()];
        for (int code = 0; code < placeOfCode.length; code++) {
          placeOfCode[code] = places.getOrDefault(c.entry(code), -1);
        }
        for (long i = 0; i < rows.rowCount(); i++) {
          check(i, progress);
          long row = rows.get(i);
          if (!c.isNull(row)) {
            add(tops, placeOfCode[c.code(row)]);
          }
        }
      }
      case Utf8Column c -> each(c, rows, places, tops, progress);
      case BoolColumn c -> each(c, rows, places, tops, progress);
      case Int64Column c -> {}
      case Float64Column c -> {}
      case TimestampColumn c -> {}
      case VectorColumn c -> {}
    }
  }

  private static void each(
      Column column,
      Int64Column rows,
      Map<String, Integer> places,
      long[] tops,
      Progress progress) {
    for (long i = 0; i < rows.rowCount(); i++) {
      check(i, progress);
      Object value = column.value(rows.get(i));
      if (value != null) {
        add(tops, places.getOrDefault(value.toString(), -1));
      }
    }
  }

  private static void add(long[] counts, int place) {
    if (place >= 0) {
      counts[place]++;
    }
  }

  private static void check(long row, Progress progress) {
    if (row % ROWS_BETWEEN_CHECKS == 0) {
      progress.check("count the kept rows");
    }
  }
}
