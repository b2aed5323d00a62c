/* Kernels over rows of floats: X^T * X, and the nearest centroid. Part of compute.c. */
#include "abi.h"

/*
 * Tiles of 4 by 8 elements on and above the diagonal are held in registers over 128 rows, whose
 * two panels fit the first cache; the part below is mirrored.
 */
#define GRAM_BLOCK 128

INLINE void gram_element(const f32 *x, i32 rows, i32 stride, i32 i, i32 j, f64 *out) {
  f32 sum = 0;
  for (i32 r = 0; r < rows; r++) sum += x[(size_t)r * stride + i] * x[(size_t)r * stride + j];
  *out += sum;
}

#ifdef __wasm_simd128__
INLINE void add_to(f64 *out, v128_t sums) {
  const v128_t high = wasm_i32x4_shuffle(sums, sums, 2, 3, 2, 3);
  wasm_v128_store(out, wasm_f64x2_add(wasm_v128_load(out), wasm_f64x2_promote_low_f32x4(sums)));
  wasm_v128_store(out + 2,
                  wasm_f64x2_add(wasm_v128_load(out + 2), wasm_f64x2_promote_low_f32x4(high)));
}

INLINE void gram_tile(const f32 *x, i32 rows, i32 stride, i32 i, i32 j, f64 *out, i32 n) {
  v128_t r00 = wasm_f32x4_splat(0), r01 = r00, r10 = r00, r11 = r00;
  v128_t r20 = r00, r21 = r00, r30 = r00, r31 = r00;
  const f32 *row = x;
  for (i32 r = 0; r < rows; r++, row += stride) {
    const v128_t a = wasm_v128_load(row + j), b = wasm_v128_load(row + j + 4);
    v128_t s = wasm_v128_load32_splat(row + i);
    r00 = wasm_f32x4_add(r00, wasm_f32x4_mul(s, a));
    r01 = wasm_f32x4_add(r01, wasm_f32x4_mul(s, b));
    s = wasm_v128_load32_splat(row + i + 1);
    r10 = wasm_f32x4_add(r10, wasm_f32x4_mul(s, a));
    r11 = wasm_f32x4_add(r11, wasm_f32x4_mul(s, b));
    s = wasm_v128_load32_splat(row + i + 2);
    r20 = wasm_f32x4_add(r20, wasm_f32x4_mul(s, a));
    r21 = wasm_f32x4_add(r21, wasm_f32x4_mul(s, b));
    s = wasm_v128_load32_splat(row + i + 3);
    r30 = wasm_f32x4_add(r30, wasm_f32x4_mul(s, a));
    r31 = wasm_f32x4_add(r31, wasm_f32x4_mul(s, b));
  }
  f64 *o = out + (size_t)i * n + j;
  add_to(o, r00);
  add_to(o + 4, r01);
  o += n;
  add_to(o, r10);
  add_to(o + 4, r11);
  o += n;
  add_to(o, r20);
  add_to(o + 4, r21);
  o += n;
  add_to(o, r30);
  add_to(o + 4, r31);
}
#endif

KERNEL(gram_f32) {
  BLOCK(gram);
  const i32 n = p->dimensions, stride = p->stride;
  if (p->rows < 0 || n < 0 || stride < n) FAIL();
  f64 *const out = AT(f64, p->out_gram);
  __builtin_memset(out, 0, (size_t)n * n * sizeof(f64));
  for (i32 from = 0; from < p->rows; from += GRAM_BLOCK) {
    const f32 *const x = AT(const f32, p->values) + (size_t)from * stride;
    const i32 rows = p->rows - from < GRAM_BLOCK ? p->rows - from : GRAM_BLOCK;
    i32 j = 0;
#ifdef __wasm_simd128__
    for (; j + 8 <= n; j += 8) {
      for (i32 i = 0; i < j + 8; i += 4) gram_tile(x, rows, stride, i, j, out, n);
    }
#endif
    for (; j < n; j++) {
      for (i32 i = 0; i <= j; i++) gram_element(x, rows, stride, i, j, out + (size_t)i * n + j);
    }
  }
  for (i32 i = 1; i < n; i++) {
    for (i32 j = 0; j < i; j++) out[(size_t)i * n + j] = out[(size_t)j * n + i];
  }
  p->status = STATUS_OK;
}

/*
 * Squared distance: value i into sum i % 4, folded (0 + 2) + (1 + 3); the values after the last full
 * four are summed on their own and added last.
 */
INLINE f32 squares_from(const f32 *x, const f32 *y, i32 i, i32 n) {
  f32 sum = 0;
  for (; i < n; i++) {
    f32 d = x[i] - y[i];
    sum += d * d;
  }
  return sum;
}

