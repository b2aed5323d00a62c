package dev.alidade.engine.data;

import java.time.Duration;

/**
 * @param plainBytes before packing
 * @param packedBytes after it
 */
public record CompressionResult(Codec codec, long plainBytes, long packedBytes, Duration duration) {
  /** How many bytes one packed byte stands for: more is better. NaN for nothing. */
  public double ratio() {
    return plainBytes == 0 ? Double.NaN : plainBytes / (double) packedBytes;
  }
}
