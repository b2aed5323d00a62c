package dev.alidade.engine.dataset;

import dev.alidade.engine.runtime.Region;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * Looks at every value of a column. NaN counts as a value of its own, but not in the figures; zero
 * and minus zero are one value.
 */
final class ColumnProfiler {
  /** Up to here sorting is exact and takes a second a column at the most; above, a sketch does. */
  static final int EXACT_ROWS = 1 << 22;

  private ColumnProfiler() {}

  static ColumnProfile profile(Column column) {
    if (column.rowCount() > EXACT_ROWS) {
      ColumnSketch sketch = new ColumnSketch(column.field());
      sketch.add(column);
      return sketch.profile();
    }
    return switch (column) {
      case Int64Column numbers -> ofLongs(column, longs(column, numbers.values()), Long::toString);
      case TimestampColumn times ->
          ofLongs(
              column,
              longs(column, times.values()),
              millis -> Instant.ofEpochMilli(millis).toString());
      case Float64Column numbers -> ofDoubles(column, doubles(numbers));
      case BoolColumn flags -> ofBools(flags);
      case DictionaryColumn texts -> ofCodes(texts);
      case Utf8Column texts -> ofTexts(texts);
      case VectorColumn vectors -> ofVectors(vectors);
    };
  }

  private static int present(Column column) {
    return Math.toIntExact(column.rowCount() - column.nullCount());
  }

  private static long[] longs(Column column, Region region) {
    MemorySegment values = region.segment();
    long[] present = new long[present(column)];
    int at = 0;
    for (long row = 0; row < column.rowCount(); row++) {
      if (column.nullCount() == 0 || !column.isNull(row)) {
        present[at++] = values.get(ValueLayout.JAVA_LONG_UNALIGNED, row * 8);
      }
    }
    return present;
  }

  private static double[] doubles(Float64Column column) {
    MemorySegment values = column.values().segment();
    double[] present = new double[present(column)];
    int at = 0;
    for (long row = 0; row < column.rowCount(); row++) {
      if (column.nullCount() == 0 || !column.isNull(row)) {
        // Adding zero makes −0.0 a plain zero.
        present[at++] = values.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, row * 8) + 0.0;
      }
    }
    return present;
  }

  private static ColumnProfile ofLongs(Column column, long[] values, LongFunction<String> text) {
    Arrays.sort(values);
    TopValues top = new TopValues();
    long distinct = 0;
    for (int from = 0, to = 0; from < values.length; from = to) {
      while (to < values.length && values[to] == values[from]) {
        to++;
      }
      top.offer(values[from], to - from);
      distinct++;
    }
    WholeFigures wholes = new WholeFigures();
    for (long value : values) {
      wholes.add(value);
    }
    NumberProfile numbers = new NumberProfile(i -> (double) values[i], values.length);
    return new ColumnProfile(
        column.field(),
        column.rowCount(),
        column.nullCount(),
        0,
        distinct,
        false,
        numbers.numbers(),
        wholes.wholes(),
        numbers.histogram(),
        top.list(text),
        Optional.empty());
  }

  private static ColumnProfile ofDoubles(Column column, double[] values) {
    Arrays.sort(values);
    TopValues top = new TopValues();
    long distinct = 0;
    int figures = values.length;
    for (int from = 0, to = 0; from < values.length; from = to) {
      while (to < values.length && Double.compare(values[to], values[from]) == 0) {
        to++;
      }
      top.offer(Double.doubleToLongBits(values[from]), to - from);
      distinct++;
      // NaN is sorted to the end.
      figures = Double.isNaN(values[from]) ? from : figures;
    }
    NumberProfile numbers = new NumberProfile(i -> values[i], figures);
    return new ColumnProfile(
        column.field(),
        column.rowCount(),
        column.nullCount(),
        values.length - figures,
        distinct,
        false,
        numbers.numbers(),
        Optional.empty(),
        numbers.histogram(),
        top.list(bits -> Double.toString(Double.longBitsToDouble(bits))),
        Optional.empty());
  }

  private static ColumnProfile ofBools(BoolColumn column) {
    long[] counts = new long[2];
    for (long row = 0; row < column.rowCount(); row++) {
      if (!column.isNull(row)) {
        counts[column.get(row) ? 1 : 0]++;
      }
    }
    return ofCounts(column, counts, code -> Boolean.toString(code == 1), new TextFigures());
  }

  private static ColumnProfile ofCodes(DictionaryColumn column) {
    long[] counts = new long[column.dictionarySize()];
    MemorySegment codes = column.codes().segment();
    for (long row = 0; row < column.rowCount(); row++) {
      if (column.nullCount() == 0 || !column.isNull(row)) {
        counts[codes.get(ValueLayout.JAVA_INT_UNALIGNED, row * 4)]++;
      }
    }
    TextFigures figures = new TextFigures();
    MemorySegment offsets = column.dictionaryOffsets().segment();
    for (int code = 0; code < counts.length; code++) {
      if (counts[code] > 0) {
        int from = offsets.get(ValueLayout.JAVA_INT_UNALIGNED, code * 4L);
        int to = offsets.get(ValueLayout.JAVA_INT_UNALIGNED, code * 4L + 4);
        figures.add(column.dictionaryBytes().segment(), from, to - from, counts[code]);
      }
    }
    return ofCounts(column, counts, code -> column.entry((int) code), figures);
  }

  private static ColumnProfile ofCounts(
      Column column, long[] counts, LongFunction<String> text, TextFigures figures) {
    TopValues top = new TopValues();
    long distinct = 0;
    for (int code = 0; code < counts.length; code++) {
      top.offer(code, counts[code]);
      distinct += counts[code] > 0 ? 1 : 0;
    }
    return withoutNumbers(column, distinct, top, text, figures);
  }

  private static ColumnProfile ofTexts(Utf8Column column) {
    MemorySegment utf8 = column.utf8().segment();
    DistinctRanges distinct = DistinctRanges.of(column);
    TopValues top = new TopValues();
    TextFigures figures = new TextFigures();
    for (int entry = 0; entry < distinct.size(); entry++) {
      top.offer(entry, distinct.count(entry));
      figures.add(utf8, distinct.from(entry), distinct.length(entry), distinct.count(entry));
    }
    return withoutNumbers(
        column,
        distinct.size(),
        top,
        entry -> text(utf8, distinct.from((int) entry), distinct.length((int) entry)),
        figures);
  }

  static String text(MemorySegment utf8, long from, int length) {
    byte[] bytes = new byte[length];
    MemorySegment.copy(utf8, ValueLayout.JAVA_BYTE, from, bytes, 0, length);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static ColumnProfile ofVectors(VectorColumn column) {
    DistinctRanges distinct = new DistinctRanges(column.values().segment());
    int bytes = column.dimensions() * 4;
    for (long row = 0; row < column.rowCount(); row++) {
      if (!column.isNull(row)) {
        distinct.add(row * bytes, bytes);
      }
    }
    return withoutNumbers(column, distinct.size(), new TopValues(), entry -> "", new TextFigures());
  }

  private static ColumnProfile withoutNumbers(
      Column column, long distinct, TopValues top, LongFunction<String> text, TextFigures figures) {
    return new ColumnProfile(
        column.field(),
        column.rowCount(),
        column.nullCount(),
        0,
        distinct,
        false,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        top.list(text),
        figures.texts());
  }
}
