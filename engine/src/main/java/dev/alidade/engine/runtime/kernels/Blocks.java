package dev.alidade.engine.runtime.kernels;

/**
 * Where each field of a kernel's parameter block stands: the Java side of {@code
 * wasm-modules/include/abi.h}, which says what the fields mean. A test holds the two together.
 * Fields named {@code OUT_…} that are offsets of outputs are given by the caller; those that are
 * values are written by the kernel.
 */
public final class Blocks {
  private Blocks() {}

  /** Every block begins with its status. */
  public static final int STATUS = 0;

  public static final int STATUS_OK = 0;
  public static final int STATUS_RUNNING = 1;
  public static final int STATUS_BAD_ARGUMENT = 2;

  public static final int METRIC_DOT = 0;
  public static final int METRIC_L2 = 1;

  public static final int COMPARE_LT = 0;
  public static final int COMPARE_LE = 1;
  public static final int COMPARE_EQ = 2;
  public static final int COMPARE_NE = 3;
  public static final int COMPARE_GE = 4;
  public static final int COMPARE_GT = 5;

  public static final int BITMAP_AND = 0;
  public static final int BITMAP_OR = 1;
  public static final int BITMAP_NOT = 2;
  public static final int BITMAP_AND_NOT = 3;
  public static final int BITMAP_XOR = 4;

  /** Block of {@code scan_f32_dot, scan_f32_l2}. */
  public static final class ScanF32 {
    private ScanF32() {}

    public static final int FIRST = 4;
    public static final int ROWS = 8;
    public static final int DIMENSIONS = 12;
    public static final int STRIDE = 16;
    public static final int QUERY = 20;
    public static final int VECTORS = 24;
    public static final int SELECTION = 28;
    public static final int K = 32;
    public static final int USE_THRESHOLD = 36;
    public static final int THRESHOLD = 40;
    public static final int OUT_ROWS = 44;
    public static final int OUT_SCORES = 48;
    public static final int OUT_COUNT = 52;
    public static final int OUT_EXAMINED = 56;
  }

  /** Block of {@code scan_f32_batch}. */
  public static final class ScanF32Batch {
    private ScanF32Batch() {}

    public static final int METRIC = 4;
    public static final int BASE = 8;
    public static final int ROWS = 12;
    public static final int DIMENSIONS = 16;
    public static final int STRIDE = 20;
    public static final int QUERIES = 24;
    public static final int QUERY = 28;
    public static final int VECTORS = 32;
    public static final int SCRATCH = 36;
    public static final int SELECTION = 40;
    public static final int K = 44;
    public static final int IN_COUNTS = 48;
    public static final int IN_ROWS = 52;
    public static final int IN_SCORES = 56;
    public static final int OUT_COUNTS = 60;
    public static final int OUT_ROWS = 64;
    public static final int OUT_SCORES = 68;
    public static final int OUT_EXAMINED = 72;
  }

  /** Block of {@code rescore_f32}. */
  public static final class RescoreF32 {
    private RescoreF32() {}

    public static final int METRIC = 4;
    public static final int CANDIDATES = 8;
    public static final int DIMENSIONS = 12;
    public static final int QUERY = 16;
    public static final int ADDRESSES = 20;
    public static final int ROWS = 24;
    public static final int K = 28;
    public static final int OUT_ROWS = 32;
    public static final int OUT_SCORES = 36;
    public static final int OUT_COUNT = 40;
  }

  /** Block of {@code rescore_i8}. */
  public static final class RescoreI8 {
    private RescoreI8() {}

    public static final int METRIC = 4;
    public static final int CANDIDATES = 8;
    public static final int DIMENSIONS = 12;
    public static final int QUERY = 16;
    public static final int QUERY_SCALE = 20;
    public static final int QUERY_NORM = 24;
    public static final int ADDRESSES = 28;
    public static final int SCALES = 32;
    public static final int NORMS = 36;
    public static final int ROWS = 40;
    public static final int K = 44;
    public static final int OUT_ROWS = 48;
    public static final int OUT_SCORES = 52;
    public static final int OUT_COUNT = 56;
  }

