package dev.alidade.engine.runtime.kernels;

import static dev.alidade.engine.runtime.kernels.Access.f32;
import static dev.alidade.engine.runtime.kernels.Access.i16;
import static dev.alidade.engine.runtime.kernels.Access.i8;

import java.lang.foreign.MemorySegment;

/**
 * Sums over one pair of vectors, in the order of the C kernels, so that both paths give the same
 * bits: eight running sums, value i into sum i % 8, folded 8 → 4 → 2 → 1, then the values after the
 * last full eight. Eight sums also hide the latency of an addition.
 */
final class VectorSums {
  private VectorSums() {}

  static float dot(MemorySegment m, long x, long y, int n) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    float e = 0;
    float f = 0;
    float g = 0;
    float h = 0;
    int i = 0;
    for (; i + 8 <= n; i += 8) {
      long at = 4L * i;
      a += f32(m, x + at) * f32(m, y + at);
      b += f32(m, x + at + 4) * f32(m, y + at + 4);
      c += f32(m, x + at + 8) * f32(m, y + at + 8);
      d += f32(m, x + at + 12) * f32(m, y + at + 12);
      e += f32(m, x + at + 16) * f32(m, y + at + 16);
      f += f32(m, x + at + 20) * f32(m, y + at + 20);
      g += f32(m, x + at + 24) * f32(m, y + at + 24);
      h += f32(m, x + at + 28) * f32(m, y + at + 28);
    }
    float sum = ((a + e) + (c + g)) + ((b + f) + (d + h));
    float rest = 0;
    for (; i < n; i++) {
      rest += f32(m, x + 4L * i) * f32(m, y + 4L * i);
    }
    return sum + rest;
  }

  static float distance(MemorySegment m, long x, long y, int n) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    float e = 0;
    float f = 0;
    float g = 0;
    float h = 0;
    int i = 0;
    for (; i + 8 <= n; i += 8) {
      long u = x + 4L * i;
      long v = y + 4L * i;
      a = addSquare(a, f32(m, u) - f32(m, v));
      b = addSquare(b, f32(m, u + 4) - f32(m, v + 4));
      c = addSquare(c, f32(m, u + 8) - f32(m, v + 8));
      d = addSquare(d, f32(m, u + 12) - f32(m, v + 12));
      e = addSquare(e, f32(m, u + 16) - f32(m, v + 16));
      f = addSquare(f, f32(m, u + 20) - f32(m, v + 20));
      g = addSquare(g, f32(m, u + 24) - f32(m, v + 24));
      h = addSquare(h, f32(m, u + 28) - f32(m, v + 28));
    }
    float sum = ((a + e) + (c + g)) + ((b + f) + (d + h));
    float rest = 0;
    for (; i < n; i++) {
      rest = addSquare(rest, f32(m, x + 4L * i) - f32(m, y + 4L * i));
    }
    return sum + rest;
  }

  private static float addSquare(float sum, float value) {
    return sum + value * value;
  }

  /**
   * Sum of products of a query's codes in 16 bits and a row's in 8; exact, so the order is free.
   * One plain sum, since that is the form which the JIT turns into vector instructions where it
   * can.
   */
  static int dotCodes(MemorySegment m, long query, long x, int n) {
    int sum = 0;
    for (int i = 0; i < n; i++) {
      sum += i16(m, query + 2L * i) * i8(m, x + i);
    }
    return sum;
  }
}