#ifdef __wasm_simd128__
INLINE v128_t plus_squares(v128_t sum, v128_t x, v128_t y) {
  const v128_t d = wasm_f32x4_sub(x, y);
  return wasm_f32x4_add(sum, wasm_f32x4_mul(d, d));
}

INLINE f32 folded(v128_t s) {
  return (wasm_f32x4_extract_lane(s, 0) + wasm_f32x4_extract_lane(s, 2)) +
         (wasm_f32x4_extract_lane(s, 1) + wasm_f32x4_extract_lane(s, 3));
}
#endif

INLINE f32 squared_distance(const f32 *x, const f32 *y, i32 n) {
  i32 i = 0;
#ifdef __wasm_simd128__
  v128_t s = wasm_f32x4_splat(0);
  for (; i + 4 <= n; i += 4) s = plus_squares(s, wasm_v128_load(x + i), wasm_v128_load(y + i));
  const f32 sum = folded(s);
#else
  f32 s[4] = {0};
  for (; i + 4 <= n; i += 4) {
    for (int l = 0; l < 4; l++) {
      f32 d = x[i + l] - y[i + l];
      s[l] += d * d;
    }
  }
  const f32 sum = (s[0] + s[2]) + (s[1] + s[3]);
#endif
  return sum + squares_from(x, y, i, n);
}

#define CLOSER(r, c, value) \
  do { \
    const f32 found = value; \
    if (found < distances[r]) { \
      distances[r] = found; \
      nearest[r] = c; \
    } \
  } while (0)

/* Four rows by two centroids: each value that is loaded is used twice or four times. */
#ifdef __wasm_simd128__
INLINE void nearest_of_two(const f32 *x, const f32 *y, i32 n, i32 c, i32 *nearest, f32 *distances) {
  const f32 *const x1 = x + n, *const x2 = x1 + n, *const x3 = x2 + n, *const z = y + n;
  v128_t a0 = wasm_f32x4_splat(0), a1 = a0, a2 = a0, a3 = a0, b0 = a0, b1 = a0, b2 = a0, b3 = a0;
  i32 i = 0;
  for (; i + 4 <= n; i += 4) {
    const v128_t first = wasm_v128_load(y + i), second = wasm_v128_load(z + i);
    v128_t v = wasm_v128_load(x + i);
    a0 = plus_squares(a0, v, first);
    b0 = plus_squares(b0, v, second);
    v = wasm_v128_load(x1 + i);
    a1 = plus_squares(a1, v, first);
    b1 = plus_squares(b1, v, second);
    v = wasm_v128_load(x2 + i);
    a2 = plus_squares(a2, v, first);
    b2 = plus_squares(b2, v, second);
    v = wasm_v128_load(x3 + i);
    a3 = plus_squares(a3, v, first);
    b3 = plus_squares(b3, v, second);
  }
  CLOSER(0, c, folded(a0) + squares_from(x, y, i, n));
  CLOSER(1, c, folded(a1) + squares_from(x1, y, i, n));
  CLOSER(2, c, folded(a2) + squares_from(x2, y, i, n));
  CLOSER(3, c, folded(a3) + squares_from(x3, y, i, n));
  CLOSER(0, c + 1, folded(b0) + squares_from(x, z, i, n));
  CLOSER(1, c + 1, folded(b1) + squares_from(x1, z, i, n));
  CLOSER(2, c + 1, folded(b2) + squares_from(x2, z, i, n));
  CLOSER(3, c + 1, folded(b3) + squares_from(x3, z, i, n));
}
#endif

KERNEL(nearest_f32) {
  BLOCK(nearest);
  const i32 n = p->dimensions, centroids = p->centroids;
  if (p->rows < 0 || n < 0 || centroids < 1) FAIL();
  const f32 *const centres = AT(const f32, p->centres);
  for (i32 from = 0; from < p->rows; from += 4) {
    const i32 rows = p->rows - from < 4 ? p->rows - from : 4;
    const f32 *const x = AT(const f32, p->values) + (size_t)from * n;
    i32 *const nearest = AT(i32, p->out_nearest) + from;
    f32 *const distances = AT(f32, p->out_distances) + from;
    for (i32 r = 0; r < rows; r++) {
      nearest[r] = 0;
      distances[r] = __builtin_inff();
    }
    i32 c = 0;
#ifdef __wasm_simd128__
    if (rows == 4) {
      for (; c + 2 <= centroids; c += 2) {
        nearest_of_two(x, centres + (size_t)c * n, n, c, nearest, distances);
      }
    }
#endif
    for (; c < centroids; c++) {
      for (i32 r = 0; r < rows; r++) {
        CLOSER(r, c, squared_distance(x + (size_t)r * n, centres + (size_t)c * n, n));
      }
    }
  }
  p->status = STATUS_OK;
}
