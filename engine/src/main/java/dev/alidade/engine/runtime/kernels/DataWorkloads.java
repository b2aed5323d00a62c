package dev.alidade.engine.runtime.kernels;

import dev.alidade.engine.runtime.MemorySpace;
import dev.alidade.engine.runtime.Region;
import dev.alidade.engine.runtime.Workload.Prepared;
import dev.alidade.engine.runtime.kernels.Blocks.BitmapCombine;
import dev.alidade.engine.runtime.kernels.Blocks.Filter;
import dev.alidade.engine.runtime.kernels.Blocks.Gather;
import dev.alidade.engine.runtime.kernels.Blocks.GroupBy;
import dev.alidade.engine.runtime.kernels.Blocks.Iso8601;
import dev.alidade.engine.runtime.kernels.Blocks.SelectionRows;
import dev.alidade.engine.runtime.kernels.Blocks.Utf8Case;
import java.util.List;
import java.util.stream.IntStream;

/** Inputs for the data kernels; items are rows. The usual group-by has 1,000 groups. */
final class DataWorkloads {
  private static final int USUAL_GROUPS = 1_000;
  private static final List<String> WORDS =
      List.of(
          "Alidade",
          "sighting rule",
          "",
          "ASCII only, 123 [\\]^_`{|}~@",
          "naïve café",
          "日本語",
          "İstanbul ß ǆ",
          "zZaA",
          "x",
          "a somewhat longer line of words, 40 bytes",
          "emoji 🧭 end",
          "\u0000\u007f",
          "ÿ");

  private DataWorkloads() {}

  /** A value with NaN, infinities and both zeroes among them, unless the shape is usual. */
  static double value(WorkloadInputs in) {
    if (in.usual()) {
      return in.gaussian() * 100;
    }
    return switch (in.between(0, 30)) {
      case 0 -> Double.NaN;
      case 1 -> Double.POSITIVE_INFINITY;
      case 2 -> Double.NEGATIVE_INFINITY;
      case 3, 4 -> -0.0;
      case 5, 6 -> 0;
      case 7 -> Double.MIN_VALUE;
      default -> in.between(-9, 9) * 0.5;
    };
  }

  private static long whole(WorkloadInputs in) {
    return in.usual()
        ? in.between(-1_000_000, 1_000_000)
        : switch (in.between(0, 20)) {
          case 0 -> Long.MAX_VALUE;
          case 1 -> Long.MIN_VALUE;
          default -> in.between(-5, 5);
        };
  }

  static Prepared groupF64(MemorySpace memory, int items, long seed) {
    WorkloadInputs in = new WorkloadInputs(memory, seed);
    return group(in, items, in.doubles(items, i -> value(in)));
  }

  static Prepared groupI64(MemorySpace memory, int items, long seed) {
    WorkloadInputs in = new WorkloadInputs(memory, seed);
    return group(in, items, in.longs(items, i -> whole(in)));
  }

  private static Prepared group(WorkloadInputs in, int items, Region column) {
    int groups = in.usual() ? USUAL_GROUPS : in.oneOf(0, 1, 2, 7, 300);
    int low = in.usual() ? 0 : -1;
    int high = Math.max(low, in.usual() ? groups - 1 : groups + 1);
    Region codes = in.ints(items, i -> in.between(low, high));
    int values = in.usual() || in.chance(80) ? column.offset() : 0;
    int other = in.usual() || groups == 0 || in.chance(50) ? -1 : in.between(0, groups - 1);
    int validity = in.bitmapOrNone(items, 80);
    int selection = in.bitmapOrNone(items, 50);
    Region count = in.output(8L * groups);
    int sum = in.usual() || in.chance(70) ? in.output(8L * groups).offset() : 0;
    int min = in.usual() || in.chance(40) ? 0 : in.output(8L * groups).offset();
    int max = in.usual() || in.chance(40) ? 0 : in.output(8L * groups).offset();
    int rest = in.usual() || in.chance(60) ? in.output(8L * groups).offset() : 0;
    return in.ready(
        block ->
            block
                .putInt(GroupBy.ROWS, items)
                .putInt(GroupBy.GROUPS, groups)
                .putInt(GroupBy.OTHER, other)
                .putInt(GroupBy.CODES, codes.offset())
                .putInt(GroupBy.VALUES, values)
                .putInt(GroupBy.VALIDITY, validity)
                .putInt(GroupBy.SELECTION, selection)
                .putInt(GroupBy.OUT_COUNT, count.offset())
                .putInt(GroupBy.OUT_SUM, sum)
                .putInt(GroupBy.OUT_MIN, min)
                .putInt(GroupBy.OUT_MAX, max)
                .putInt(GroupBy.OUT_REST, rest));
  }

