package dev.alidade.engine.compute;

import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.runtime.Region;
import dev.alidade.engine.runtime.kernels.Blocks;
import dev.alidade.engine.runtime.kernels.ComputeKernels;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** A times B in blocks of rows of A by columns of B, on the workers. */
final class MatrixProduct {
  /** Multiplications of one kernel call: some 10 ms, so that a cancellation is seen in time. */
  private static final long CALL = 32L << 20;

  /** Columns of B that one call takes; with the usual depths, their block of 256 rows is 1 MiB. */
  private static final int PANEL = 1_024;

  /** Most bytes of a panel: each worker's shard holds one. */
  private static final long PANEL_BYTES = 64L << 20;

  private MatrixProduct() {}

  static Product multiply(Matrix a, Matrix b, ComputeRun run) {
    if (a.columns() != b.rows()) {
      throw new InvalidRequest(
          "A %d × %d matrix cannot be multiplied by a %d × %d one."
              .formatted(a.rows(), a.columns(), b.rows(), b.columns()),
          "The columns of the first must be as many as the rows of the second.");
    }
    long values = (long) a.rows() * b.columns();
    if (values > Integer.MAX_VALUE - 8) {
      throw new InvalidRequest(
          "The product would have %,d values.".formatted(values), "Multiply it in parts.");
    }
    float[] product = new float[(int) values];
    int width = Math.clamp(PANEL_BYTES / (4L * Math.max(1, b.rows())), 1, PANEL);
    for (int column = 0; column < b.columns(); column += width) {
      panel(a, b, column, Math.min(width, b.columns() - column), product, run);
    }
    return new Product(new Matrix(a.rows(), b.columns(), product), run.path());
  }

  private record Buffers(Region a, Region b, Region c) {}

  private static void panel(
      Matrix a, Matrix b, int column, int width, float[] product, ComputeRun run) {
    int depth = a.columns();
    int rows = Math.clamp(CALL / Math.max(1, (long) depth * width), 1, Math.max(1, a.rows()));
    var buffers =
        new PerWorker<Buffers>(
            run,
            worker -> {
              var made =
                  new Buffers(
                      run.scratch(worker, 4L * rows * depth),
                      run.scratch(worker, 4L * depth * width),
                      run.scratch(worker, 4L * rows * width));
              copyColumns(b, column, width, made.b().segment());
              return made;
            });
    run.map(
        (a.rows() + rows - 1) / rows,
        (block, worker) -> {
          Buffers own = buffers.of(worker);
          int first = block * rows;
          int count = Math.min(rows, a.rows() - first);
          MemorySegment.copy(
              a.values(),
              first * depth,
              own.a().segment(),
              ValueLayout.JAVA_FLOAT_UNALIGNED,
              0,
              count * depth);
          call(own, count, width, depth, worker, run);
          MemorySegment result = own.c().segment();
          for (int row = 0; row < count; row++) {
            MemorySegment.copy(
                result,
                ValueLayout.JAVA_FLOAT_UNALIGNED,
                4L * row * width,
                product,
                (first + row) * b.columns() + column,
                width);
          }
          return null;
        });
  }

  private static void copyColumns(Matrix b, int column, int width, MemorySegment to) {
    for (int row = 0; row < b.rows(); row++) {
      MemorySegment.copy(
          b.values(),
          row * b.columns() + column,
          to,
          ValueLayout.JAVA_FLOAT_UNALIGNED,
          4L * row * width,
          width);
    }
  }

  private static void call(
      Buffers buffers, int rows, int width, int depth, int worker, ComputeRun run) {
    run.call(
        ComputeKernels.MATMUL_F32,
        worker,
        (long) rows * width * depth,
        4L * depth * (rows + width),
        block ->
            block
                .putInt(Blocks.Matmul.M, rows)
                .putInt(Blocks.Matmul.N, width)
                .putInt(Blocks.Matmul.K, depth)
                .putInt(Blocks.Matmul.A, buffers.a().offset())
                .putInt(Blocks.Matmul.B, buffers.b().offset())
                .putInt(Blocks.Matmul.OUT_C, buffers.c().offset()),
        block -> true);
  }
}
