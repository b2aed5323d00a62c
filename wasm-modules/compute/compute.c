/* Numbers: moments, histogram, matrix products, nearest centroids. The order of additions is part of the contract. */
#include "abi.h"

ALIDADE_MODULE

#define INLINE static inline __attribute__((always_inline))
#define CHUNK 256

/*
 * Sum of x[0..n): four running sums, value i into sum i % 4, folded (0 + 2) + (1 + 3); the values
 * after the last full four are summed on their own and added last.
 */
#ifdef __wasm_simd128__
INLINE f64 fold(v128_t a, v128_t b) {
  v128_t s = wasm_f64x2_add(a, b);
  return wasm_f64x2_extract_lane(s, 0) + wasm_f64x2_extract_lane(s, 1);
}
#endif

INLINE f64 sum_of(const f64 *x, i32 n) {
  i32 i = 0;
#ifdef __wasm_simd128__
  v128_t a = wasm_f64x2_splat(0), b = a;
  for (; i + 4 <= n; i += 4) {
    a = wasm_f64x2_add(a, wasm_v128_load(x + i));
    b = wasm_f64x2_add(b, wasm_v128_load(x + i + 2));
  }
  f64 sum = fold(a, b);
#else
  f64 a = 0, b = 0, c = 0, d = 0;
  for (; i + 4 <= n; i += 4) {
    a += x[i];
    b += x[i + 1];
    c += x[i + 2];
    d += x[i + 3];
  }
  f64 sum = (a + c) + (b + d);
#endif
  f64 rest = 0;
  for (; i < n; i++) rest += x[i];
  return sum + rest;
}

INLINE f64 deviations_of(const f64 *x, i32 n, f64 mean) {
  i32 i = 0;
#ifdef __wasm_simd128__
  const v128_t m = wasm_f64x2_splat(mean);
  v128_t a = wasm_f64x2_splat(0), b = a;
  for (; i + 4 <= n; i += 4) {
    v128_t d = wasm_f64x2_sub(wasm_v128_load(x + i), m);
    v128_t e = wasm_f64x2_sub(wasm_v128_load(x + i + 2), m);
    a = wasm_f64x2_add(a, wasm_f64x2_mul(d, d));
    b = wasm_f64x2_add(b, wasm_f64x2_mul(e, e));
  }
  f64 sum = fold(a, b);
#else
  f64 s[4] = {0};
  for (; i + 4 <= n; i += 4) {
    for (int j = 0; j < 4; j++) {
      f64 d = x[i + j] - mean;
      s[j] += d * d;
    }
  }
  f64 sum = (s[0] + s[2]) + (s[1] + s[3]);
#endif
  f64 rest = 0;
  for (; i < n; i++) {
    f64 d = x[i] - mean;
    rest += d * d;
  }
  return sum + rest;
}

INLINE f64 lesser(f64 value, f64 best) { return value < best ? value : best; }
INLINE f64 greater(f64 value, f64 best) { return value > best ? value : best; }

/* Two lanes: even values and odd values; then the even lane wins a tie (0.0 against -0.0). */
INLINE void extremes_of(const f64 *x, i32 n, f64 *min, f64 *max) {
  i32 i = 0;
  f64 low0 = __builtin_inf(), low1 = low0, high0 = -low0, high1 = high0;
#ifdef __wasm_simd128__
  v128_t low = wasm_f64x2_splat(low0), high = wasm_f64x2_splat(high0);
  for (; i + 2 <= n; i += 2) {
    v128_t v = wasm_v128_load(x + i);
    low = wasm_f64x2_pmin(low, v);
    high = wasm_f64x2_pmax(high, v);
  }
  low0 = wasm_f64x2_extract_lane(low, 0);
  low1 = wasm_f64x2_extract_lane(low, 1);
  high0 = wasm_f64x2_extract_lane(high, 0);
  high1 = wasm_f64x2_extract_lane(high, 1);
#else
  for (; i + 2 <= n; i += 2) {
    low0 = lesser(x[i], low0);
    low1 = lesser(x[i + 1], low1);
    high0 = greater(x[i], high0);
    high1 = greater(x[i + 1], high1);
  }
#endif
  if (i < n) {
    low0 = lesser(x[i], low0);
    high0 = greater(x[i], high0);
  }
  *min = lesser(lesser(low1, low0), *min);
  *max = greater(greater(high1, high0), *max);
}