  static Prepared utf8Case(MemorySpace memory, int items, long seed) {
    WorkloadInputs in = new WorkloadInputs(memory, seed);
    int share = in.usual() ? 0 : in.oneOf(0, 3, 60);
    List<String> texts =
        IntStream.range(0, items)
            .mapToObj(
                i ->
                    in.chance(share)
                        ? WORDS.get(in.between(0, WORDS.size() - 1))
                        : "Document " + in.between(0, 999_999) + " of the Archive")
            .toList();
    List<Region> strings = in.strings(texts);
    Region outOffsets = in.output(4L * items + 4);
    Region outBytes = in.output(strings.getLast().bytes());
    Region flags = in.output((items + 7L) / 8);
    return in.ready(
        block ->
            block
                .putInt(Utf8Case.ROWS, items)
                .putInt(Utf8Case.OFFSETS, strings.getFirst().offset())
                .putInt(Utf8Case.BYTES, strings.getLast().offset())
                .putInt(Utf8Case.OUT_OFFSETS, outOffsets.offset())
                .putInt(Utf8Case.OUT_BYTES, outBytes.offset())
                .putInt(Utf8Case.OUT_NON_ASCII, flags.offset()));
  }

  static Prepared iso8601(MemorySpace memory, int items, long seed) {
    WorkloadInputs in = new WorkloadInputs(memory, seed);
    List<String> texts = IntStream.range(0, items).mapToObj(i -> isoText(in)).toList();
    List<Region> strings = in.strings(texts);
    int validity = in.bitmapOrNone(items, 80);
    Region millis = in.output(8L * items);
    Region parsed = in.output((items + 7L) / 8);
    Region failed = in.output((items + 7L) / 8);
    return in.ready(
        block ->
            block
                .putInt(Iso8601.ROWS, items)
                .putInt(Iso8601.OFFSETS, strings.getFirst().offset())
                .putInt(Iso8601.BYTES, strings.getLast().offset())
                .putInt(Iso8601.VALIDITY, validity)
                .putInt(Iso8601.OUT_MILLIS, millis.offset())
                .putInt(Iso8601.OUT_VALIDITY, parsed.offset())
                .putInt(Iso8601.OUT_FAILED, failed.offset()));
  }

  /** A time; unless the shape is usual, of any accepted form, or with one letter changed. */
  private static String isoText(WorkloadInputs in) {
    int year = in.usual() ? in.between(1990, 2030) : in.between(0, 9999);
    String date =
        "%04d-%02d-%02d".formatted(year, in.between(1, 12), in.between(1, in.usual() ? 28 : 31));
    String time =
        "%02d:%02d:%02d".formatted(in.between(0, 23), in.between(0, 59), in.between(0, 59));
    if (in.usual()) {
      return date + "T" + time + "Z";
    }
    String fraction = in.chance(50) ? "" : "." + "123456789".substring(in.between(0, 8));
    String zone =
        in.chance(40)
            ? "Z"
            : in.chance(30)
                ? ""
                : "%s%02d:%02d"
                    .formatted(in.chance(50) ? "+" : "-", in.between(0, 19), in.between(0, 60));
    String text =
        switch (in.between(0, 4)) {
          case 0 -> date;
          case 1 -> date + " " + time.substring(0, 5) + zone;
          default -> date + (in.chance(50) ? "T" : " ") + time + fraction + zone;
        };
    if (in.chance(70)) {
      return text;
    }
    int at = in.between(0, text.length() - 1);
    return text.substring(0, at) + "x9:-Z é".charAt(in.between(0, 6)) + text.substring(at + 1);
  }

