package dev.alidade.engine.runtime.kernels;

import dev.alidade.engine.runtime.KernelDefinition;
import java.util.List;

/** The kernels of the module {@code compute}. */
public final class ComputeKernels {
  public static final String MODULE = "compute";

  /** Sum, mean, squared deviations, min and max; items are rows. Block {@link Blocks.Moments}. */
  public static final KernelDefinition MOMENTS_F64 =
      new KernelDefinition(
          MODULE,
          "moments_f64",
          "compute.moments",
          ComputeTwins::momentsF64,
          SimpleLoops::momentsF64,
          ComputeWorkloads::moments);

  /** Counts in bins of equal width; items are rows. Block {@link Blocks.Histogram}. */
  public static final KernelDefinition HISTOGRAM_F64 =
      new KernelDefinition(
          MODULE,
          "histogram_f64",
          "compute.histogram.f64",
          ComputeTwins::histogramF64,
          null,
          ComputeWorkloads::histogram);

  /** float32 matrices; items are multiplications, m × n × k. Block {@link Blocks.Matmul}. */
  public static final KernelDefinition MATMUL_F32 =
      new KernelDefinition(
          MODULE,
          "matmul_f32",
          "compute.matmul.f32",
          ComputeTwins::matmulF32,
          SimpleLoops::matmulF32,
          ComputeWorkloads::matmulF32);

  /** float64 matrices; items are multiplications, m × n × k. Block {@link Blocks.Matmul}. */
  public static final KernelDefinition MATMUL_F64 =
      new KernelDefinition(
          MODULE,
          "matmul_f64",
          "compute.matmul.f64",
          ComputeTwins::matmulF64,
          SimpleLoops::matmulF64,
          ComputeWorkloads::matmulF64);

  /** XᵀX of float32 rows; items are rows. Block {@link Blocks.Gram}. */
  public static final KernelDefinition GRAM_F32 =
      new KernelDefinition(
          MODULE,
          "gram_f32",
          "compute.gram.f32",
          RowTwins::gramF32,
          SimpleLoops::gramF32,
          ComputeWorkloads::gram);

  /** The nearest centroid of float32 rows; items are rows. Block {@link Blocks.Nearest}. */
  public static final KernelDefinition NEAREST_F32 =
      new KernelDefinition(
          MODULE,
          "nearest_f32",
          "compute.nearest.f32",
          RowTwins::nearestF32,
          SimpleLoops::nearestF32,
          ComputeWorkloads::nearest);

  public static final List<KernelDefinition> ALL =
      List.of(MOMENTS_F64, HISTOGRAM_F64, MATMUL_F32, MATMUL_F64, GRAM_F32, NEAREST_F32);

  private ComputeKernels() {}
}
