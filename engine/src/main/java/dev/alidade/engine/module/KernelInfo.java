package dev.alidade.engine.module;

import dev.alidade.engine.PathChoice;
import java.util.List;

/**
 * One kernel as the registry shows it.
 *
 * @param choice path taken at the largest measured size, or the forced one
 * @param measurements what was measured on this machine, smallest size first; empty before the
 *     first measuring
 */
public record KernelInfo(
    String id,
    String operation,
    long calls,
    PathChoice choice,
    PathPreference preference,
    List<Measurement> measurements) {
  public KernelInfo {
    measurements = List.copyOf(measurements);
  }

  /**
   * Best times of both paths at one size.
   *
   * @param items rows of the measured call
   */
  public record Measurement(long items, double wasmNanos, double javaNanos) {}
}
