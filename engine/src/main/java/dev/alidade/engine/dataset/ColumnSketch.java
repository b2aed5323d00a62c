package dev.alidade.engine.dataset;

import dev.alidade.engine.dataset.ColumnProfile.Bin;
import dev.alidade.engine.dataset.ColumnProfile.Numbers;
import dev.alidade.engine.dataset.ColumnProfile.TopValue;
import dev.alidade.engine.runtime.Region;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Profiles a column in little memory, part after part. Counts, least, greatest, mean, deviation and
 * lengths are exact. So is the rest while there are few values; of more, the number of distinct
 * ones is HyperLogLog's, quantiles and histogram are those of a random sample, and top values are
 * counted among the first distinct ones.
 */
final class ColumnSketch {
  /** A quantile of so many values is within 0.5 % of its rank, 99 times in 100. */
  private static final int SAMPLE = 1 << 16;

  private static final int TEXTS = 1 << 15;
  private static final long SEED = 0x5EED;

  private final Field field;
  private final HyperLogLog distinct = new HyperLogLog();
  private final SplittableRandom random = new SplittableRandom(SEED);
  private final TextFigures textFigures = new TextFigures();
  private final CountedNumbers numberCounts = new CountedNumbers();
  private final Map<String, Long> textCounts = new HashMap<>();
  private boolean textsOverflowed;
  private long rows;
  private long nulls;
  private long nans;
  private final WholeFigures wholes = new WholeFigures();

  // Of numbers that are no NaN.
  private double[] sample = new double[1_024];
  private long count;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;
  private double mean;
  private double squares;

  ColumnSketch(Field field) {
    this.field = field;
  }

  void add(Column part) {
    rows += part.rowCount();
    nulls += part.nullCount();
    switch (part) {
      case Int64Column numbers -> addNumbers(part, numbers.values(), false);
      case TimestampColumn times -> addNumbers(part, times.values(), false);
      case Float64Column numbers -> addNumbers(part, numbers.values(), true);
      case BoolColumn flags -> addFlags(flags);
      case DictionaryColumn texts -> addCodes(texts);
      case Utf8Column texts -> addTexts(texts);
      case VectorColumn vectors -> addVectors(vectors);
    }
  }

  private void addNumbers(Column part, Region region, boolean floats) {
    MemorySegment values = region.segment();
    boolean nullable = part.nullCount() > 0;
    for (long row = 0; row < part.rowCount(); row++) {
      if (nullable && part.isNull(row)) {
        continue;
      }
      long bits = values.get(ValueLayout.JAVA_LONG_UNALIGNED, row * 8);
      double value = floats ? Double.longBitsToDouble(bits) + 0.0 : bits;
      long key = floats ? Double.doubleToLongBits(value) : bits;
      distinct.add(key);
      numberCounts.add(key);
      if (Double.isNaN(value)) {
        nans++;
      } else {
        addNumber(value);
      }
      if (!floats) {
        wholes.add(bits);
      }
    }
  }

  /** Mean and squares by Welford's method; the sample by Vitter's algorithm R. */
  private void addNumber(double value) {
    if (count < SAMPLE) {
      if (count == sample.length) {
        sample = Arrays.copyOf(sample, sample.length * 4);
      }
      sample[(int) count] = value;
    } else {
      long place = random.nextLong(count + 1);
      if (place < SAMPLE) {
        sample[(int) place] = value;
      }
    }
    count++;
    min = Math.min(min, value);
    max = Math.max(max, value);
    double distance = value - mean;
    mean += Double.isFinite(distance) ? distance / count : value / count - mean / count;
    squares += distance * (value - mean);
  }

  private void addFlags(BoolColumn flags) {
    for (long row = 0; row < flags.rowCount(); row++) {
      if (!flags.isNull(row)) {
        distinct.add(flags.get(row) ? 1 : 0);
        numberCounts.add(flags.get(row) ? 1 : 0);
      }
    }
  }

