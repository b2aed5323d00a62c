package dev.alidade.engine.data;

import dev.alidade.engine.PathChoice;
import dev.alidade.engine.dataset.Column;
import dev.alidade.engine.runtime.KernelDefinition;
import dev.alidade.engine.runtime.KernelOutcome;
import dev.alidade.engine.runtime.KernelResult;
import dev.alidade.engine.runtime.Kernels;
import dev.alidade.engine.runtime.ParameterBlock;
import dev.alidade.engine.runtime.Region;
import dev.alidade.engine.runtime.Shard;
import dev.alidade.engine.runtime.kernels.Blocks;
import dev.alidade.engine.runtime.kernels.DataKernels;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** The kernels of the module {@code data} over regions, and how their calls of one step went. */
final class ColumnKernels {
  private final Kernels kernels;
  private final Shard shard;
  private @Nullable KernelOutcome longest;

  ColumnKernels(Kernels kernels, Shard shard) {
    this.kernels = kernels;
    this.shard = shard;
  }

  /** The path of the call that took longest; empty when no kernel was called. */
  Optional<PathChoice> main() {
    return Optional.ofNullable(longest).map(KernelOutcome::path);
  }

  /** Compares with a constant; returns how many rows of {@code out} are selected. */
  int filterFloat64(
      Region values,
      Optional<Region> validity,
      int rows,
      int comparison,
      double constant,
      Region out) {
    return filter(
        DataKernels.FILTER_F64,
        values,
        validity,
        rows,
        rows * 8L,
        comparison,
        p -> p.putDouble(Blocks.Filter.CONSTANT_F64, constant),
        out);
  }

  int filterInt64(
      Region values,
      Optional<Region> validity,
      int rows,
      int comparison,
      long constant,
      Region out) {
    return filter(
        DataKernels.FILTER_I64,
        values,
        validity,
        rows,
        rows * 8L,
        comparison,
        p -> p.putLong(Blocks.Filter.CONSTANT_I64, constant),
        out);
  }

  int filterInt32(
      Region values,
      Optional<Region> validity,
      int rows,
      int comparison,
      int constant,
      Region out) {
    return filter(
        DataKernels.FILTER_I32,
        values,
        validity,
        rows,
        rows * 4L,
        comparison,
        p -> p.putLong(Blocks.Filter.CONSTANT_I64, constant),
        out);
  }

  private int filter(
      KernelDefinition kernel,
      Region values,
      Optional<Region> validity,
      int rows,
      long bytes,
      int comparison,
      Consumer<ParameterBlock> constant,
      Region out) {
    return call(
        kernel,
        rows,
        bytes,
        p -> {
          p.putInt(Blocks.Filter.ROWS, rows)
              .putInt(Blocks.Filter.COMPARISON, comparison)
              .putInt(Blocks.Filter.VALUES, values.offset())
              .putInt(Blocks.Filter.VALIDITY, offset(validity))
              .putInt(Blocks.Filter.OUT_SELECTION, out.offset());
          constant.accept(p);
        },
        p -> p.getInt(Blocks.Filter.OUT_COUNT));
  }

  /**
   * {@code out = left operation right}; returns the bits set.
   *
   * @param right the left one again for {@code BITMAP_NOT}
   */
  int combine(int operation, Region left, Region right, int rows, Region out) {
    return call(
        DataKernels.BITMAP_COMBINE,
        rows,
        rows / 4,
        p ->
            p.putInt(Blocks.BitmapCombine.ROWS, rows)
                .putInt(Blocks.BitmapCombine.OPERATION, operation)
                .putInt(Blocks.BitmapCombine.LEFT, left.offset())
                .putInt(Blocks.BitmapCombine.RIGHT, right.offset())
                .putInt(Blocks.BitmapCombine.OUT_BITMAP, out.offset()),
        p -> p.getInt(Blocks.BitmapCombine.OUT_COUNT));
  }

  /** Row numbers of the bits that are set; {@code out} has room for all of them. */
  int selectionRows(Region selection, int rows, Region out) {
    return call(
        DataKernels.SELECTION_ROWS,
        rows,
        rows / 8,
        p ->
            p.putInt(Blocks.SelectionRows.ROWS, rows)
                .putInt(Blocks.SelectionRows.SELECTION, selection.offset())
                .putInt(Blocks.SelectionRows.OUT_ROWS, out.offset()),
        p -> p.getInt(Blocks.SelectionRows.OUT_COUNT));
  }

  /**
   * Values of chosen rows.
   *
   * @param width 4 or 8 bytes
   * @param outValidity given where {@code validity} is
   */
  void gather(
      int width,
      Region rows,
      int count,
      Region values,
      Optional<Region> validity,
      Region out,
      Optional<Region> outValidity) {
    call(
        width == 4 ? DataKernels.GATHER_32 : DataKernels.GATHER_64,
        count,
        count * (long) width,
        p ->
            p.putInt(Blocks.Gather.COUNT, count)
                .putInt(Blocks.Gather.ROWS, rows.offset())
                .putInt(Blocks.Gather.VALUES, values.offset())
                .putInt(Blocks.Gather.VALIDITY, offset(validity))
                .putInt(Blocks.Gather.OUT_VALUES, out.offset())
                .putInt(Blocks.Gather.OUT_VALIDITY, offset(outValidity)),
        p -> 0);
  }