  /** Block of {@code quantise_i8}. */
  public static final class QuantiseI8 {
    private QuantiseI8() {}

    public static final int ROWS = 4;
    public static final int DIMENSIONS = 8;
    public static final int STRIDE = 12;
    public static final int VECTORS = 16;
    public static final int CODE_STRIDE = 20;
    public static final int OUT_CODES = 24;
    public static final int OUT_SCALES = 28;
    public static final int OUT_NORMS = 32;
  }

  /** Block of {@code scan_i8}. */
  public static final class ScanI8 {
    private ScanI8() {}

    public static final int BASE = 4;
    public static final int ROWS = 8;
    public static final int DIMENSIONS = 12;
    public static final int STRIDE = 16;
    public static final int METRIC = 20;
    public static final int QUERY = 24;
    public static final int QUERY_SCALE = 28;
    public static final int QUERY_NORM = 32;
    public static final int CODES = 36;
    public static final int SCALES = 40;
    public static final int NORMS = 44;
    public static final int SELECTION = 48;
    public static final int K = 52;
    public static final int IN_COUNT = 56;
    public static final int IN_ROWS = 60;
    public static final int IN_SCORES = 64;
    public static final int OUT_ROWS = 68;
    public static final int OUT_SCORES = 72;
    public static final int OUT_COUNT = 76;
    public static final int OUT_EXAMINED = 80;
  }

  /** Block of {@code quantise_1bit}. */
  public static final class Quantise1bit {
    private Quantise1bit() {}

    public static final int ROWS = 4;
    public static final int DIMENSIONS = 8;
    public static final int STRIDE = 12;
    public static final int METRIC = 16;
    public static final int VECTORS = 20;
    public static final int CENTER = 24;
    public static final int OUT_CODES = 28;
    public static final int OUT_SCALES = 32;
    public static final int OUT_OFFSETS = 36;
  }

  /** Block of {@code scan_1bit}. */
  public static final class Scan1bit {
    private Scan1bit() {}

    public static final int BASE = 4;
    public static final int ROWS = 8;
    public static final int DIMENSIONS = 12;
    public static final int QUERY = 16;
    public static final int CODES = 20;
    public static final int SCALES = 24;
    public static final int OFFSETS = 28;
    public static final int SELECTION = 32;
    public static final int SCRATCH = 36;
    public static final int K = 40;
    public static final int IN_COUNT = 44;
    public static final int IN_ROWS = 48;
    public static final int IN_SCORES = 52;
    public static final int OUT_ROWS = 56;
    public static final int OUT_SCORES = 60;
    public static final int OUT_COUNT = 64;
    public static final int OUT_EXAMINED = 68;
  }

  /** Block of {@code group_f64, group_i64}. */
  public static final class GroupBy {
    private GroupBy() {}

    public static final int ROWS = 4;
    public static final int GROUPS = 8;
    public static final int OTHER = 12;
    public static final int CODES = 16;
    public static final int VALUES = 20;
    public static final int VALIDITY = 24;
    public static final int SELECTION = 28;
    public static final int OUT_COUNT = 32;
    public static final int OUT_SUM = 36;
    public static final int OUT_MIN = 40;
    public static final int OUT_MAX = 44;
    public static final int OUT_OVERFLOW = 48;
    public static final int OUT_SKIPPED = 52;
    public static final int OUT_REST = 56;
  }

  /** Block of {@code utf8_upper, utf8_lower}. */
  public static final class Utf8Case {
    private Utf8Case() {}

    public static final int ROWS = 4;
    public static final int OFFSETS = 8;
    public static final int BYTES = 12;
    public static final int OUT_OFFSETS = 16;
    public static final int OUT_BYTES = 20;
    public static final int OUT_NON_ASCII = 24;
    public static final int OUT_NON_ASCII_COUNT = 28;
  }

