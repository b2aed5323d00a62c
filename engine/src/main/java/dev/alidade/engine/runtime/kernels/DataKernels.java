package dev.alidade.engine.runtime.kernels;

import dev.alidade.engine.runtime.JavaKernel;
import dev.alidade.engine.runtime.KernelDefinition;
import dev.alidade.engine.runtime.Workload;
import java.util.List;

/** The kernels of the module {@code data}. Items are rows. */
public final class DataKernels {
  public static final String MODULE = "data";

  /** Sum, count, min and max of a float64 column by codes. Block {@link Blocks.GroupBy}. */
  public static final KernelDefinition GROUP_F64 =
      define("group_f64", "data.groupby.sum", GroupTwins::groupF64, DataWorkloads::groupF64);

  /** Sum, count, min and max of an int64 column by codes. Block {@link Blocks.GroupBy}. */
  public static final KernelDefinition GROUP_I64 =
      define("group_i64", "data.groupby.sum.i64", GroupTwins::groupI64, DataWorkloads::groupI64);

  /** ASCII letters to upper case. Block {@link Blocks.Utf8Case}. */
  public static final KernelDefinition UTF8_UPPER =
      define("utf8_upper", "data.text.upper", TextTwins::upper, DataWorkloads::utf8Case);

  /** ASCII letters to lower case. Block {@link Blocks.Utf8Case}. */
  public static final KernelDefinition UTF8_LOWER =
      define("utf8_lower", "data.text.lower", TextTwins::lower, DataWorkloads::utf8Case);

  /** ISO-8601 strings to milliseconds since 1970. Block {@link Blocks.Iso8601}. */
  public static final KernelDefinition ISO8601_MILLIS =
      define("iso8601_millis", "data.time.iso8601", TextTwins::iso8601, DataWorkloads::iso8601);

  /** A float64 column against a constant. Block {@link Blocks.Filter}. */
  public static final KernelDefinition FILTER_F64 =
      define("filter_f64", "data.filter.f64", SelectionTwins::filterF64, DataWorkloads::filterF64);

  /** An int64 column against a constant. Block {@link Blocks.Filter}. */
  public static final KernelDefinition FILTER_I64 =
      define("filter_i64", "data.filter.i64", SelectionTwins::filterI64, DataWorkloads::filterI64);

  /** An int32 column, such as dictionary codes, against a constant. Block {@link Blocks.Filter}. */
  public static final KernelDefinition FILTER_I32 =
      define("filter_i32", "data.filter.i32", SelectionTwins::filterI32, DataWorkloads::filterI32);

  /** And, or, not of bitmaps. Block {@link Blocks.BitmapCombine}. */
  public static final KernelDefinition BITMAP_COMBINE =
      define(
          "bitmap_combine",
          "data.bitmap.combine",
          SelectionTwins::bitmapCombine,
          DataWorkloads::bitmapCombine);

  /** Row numbers of a bitmap's set bits. Block {@link Blocks.SelectionRows}. */
  public static final KernelDefinition SELECTION_ROWS =
      define(
          "selection_rows",
          "data.selection.rows",
          SelectionTwins::selectionRows,
          DataWorkloads::selectionRows);

  /** 4-byte values of chosen rows. Block {@link Blocks.Gather}. */
  public static final KernelDefinition GATHER_32 =
      define("gather_32", "data.gather.32", SelectionTwins::gather32, DataWorkloads::gather32);

  /** 8-byte values of chosen rows. Block {@link Blocks.Gather}. */
  public static final KernelDefinition GATHER_64 =
      define("gather_64", "data.gather.64", SelectionTwins::gather64, DataWorkloads::gather64);

  public static final List<KernelDefinition> ALL =
      List.of(
          GROUP_F64,
          GROUP_I64,
          UTF8_UPPER,
          UTF8_LOWER,
          ISO8601_MILLIS,
          FILTER_F64,
          FILTER_I64,
          FILTER_I32,
          BITMAP_COMBINE,
          SELECTION_ROWS,
          GATHER_32,
          GATHER_64);

  private DataKernels() {}

  private static KernelDefinition define(
      String name, String operation, JavaKernel twin, Workload workload) {
    return new KernelDefinition(MODULE, name, operation, twin, null, workload);
  }
}
