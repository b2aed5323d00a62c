package dev.alidade.engine.runtime.kernels;

import dev.alidade.engine.runtime.KernelDefinition;
import java.util.List;

/** The kernels of the module {@code vector}. Items are rows. */
public final class VectorKernels {
  public static final String MODULE = "vector";

  /**
   * Dot product with the k best; for cosine, on normalised vectors. Block {@link Blocks.ScanF32}.
   */
  public static final KernelDefinition SCAN_F32_DOT =
      new KernelDefinition(
          MODULE,
          "scan_f32_dot",
          "vector.scan.f32",
          VectorTwins::scanF32Dot,
          SimpleLoops::scanF32Dot,
          VectorWorkloads::scanF32);

  /** Squared Euclidean distance with the k nearest. Block {@link Blocks.ScanF32}. */
  public static final KernelDefinition SCAN_F32_L2 =
      new KernelDefinition(
          MODULE,
          "scan_f32_l2",
          "vector.scan.f32.l2",
          VectorTwins::scanF32L2,
          SimpleLoops::scanF32L2,
          VectorWorkloads::scanF32);

  /** Exact scores of many queries in one pass. Block {@link Blocks.ScanF32Batch}. */
  public static final KernelDefinition SCAN_F32_BATCH =
      new KernelDefinition(
          MODULE,
          "scan_f32_batch",
          "vector.scan.f32.batch",
          VectorTwins::scanF32Batch,
          null,
          VectorWorkloads::scanF32Batch);

  /** Exact scores of chosen rows. Block {@link Blocks.RescoreF32}. */
  public static final KernelDefinition RESCORE_F32 =
      new KernelDefinition(
          MODULE,
          "rescore_f32",
          "vector.rescore.f32",
          VectorTwins::rescoreF32,
          null,
          VectorWorkloads::rescoreF32);

  /** Vectors to signed bytes, a scale a row. Block {@link Blocks.QuantiseI8}. */
  public static final KernelDefinition QUANTISE_I8 =
      new KernelDefinition(
          MODULE,
          "quantise_i8",
          "vector.quantise.i8",
          VectorTwins::quantiseI8,
          null,
          VectorWorkloads::quantiseI8);

  /** Approximate scores from signed bytes. Block {@link Blocks.ScanI8}. */
  public static final KernelDefinition SCAN_I8 =
      new KernelDefinition(
          MODULE, "scan_i8", "vector.scan.i8", VectorTwins::scanI8, null, VectorWorkloads::scanI8);

  /** Approximate scores of chosen rows from signed bytes. Block {@link Blocks.RescoreI8}. */
  public static final KernelDefinition RESCORE_I8 =
      new KernelDefinition(
          MODULE,
          "rescore_i8",
          "vector.rescore.i8",
          VectorTwins::rescoreI8,
          null,
          VectorWorkloads::rescoreI8);

  /** Vectors to one bit a dimension, a scale a row. Block {@link Blocks.Quantise1bit}. */
  public static final KernelDefinition QUANTISE_1BIT =
      new KernelDefinition(
          MODULE,
          "quantise_1bit",
          "vector.quantise.1bit",
          SignTwins::quantise1bit,
          null,
          SignWorkloads::quantise1bit);

  /** Approximate dot products of a float query and bits. Block {@link Blocks.Scan1bit}. */
  public static final KernelDefinition SCAN_1BIT =
      new KernelDefinition(
          MODULE,
          "scan_1bit",
          "vector.scan.1bit",
          SignTwins::scan1bit,
          null,
          SignWorkloads::scan1bit);

  public static final List<KernelDefinition> ALL =
      List.of(
          SCAN_F32_DOT,
          SCAN_F32_L2,
          SCAN_F32_BATCH,
          RESCORE_F32,
          QUANTISE_I8,
          SCAN_I8,
          RESCORE_I8,
          QUANTISE_1BIT,
          SCAN_1BIT);

  /** Queries that {@code scan_f32_batch} packs together in its scratch. */
  static final int BATCHED_QUERIES = 4;

  private VectorKernels() {}

  /** Floats of scratch that {@code scan_f32_batch} needs. */
  public static int batchScratchFloats(int queries, int dimensions) {
    return Math.ceilDiv(queries, BATCHED_QUERIES) * BATCHED_QUERIES * dimensions;
  }
}