/*
 * Chunks of 256 values that are not null: sum and squared deviations of a chunk in cache, joined by
 * Chan, Golub and LeVeque (1979); the chunks' sums are added with Neumaier's compensation.
 */
KERNEL(moments_f64) {
  BLOCK(moments);
  if (p->rows < 0) FAIL();
  const f64 *const values = AT(const f64, p->values);
  const unsigned char *const validity = AT(const unsigned char, p->validity);
  f64 packed[CHUNK];
  f64 count = 0, sum = 0, lost = 0, mean = 0, m2 = 0;
  f64 min = __builtin_inf(), max = -min;
  i32 row = 0;
  while (row < p->rows) {
    const f64 *x;
    i32 n = 0;
    if (validity) {
      for (; row < p->rows && n < CHUNK; row++) {
        packed[n] = values[row];
        n += (validity[row >> 3] >> (row & 7)) & 1;
      }
      x = packed;
      if (n == 0) break;
    } else {
      x = values + row;
      n = p->rows - row < CHUNK ? p->rows - row : CHUNK;
      row += n;
    }
    f64 part = sum_of(x, n);
    f64 part_mean = part / n;
    f64 part_m2 = deviations_of(x, n, part_mean);
    extremes_of(x, n, &min, &max);
    f64 total = sum + part;
    lost += __builtin_fabs(sum) >= __builtin_fabs(part) ? (sum - total) + part
                                                        : (part - total) + sum;
    sum = total;
    f64 all = count + n;
    f64 delta = part_mean - mean;
    mean = mean + delta * (n / all);
    m2 = m2 + part_m2 + delta * delta * (count * (n / all));
    count = all;
  }
  if (__builtin_fabs(sum) <= __DBL_MAX__) sum += lost;
  p->out_count = (i64)count;
  p->out_sum = sum;
  p->out_mean = count > 0 ? sum / count : 0;
  p->out_m2 = m2;
  p->out_min = min;
  p->out_max = max;
  p->status = STATUS_OK;
}

KERNEL(histogram_f64) {
  BLOCK(histogram);
  const f64 low = p->low, high = p->high, width = high - low;
  if (p->rows < 0 || p->bins < 1 || !(width > 0 && width <= __DBL_MAX__)) FAIL();
  const f64 *const values = AT(const f64, p->values);
  const unsigned char *const validity = AT(const unsigned char, p->validity);
  i64 *const counts = AT(i64, p->out_counts);
  const i32 last = p->bins - 1;
  const f64 scale = p->bins / width;
  i32 below = 0, above = 0, nan = 0;
  for (i32 b = 0; b <= last; b++) counts[b] = 0;
  for (i32 row = 0; row < p->rows; row++) {
    if (validity && !((validity[row >> 3] >> (row & 7)) & 1)) continue;
    f64 v = values[row];
    if (v >= low && v <= high) {
      i32 bin = __builtin_wasm_trunc_saturate_s_i32_f64((v - low) * scale);
      counts[bin > last ? last : bin]++;
    } else if (v < low) {
      below++;
    } else if (v > high) {
      above++;
    } else {
      nan++;
    }
  }
  p->out_below = below;
  p->out_above = above;
  p->out_nan = nan;
  p->status = STATUS_OK;
}

/*
 * Blocks of K rows of B stay in cache; four rows of A by two vectors of B are held in registers.
 * An element of C still receives its products in order of k.
 */
#define K_BLOCK 256