  /** Block of {@code iso8601_millis}. */
  public static final class Iso8601 {
    private Iso8601() {}

    public static final int ROWS = 4;
    public static final int OFFSETS = 8;
    public static final int BYTES = 12;
    public static final int VALIDITY = 16;
    public static final int OUT_MILLIS = 20;
    public static final int OUT_VALIDITY = 24;
    public static final int OUT_FAILED = 28;
    public static final int OUT_FAILED_COUNT = 32;
  }

  /** Block of {@code filter_f64, filter_i64, filter_i32}. */
  public static final class Filter {
    private Filter() {}

    public static final int ROWS = 4;
    public static final int COMPARISON = 8;
    public static final int VALUES = 12;
    public static final int VALIDITY = 16;
    public static final int OUT_SELECTION = 20;
    public static final int CONSTANT_I64 = 24;
    public static final int CONSTANT_F64 = 32;
    public static final int OUT_COUNT = 40;
  }

  /** Block of {@code bitmap_combine}. */
  public static final class BitmapCombine {
    private BitmapCombine() {}

    public static final int ROWS = 4;
    public static final int OPERATION = 8;
    public static final int LEFT = 12;
    public static final int RIGHT = 16;
    public static final int OUT_BITMAP = 20;
    public static final int OUT_COUNT = 24;
  }

  /** Block of {@code selection_rows}. */
  public static final class SelectionRows {
    private SelectionRows() {}

    public static final int ROWS = 4;
    public static final int SELECTION = 8;
    public static final int OUT_ROWS = 12;
    public static final int OUT_COUNT = 16;
  }

  /** Block of {@code gather_32, gather_64}. */
  public static final class Gather {
    private Gather() {}

    public static final int COUNT = 4;
    public static final int ROWS = 8;
    public static final int VALUES = 12;
    public static final int VALIDITY = 16;
    public static final int OUT_VALUES = 20;
    public static final int OUT_VALIDITY = 24;
  }

  /** Block of {@code moments_f64}. */
  public static final class Moments {
    private Moments() {}

    public static final int ROWS = 4;
    public static final int VALUES = 8;
    public static final int VALIDITY = 12;
    public static final int OUT_COUNT = 16;
    public static final int OUT_SUM = 24;
    public static final int OUT_MEAN = 32;
    public static final int OUT_M2 = 40;
    public static final int OUT_MIN = 48;
    public static final int OUT_MAX = 56;
  }

  /** Block of {@code histogram_f64}. */
  public static final class Histogram {
    private Histogram() {}

    public static final int ROWS = 4;
    public static final int VALUES = 8;
    public static final int VALIDITY = 12;
    public static final int LOW = 16;
    public static final int HIGH = 24;
    public static final int BINS = 32;
    public static final int OUT_COUNTS = 36;
    public static final int OUT_BELOW = 40;
    public static final int OUT_ABOVE = 48;
    public static final int OUT_NAN = 56;
  }

  /** Block of {@code matmul_f32, matmul_f64}. */
  public static final class Matmul {
    private Matmul() {}

    public static final int M = 4;
    public static final int N = 8;
    public static final int K = 12;
    public static final int A = 16;
    public static final int B = 20;
    public static final int OUT_C = 24;
  }

  /** Block of {@code gram_f32}. */
  public static final class Gram {
    private Gram() {}

    public static final int ROWS = 4;
    public static final int DIMENSIONS = 8;
    public static final int STRIDE = 12;
    public static final int VALUES = 16;
    public static final int OUT_GRAM = 20;
  }

  /** Block of {@code nearest_f32}. */
  public static final class Nearest {
    private Nearest() {}

    public static final int ROWS = 4;
    public static final int DIMENSIONS = 8;
    public static final int CENTROIDS = 12;
    public static final int VALUES = 16;
    public static final int CENTRES = 20;
    public static final int OUT_NEAREST = 24;
    public static final int OUT_DISTANCES = 28;
  }
}