  static Prepared filterF64(MemorySpace memory, int items, long seed) {
    WorkloadInputs in = new WorkloadInputs(memory, seed);
    return filter(in, items, in.doubles(items, i -> value(in)));
  }

  static Prepared filterI64(MemorySpace memory, int items, long seed) {
    WorkloadInputs in = new WorkloadInputs(memory, seed);
    return filter(in, items, in.longs(items, i -> whole(in)));
  }

  static Prepared filterI32(MemorySpace memory, int items, long seed) {
    WorkloadInputs in = new WorkloadInputs(memory, seed);
    return filter(in, items, in.ints(items, i -> in.between(-5, 5)));
  }

  private static Prepared filter(WorkloadInputs in, int items, Region values) {
    int comparison = in.usual() ? Blocks.COMPARE_LT : in.between(0, 5);
    int validity = in.bitmapOrNone(items, 80);
    double constant = value(in);
    long whole = in.between(-5, 5);
    Region out = in.output((items + 7L) / 8);
    return in.ready(
        block ->
            block
                .putInt(Filter.ROWS, items)
                .putInt(Filter.COMPARISON, comparison)
                .putInt(Filter.VALUES, values.offset())
                .putInt(Filter.VALIDITY, validity)
                .putInt(Filter.OUT_SELECTION, out.offset())
                .putLong(Filter.CONSTANT_I64, whole)
                .putDouble(Filter.CONSTANT_F64, constant));
  }

  static Prepared bitmapCombine(MemorySpace memory, int items, long seed) {
    WorkloadInputs in = new WorkloadInputs(memory, seed);
    int operation = in.usual() ? Blocks.BITMAP_AND : in.between(0, 4);
    Region left = in.bitmap(items, 50);
    Region right = in.bitmap(items, 30);
    Region out = in.output((items + 7L) / 8);
    return in.ready(
        block ->
            block
                .putInt(BitmapCombine.ROWS, items)
                .putInt(BitmapCombine.OPERATION, operation)
                .putInt(BitmapCombine.LEFT, left.offset())
                .putInt(BitmapCombine.RIGHT, operation == Blocks.BITMAP_NOT ? 0 : right.offset())
                .putInt(BitmapCombine.OUT_BITMAP, out.offset()));
  }

  static Prepared selectionRows(MemorySpace memory, int items, long seed) {
    WorkloadInputs in = new WorkloadInputs(memory, seed);
    Region selection = in.bitmap(items, in.usual() ? 30 : in.oneOf(0, 5, 50, 100));
    Region out = in.output(4L * items);
    return in.ready(
        block ->
            block
                .putInt(SelectionRows.ROWS, items)
                .putInt(SelectionRows.SELECTION, selection.offset())
                .putInt(SelectionRows.OUT_ROWS, out.offset()));
  }

  static Prepared gather32(MemorySpace memory, int items, long seed) {
    return gather(new WorkloadInputs(memory, seed), items, 4);
  }

  static Prepared gather64(MemorySpace memory, int items, long seed) {
    return gather(new WorkloadInputs(memory, seed), items, 8);
  }

  private static Prepared gather(WorkloadInputs in, int items, int width) {
    int all = Math.max(1, items);
    Region rows = in.ints(items, i -> in.between(0, all - 1));
    Region values = in.ints(all * width / 4, i -> in.between(Integer.MIN_VALUE, 1 << 30));
    int validity = in.bitmapOrNone(all, 80);
    Region out = in.output((long) items * width);
    Region outValidity = in.output((items + 7L) / 8);
    return in.ready(
        block ->
            block
                .putInt(Gather.COUNT, items)
                .putInt(Gather.ROWS, rows.offset())
                .putInt(Gather.VALUES, values.offset())
                .putInt(Gather.VALIDITY, validity)
                .putInt(Gather.OUT_VALUES, out.offset())
                .putInt(Gather.OUT_VALIDITY, outValidity.offset()));
  }
}