#ifdef __wasm_simd128__
#define MATMUL_TILES(type, shape, lanes) \
  for (; j + 2 * lanes <= n; j += 2 * lanes) { \
    i32 i = 0; \
    for (; i + 4 <= m; i += 4) { \
      type *const c0 = c + (size_t)i * n + j; \
      type *const c1 = c0 + n, *const c2 = c1 + n, *const c3 = c2 + n; \
      v128_t r00 = wasm_v128_load(c0), r01 = wasm_v128_load(c0 + lanes); \
      v128_t r10 = wasm_v128_load(c1), r11 = wasm_v128_load(c1 + lanes); \
      v128_t r20 = wasm_v128_load(c2), r21 = wasm_v128_load(c2 + lanes); \
      v128_t r30 = wasm_v128_load(c3), r31 = wasm_v128_load(c3 + lanes); \
      const type *const a0 = a + (size_t)i * k; \
      const type *const a1 = a0 + k, *const a2 = a1 + k, *const a3 = a2 + k; \
      const type *row = b + (size_t)from * n + j; \
      for (i32 l = from; l < to; l++, row += n) { \
        const v128_t x = wasm_v128_load(row), y = wasm_v128_load(row + lanes); \
        v128_t s = wasm_##shape##_splat(a0[l]); \
        r00 = wasm_##shape##_add(r00, wasm_##shape##_mul(s, x)); \
        r01 = wasm_##shape##_add(r01, wasm_##shape##_mul(s, y)); \
        s = wasm_##shape##_splat(a1[l]); \
        r10 = wasm_##shape##_add(r10, wasm_##shape##_mul(s, x)); \
        r11 = wasm_##shape##_add(r11, wasm_##shape##_mul(s, y)); \
        s = wasm_##shape##_splat(a2[l]); \
        r20 = wasm_##shape##_add(r20, wasm_##shape##_mul(s, x)); \
        r21 = wasm_##shape##_add(r21, wasm_##shape##_mul(s, y)); \
        s = wasm_##shape##_splat(a3[l]); \
        r30 = wasm_##shape##_add(r30, wasm_##shape##_mul(s, x)); \
        r31 = wasm_##shape##_add(r31, wasm_##shape##_mul(s, y)); \
      } \
      wasm_v128_store(c0, r00); \
      wasm_v128_store(c0 + lanes, r01); \
      wasm_v128_store(c1, r10); \
      wasm_v128_store(c1 + lanes, r11); \
      wasm_v128_store(c2, r20); \
      wasm_v128_store(c2 + lanes, r21); \
      wasm_v128_store(c3, r30); \
      wasm_v128_store(c3 + lanes, r31); \
    } \
    for (; i < m; i++) { \
      type *const c0 = c + (size_t)i * n + j; \
      v128_t r0 = wasm_v128_load(c0), r1 = wasm_v128_load(c0 + lanes); \
      const type *const a0 = a + (size_t)i * k; \
      const type *row = b + (size_t)from * n + j; \
      for (i32 l = from; l < to; l++, row += n) { \
        const v128_t s = wasm_##shape##_splat(a0[l]); \
        r0 = wasm_##shape##_add(r0, wasm_##shape##_mul(s, wasm_v128_load(row))); \
        r1 = wasm_##shape##_add(r1, wasm_##shape##_mul(s, wasm_v128_load(row + lanes))); \
      } \
      wasm_v128_store(c0, r0); \
      wasm_v128_store(c0 + lanes, r1); \
    } \
  }
#else
#define MATMUL_TILES(type, shape, lanes)
#endif

#define MATMUL(name, type, shape, lanes) \
  KERNEL(name) { \
    BLOCK(matmul); \
    if (p->m < 0 || p->n < 0 || p->k < 0) FAIL(); \
    const type *const a = AT(const type, p->a); \
    const type *const b = AT(const type, p->b); \
    type *const c = AT(type, p->out_c); \
    const i32 m = p->m, n = p->n, k = p->k; \
    __builtin_memset(c, 0, (size_t)m * n * sizeof(type)); \
    for (i32 from = 0; from < k; from += K_BLOCK) { \
      const i32 to = k - from < K_BLOCK ? k : from + K_BLOCK; \
      i32 j = 0; \
      MATMUL_TILES(type, shape, lanes) \
      if (j < n) { \
        for (i32 i = 0; i < m; i++) { \
          type *const row = c + (size_t)i * n; \
          for (i32 l = from; l < to; l++) { \
            const type s = a[(size_t)i * k + l]; \
            const type *const other = b + (size_t)l * n; \
            for (i32 q = j; q < n; q++) row[q] += s * other[q]; \
          } \
        } \
      } \
    } \
    p->status = STATUS_OK; \
  }

MATMUL(matmul_f32, f32, f32x4, 4)
MATMUL(matmul_f64, f64, f64x2, 2)

#include "rows.h"