  /** Changes the case of ASCII letters; returns how many rows hold other characters. */
  int changeCase(
      boolean upper,
      Region offsets,
      Region utf8,
      int rows,
      Region outOffsets,
      Region outUtf8,
      Region outNonAscii) {
    return call(
        upper ? DataKernels.UTF8_UPPER : DataKernels.UTF8_LOWER,
        rows,
        utf8.bytes(),
        p ->
            p.putInt(Blocks.Utf8Case.ROWS, rows)
                .putInt(Blocks.Utf8Case.OFFSETS, offsets.offset())
                .putInt(Blocks.Utf8Case.BYTES, utf8.offset())
                .putInt(Blocks.Utf8Case.OUT_OFFSETS, outOffsets.offset())
                .putInt(Blocks.Utf8Case.OUT_BYTES, outUtf8.offset())
                .putInt(Blocks.Utf8Case.OUT_NON_ASCII, outNonAscii.offset()),
        p -> p.getInt(Blocks.Utf8Case.OUT_NON_ASCII_COUNT));
  }

  /** ISO 8601 text to milliseconds; returns how many rows could not be read. */
  int isoMillis(
      Region offsets,
      Region utf8,
      Optional<Region> validity,
      int rows,
      Region outMillis,
      Region outValidity,
      Region outFailed) {
    return call(
        DataKernels.ISO8601_MILLIS,
        rows,
        utf8.bytes(),
        p ->
            p.putInt(Blocks.Iso8601.ROWS, rows)
                .putInt(Blocks.Iso8601.OFFSETS, offsets.offset())
                .putInt(Blocks.Iso8601.BYTES, utf8.offset())
                .putInt(Blocks.Iso8601.VALIDITY, offset(validity))
                .putInt(Blocks.Iso8601.OUT_MILLIS, outMillis.offset())
                .putInt(Blocks.Iso8601.OUT_VALIDITY, outValidity.offset())
                .putInt(Blocks.Iso8601.OUT_FAILED, outFailed.offset()),
        p -> p.getInt(Blocks.Iso8601.OUT_FAILED_COUNT));
  }

  /**
   * Aggregates by codes.
   *
   * @param values the column, or null to count rows where {@code validity} is set
   * @return whether an int64 sum wrapped around
   */
  boolean group(
      boolean float64,
      Region codes,
      int groups,
      int rows,
      @Nullable Region values,
      Optional<Region> validity,
      GroupOutputs out) {
    return call(
            float64 ? DataKernels.GROUP_F64 : DataKernels.GROUP_I64,
            rows,
            rows * (values == null ? 4L : 12L),
            p ->
                p.putInt(Blocks.GroupBy.ROWS, rows)
                    .putInt(Blocks.GroupBy.GROUPS, groups)
                    .putInt(Blocks.GroupBy.OTHER, -1)
                    .putInt(Blocks.GroupBy.CODES, codes.offset())
                    .putInt(Blocks.GroupBy.VALUES, values == null ? 0 : values.offset())
                    .putInt(Blocks.GroupBy.VALIDITY, offset(validity))
                    .putInt(Blocks.GroupBy.OUT_COUNT, out.count().offset())
                    .putInt(Blocks.GroupBy.OUT_SUM, offset(out.sum()))
                    .putInt(Blocks.GroupBy.OUT_MIN, offset(out.min()))
                    .putInt(Blocks.GroupBy.OUT_MAX, offset(out.max()))
                    .putInt(Blocks.GroupBy.OUT_REST, offset(out.rest())),
            p -> p.getInt(Blocks.GroupBy.OUT_OVERFLOW))
        != 0;
  }

  /**
   * Where {@link #group} writes; 8 bytes a group each.
   *
   * @param rest what rounding took from sums of float64, for sums that have it again
   */
  record GroupOutputs(
      Region count,
      Optional<Region> sum,
      Optional<Region> rest,
      Optional<Region> min,
      Optional<Region> max) {}

  /** The column's validity, where any row is null. */
  static Optional<Region> validity(Column column) {
    return column.nullCount() == 0 ? Optional.empty() : column.validity();
  }

  private static int offset(Optional<Region> region) {
    return region.map(Region::offset).orElse(0);
  }

  private int call(
      KernelDefinition kernel,
      int items,
      long bytes,
      Consumer<ParameterBlock> parameters,
      ToIntFunction<ParameterBlock> reader) {
    KernelResult<Integer> result =
        kernels.call(kernel, shard, items, bytes, parameters, reader::applyAsInt);
    KernelOutcome outcome = result.outcome();
    if (outcome.status() != Blocks.STATUS_OK) {
      throw new IllegalStateException(kernel.id() + " refused its input: " + outcome.status());
    }
    if (longest == null || outcome.nanos() > longest.nanos()) {
      longest = outcome;
    }
    return result.value();
  }
}