  private void addCodes(DictionaryColumn texts) {
    long[] counts = new long[texts.dictionarySize()];
    for (long row = 0; row < texts.rowCount(); row++) {
      if (texts.nullCount() == 0 || !texts.isNull(row)) {
        counts[texts.code(row)]++;
      }
    }
    MemorySegment offsets = texts.dictionaryOffsets().segment();
    MemorySegment bytes = texts.dictionaryBytes().segment();
    for (int code = 0; code < counts.length; code++) {
      if (counts[code] > 0) {
        int from = offsets.get(ValueLayout.JAVA_INT_UNALIGNED, code * 4L);
        int to = offsets.get(ValueLayout.JAVA_INT_UNALIGNED, code * 4L + 4);
        addText(bytes, from, to - from, counts[code]);
      }
    }
  }

  private void addTexts(Utf8Column texts) {
    MemorySegment bytes = texts.utf8().segment();
    DistinctRanges ranges = DistinctRanges.of(texts);
    for (int entry = 0; entry < ranges.size(); entry++) {
      addText(bytes, ranges.from(entry), ranges.length(entry), ranges.count(entry));
    }
  }

  private void addText(MemorySegment bytes, long from, int length, long times) {
    distinct.add(bytes, from, length);
    textFigures.add(bytes, from, length, times);
    if (textCounts.size() < TEXTS) {
      textCounts.merge(ColumnProfiler.text(bytes, from, length), times, Long::sum);
    } else {
      String text = ColumnProfiler.text(bytes, from, length);
      textsOverflowed |= textCounts.computeIfPresent(text, (t, before) -> before + times) == null;
    }
  }

  private void addVectors(VectorColumn vectors) {
    int bytes = vectors.dimensions() * 4;
    for (long row = 0; row < vectors.rowCount(); row++) {
      if (!vectors.isNull(row)) {
        distinct.add(vectors.values().segment(), row * bytes, bytes);
      }
    }
  }

  ColumnProfile profile() {
    boolean texts = field.type() == ColumnType.STRING;
    boolean vectors = field.type() == ColumnType.VECTOR;
    boolean exact = !vectors && (texts ? !textsOverflowed : !numberCounts.overflowed());
    long exactCount = texts ? textCounts.size() : numberCounts.size();
    double[] sorted = Arrays.copyOf(sample, (int) Math.min(count, SAMPLE));
    Arrays.sort(sorted);
    NumberProfile sampled = new NumberProfile(i -> sorted[i], sorted.length);
    boolean numeric = field.type().isNumeric() || field.type() == ColumnType.TIMESTAMP;
    return new ColumnProfile(
        field,
        rows,
        nulls,
        nans,
        exact ? exactCount : distinct.estimate(),
        !exact || count > SAMPLE,
        numeric ? sampled.numbers().map(this::exactWhereItCan) : Optional.empty(),
        wholes.wholes(),
        numeric ? scaled(sampled.histogram()) : List.of(),
        texts ? topTexts() : topNumbers(),
        textFigures.texts());
  }

  private Numbers exactWhereItCan(Numbers of) {
    return new Numbers(
        min,
        max,
        mean,
        Math.sqrt(squares / count),
        of.p05(),
        of.p25(),
        of.median(),
        of.p75(),
        of.p95());
  }

  private List<Bin> scaled(List<Bin> bins) {
    double factor = count / (double) Math.max(1, Math.min(count, SAMPLE));
    return bins.stream()
        .map(bin -> new Bin(bin.from(), bin.to(), Math.round(bin.count() * factor)))
        .toList();
  }

  private List<TopValue> topTexts() {
    return textCounts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(TopValues.KEPT)
        .map(entry -> new TopValue(entry.getKey(), entry.getValue()))
        .toList();
  }

  private List<TopValue> topNumbers() {
    TopValues top = new TopValues();
    numberCounts.offerTo(top);
    return top.list(
        key ->
            switch (field.type()) {
              case BOOL -> Boolean.toString(key == 1);
              case FLOAT64 -> Double.toString(Double.longBitsToDouble(key));
              case TIMESTAMP -> Instant.ofEpochMilli(key).toString();
              case INT64, STRING, VECTOR -> Long.toString(key);
            });
  }
}
