package dev.alidade.engine.telemetry;

import java.util.Arrays;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * Histograms as they are kept in rings: for each filled bucket the distance to the one before and
 * its count, both as LEB128. About 3 bytes a bucket, where the histogram itself takes 37 KB.
 */
final class LatencyCodec {
  /** Longer operations are recorded as this. */
  static final long LONGEST_NANOS = 3_600_000_000_000L;

  /** Two significant digits: a percentile is within 0.8 % of the true one. */
  static final int DIGITS = 2;

  private LatencyCodec() {}

  static Histogram empty() {
    return new Histogram(1, LONGEST_NANOS, DIGITS);
  }

  static byte[] encode(Histogram histogram) {
    byte[] out = new byte[64];
    int size = 0;
    long before = 0;
    for (HistogramIterationValue bucket : histogram.recordedValues()) {
      if (out.length - size < 20) {
        out = Arrays.copyOf(out, out.length * 2);
      }
      size = put(out, size, bucket.getValueIteratedTo() - before);
      size = put(out, size, bucket.getCountAddedInThisIterationStep());
      before = bucket.getValueIteratedTo();
    }
    return Arrays.copyOf(out, size);
  }

  /** Takes the filled buckets, shortest first. */
  interface Sink {
    void take(long value, long count);
  }

  /** Adds what was encoded. */
  static void addTo(Histogram target, byte[] encoded) {
    forEach(
        encoded,
        (value, count) -> target.recordValueWithCount(Math.min(value, LONGEST_NANOS), count));
  }

  /** Reads what was encoded. */
  static void forEach(byte[] encoded, Sink sink) {
    long value = 0;
    int at = 0;
    while (at < encoded.length) {
      long distance = 0;
      for (int shift = 0; ; shift += 7) {
        byte b = encoded[at++];
        distance |= (b & 0x7FL) << shift;
        if (b >= 0) {
          break;
        }
      }
      long count = 0;
      for (int shift = 0; ; shift += 7) {
        byte b = encoded[at++];
        count |= (b & 0x7FL) << shift;
        if (b >= 0) {
          break;
        }
      }
      value += distance;
      sink.take(value, count);
    }
  }

  private static int put(byte[] out, int at, long value) {
    long rest = value;
    int to = at;
    while (rest > 0x7F) {
      out[to++] = (byte) (rest & 0x7F | 0x80);
      rest >>>= 7;
    }
    out[to++] = (byte) rest;
    return to;
  }
}
