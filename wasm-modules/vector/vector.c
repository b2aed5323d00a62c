/*
 * Vector kernels. The scalar build comes from the same source and adds in the same order, so that
 * both give the same bits: eight running sums, value i into sum i % 8, folded 8 -> 4 -> 2 -> 1, and
 * then the values after the last full eight, summed on their own.
 */
#include "abi.h"

ALIDADE_MODULE

/* ---- bounded heap: the worst kept result is at the root ---- */

struct top {
  i32 *rows;
  f32 *keys; /* higher is better */
  i32 k;
  i32 count;
};

static inline int worse(f32 key_a, i32 row_a, f32 key_b, i32 row_b) {
  return key_a < key_b || (key_a == key_b && row_a > row_b);
}

static void sift_down(const struct top *t, i32 i, i32 count, f32 key, i32 row) {
  for (;;) {
    i32 child = 2 * i + 1;
    if (child >= count) break;
    if (child + 1 < count
        && worse(t->keys[child + 1], t->rows[child + 1], t->keys[child], t->rows[child])) {
      child++;
    }
    if (!worse(t->keys[child], t->rows[child], key, row)) break;
    t->keys[i] = t->keys[child];
    t->rows[i] = t->rows[child];
    i = child;
  }
  t->keys[i] = key;
  t->rows[i] = row;
}

static __attribute__((noinline)) void keep(struct top *t, f32 key, i32 row) {
  if (t->count < t->k) {
    i32 i = t->count++;
    while (i > 0) {
      i32 parent = (i - 1) / 2;
      if (!worse(key, row, t->keys[parent], t->rows[parent])) break;
      t->keys[i] = t->keys[parent];
      t->rows[i] = t->rows[parent];
      i = parent;
    }
    t->keys[i] = key;
    t->rows[i] = row;
  } else if (t->k > 0 && worse(t->keys[0], t->rows[0], key, row)) {
    sift_down(t, 0, t->k, key, row);
  }
}

/* NaN is never a result. */
static inline void offer(struct top *t, f32 key, i32 row) {
  if (t->count < t->k ? key == key : key >= t->keys[0]) keep(t, key, row);
}

/* Sorts best first and clears what is unused. */
static void finish(struct top *t, f32 sign) {
  for (i32 last = t->count - 1; last > 0; last--) {
    f32 key = t->keys[last];
    i32 row = t->rows[last];
    f32 worst_key = t->keys[0];
    i32 worst_row = t->rows[0];
    sift_down(t, 0, last, key, row);
    t->keys[last] = worst_key;
    t->rows[last] = worst_row;
  }
  if (sign < 0) {
    for (i32 i = 0; i < t->count; i++) t->keys[i] = -t->keys[i];
  }
  for (i32 i = t->count; i < t->k; i++) {
    t->keys[i] = 0;
    t->rows[i] = -1;
  }
}

/* ---- sums over one row ---- */

#ifdef __wasm_simd128__
static inline f32 fold(v128_t a, v128_t b) {
  v128_t s = wasm_f32x4_add(a, b);
  s = wasm_f32x4_add(s, wasm_i32x4_shuffle(s, s, 2, 3, 0, 1));
  return wasm_f32x4_extract_lane(s, 0) + wasm_f32x4_extract_lane(s, 1);
}
#else
static inline f32 fold(const f32 s[8]) {
  f32 a = s[0] + s[4], b = s[1] + s[5], c = s[2] + s[6], d = s[3] + s[7];
  return (a + c) + (b + d);
}
#endif

static inline f32 dot_f32(const f32 *x, const f32 *y, i32 n) {
  i32 i = 0;
#ifdef __wasm_simd128__
  v128_t a = wasm_f32x4_splat(0), b = a;
  for (; i + 8 <= n; i += 8) {
    a = wasm_f32x4_add(a, wasm_f32x4_mul(wasm_v128_load(x + i), wasm_v128_load(y + i)));
    b = wasm_f32x4_add(b, wasm_f32x4_mul(wasm_v128_load(x + i + 4), wasm_v128_load(y + i + 4)));
  }
  f32 sum = fold(a, b);
#else
  f32 s[8] = {0};
  for (; i + 8 <= n; i += 8) {
    for (int j = 0; j < 8; j++) s[j] += x[i + j] * y[i + j];
  }
  f32 sum = fold(s);
#endif
  f32 rest = 0;
  for (; i < n; i++) rest += x[i] * y[i];
  return sum + rest;
}

static inline f32 distance_f32(const f32 *x, const f32 *y, i32 n) {
  i32 i = 0;
#ifdef __wasm_simd128__
  v128_t a = wasm_f32x4_splat(0), b = a;
  for (; i + 8 <= n; i += 8) {
    v128_t d = wasm_f32x4_sub(wasm_v128_load(x + i), wasm_v128_load(y + i));
    v128_t e = wasm_f32x4_sub(wasm_v128_load(x + i + 4), wasm_v128_load(y + i + 4));
    a = wasm_f32x4_add(a, wasm_f32x4_mul(d, d));
    b = wasm_f32x4_add(b, wasm_f32x4_mul(e, e));
  }
  f32 sum = fold(a, b);
#else
  f32 s[8] = {0};
  for (; i + 8 <= n; i += 8) {
    for (int j = 0; j < 8; j++) {
      f32 d = x[i + j] - y[i + j];
      s[j] += d * d;
    }
  }
  f32 sum = fold(s);
#endif
  f32 rest = 0;
  for (; i < n; i++) {
    f32 d = x[i] - y[i];
    rest += d * d;
  }
  return sum + rest;
}

/* Sum of products of signed bytes; exact. */
static inline i32 dot_i8(const signed char *x, const signed char *y, i32 n) {
  i32 i = 0;
  i32 sum = 0;
#ifdef __wasm_simd128__
  v128_t a = wasm_i32x4_splat(0), b = a;
  for (; i + 16 <= n; i += 16) {
    v128_t u = wasm_v128_load(x + i), v = wasm_v128_load(y + i);
    a = wasm_i32x4_add(
        a, wasm_i32x4_dot_i16x8(wasm_i16x8_extend_low_i8x16(u), wasm_i16x8_extend_low_i8x16(v)));
    b = wasm_i32x4_add(
        b, wasm_i32x4_dot_i16x8(wasm_i16x8_extend_high_i8x16(u), wasm_i16x8_extend_high_i8x16(v)));
  }
  a = wasm_i32x4_add(a, b);
  sum = wasm_i32x4_extract_lane(a, 0) + wasm_i32x4_extract_lane(a, 1)
      + wasm_i32x4_extract_lane(a, 2) + wasm_i32x4_extract_lane(a, 3);
#endif
  for (; i < n; i++) sum += x[i] * y[i];
  return sum;
}

/* ---- loop over allowed rows; `row` is set, the body scores it ---- */

#define FOR_ROWS(selection_offset, first_row, row_count, ...) \
  do { \
    const unsigned char *const selection = AT(const unsigned char, selection_offset); \
    const i32 end = (first_row) + (row_count); \
    if (!selection) { \
      for (i32 row = (first_row); row < end; row++) __VA_ARGS__ \
      examined = (row_count); \
    } else { \
      for (i32 row = (first_row); row < end; row++) { \
        if ((row & 7) == 0 && selection[row >> 3] == 0) { \
          row += 7; \
          continue; \
        } \
        if ((selection[row >> 3] >> (row & 7)) & 1) { \
          examined++; \
          __VA_ARGS__ \
        } \
      } \
    } \
  } while (0)

static inline int scan_is_bad(i32 first, i32 rows, i32 dimensions, i32 stride, i32 per, i32 k) {
  return first < 0 || rows < 0 || dimensions < 0 || k < 0
      || (i64)stride * per < dimensions || (i64)first + rows > INT32_MAX - 8;
}

KERNEL(scan_f32_dot) {
  BLOCK(scan_f32);
  if (scan_is_bad(p->first, p->rows, p->dimensions, p->stride, 1, p->k)) FAIL();
  struct top t = {AT(i32, p->out_rows), AT(f32, p->out_scores), p->k, 0};
  const f32 *const query = AT(const f32, p->query);
  const f32 *const vectors = AT(const f32, p->vectors);
  const i32 n = p->dimensions;
  const size_t stride = (size_t)p->stride;
  i32 examined = 0;
  if (p->use_threshold) {
    const f32 threshold = p->threshold;
    FOR_ROWS(p->selection, p->first, p->rows, {
      f32 score = dot_f32(query, vectors + row * stride, n);
      if (score >= threshold) offer(&t, score, row);
    });
  } else {
    FOR_ROWS(p->selection, p->first, p->rows, {
      offer(&t, dot_f32(query, vectors + row * stride, n), row);
    });
  }
  finish(&t, 1);
  p->out_count = t.count;
  p->out_examined = examined;
  p->status = STATUS_OK;
}

KERNEL(scan_f32_l2) {
  BLOCK(scan_f32);
  if (scan_is_bad(p->first, p->rows, p->dimensions, p->stride, 1, p->k)) FAIL();
  struct top t = {AT(i32, p->out_rows), AT(f32, p->out_scores), p->k, 0};
  const f32 *const query = AT(const f32, p->query);
  const f32 *const vectors = AT(const f32, p->vectors);
  const i32 n = p->dimensions;
  const size_t stride = (size_t)p->stride;
  i32 examined = 0;
  if (p->use_threshold) {
    const f32 threshold = p->threshold;
    FOR_ROWS(p->selection, p->first, p->rows, {
      f32 score = distance_f32(query, vectors + row * stride, n);
      if (score <= threshold) offer(&t, -score, row);
    });
  } else {
    FOR_ROWS(p->selection, p->first, p->rows, {
      offer(&t, -distance_f32(query, vectors + row * stride, n), row);
    });
  }
  finish(&t, -1);
  p->out_count = t.count;
  p->out_examined = examined;
  p->status = STATUS_OK;
}

KERNEL(rescore_f32) {
  BLOCK(rescore_f32);
  if (p->candidates < 0 || p->dimensions < 0 || p->stride < p->dimensions || p->k < 0
      || (p->metric != METRIC_DOT && p->metric != METRIC_L2)) FAIL();
  struct top t = {AT(i32, p->out_rows), AT(f32, p->out_scores), p->k, 0};
  const f32 *const query = AT(const f32, p->query);
  const f32 *const vectors = AT(const f32, p->vectors);
  const i32 *const rows = AT(const i32, p->rows);
  const i32 n = p->dimensions;
  const size_t stride = (size_t)p->stride;
  for (i32 i = 0; i < p->candidates; i++) {
    const f32 *x = vectors + (size_t)rows[i] * stride;
    f32 key = p->metric == METRIC_DOT ? dot_f32(query, x, n) : -distance_f32(query, x, n);
    offer(&t, key, rows[i]);
  }
  finish(&t, p->metric == METRIC_DOT ? 1 : -1);
  p->out_count = t.count;
  p->status = STATUS_OK;
}

/* ---- int8 ---- */

static inline f32 max_abs(const f32 *x, i32 n) {
  i32 i = 0;
  f32 max = 0;
#ifdef __wasm_simd128__
  v128_t m = wasm_f32x4_splat(0);
  for (; i + 4 <= n; i += 4) m = wasm_f32x4_max(m, wasm_f32x4_abs(wasm_v128_load(x + i)));
  max = __builtin_wasm_max_f32(
      __builtin_wasm_max_f32(wasm_f32x4_extract_lane(m, 0), wasm_f32x4_extract_lane(m, 1)),
      __builtin_wasm_max_f32(wasm_f32x4_extract_lane(m, 2), wasm_f32x4_extract_lane(m, 3)));
#endif
  for (; i < n; i++) max = __builtin_wasm_max_f32(max, __builtin_fabsf(x[i]));
  return max;
}

static inline signed char code_of(f32 value, f32 inverse) {
  f32 r = __builtin_rintf(value * inverse);
  i32 c = __builtin_wasm_trunc_saturate_s_i32_f32(r);
  return (signed char)(c > 127 ? 127 : c < -127 ? -127 : c);
}

KERNEL(quantise_i8) {
  BLOCK(quantise_i8);
  if (p->rows < 0 || p->dimensions < 0 || p->stride < p->dimensions
      || p->code_stride < p->dimensions) FAIL();
  const i32 n = p->dimensions;
  f32 *const scales = AT(f32, p->out_scales);
  f32 *const norms = AT(f32, p->out_norms);
  for (i32 row = 0; row < p->rows; row++) {
    const f32 *x = AT(const f32, p->vectors) + (size_t)row * p->stride;
    signed char *codes = AT(signed char, p->out_codes) + (size_t)row * p->code_stride;
    if (norms) norms[row] = dot_f32(x, x, n);
    f32 max = max_abs(x, n);
    if (!(max > 0 && max <= __FLT_MAX__)) {
      scales[row] = 0;
      __builtin_memset(codes, 0, p->code_stride);
      continue;
    }
    scales[row] = max / 127.0f;
    const f32 inverse = 127.0f / max;
    i32 i = 0;
#ifdef __wasm_simd128__
    const v128_t inv = wasm_f32x4_splat(inverse);
    const v128_t low = wasm_i32x4_splat(-127), high = wasm_i32x4_splat(127);
    for (; i + 8 <= n; i += 8) {
      v128_t a = wasm_i32x4_trunc_sat_f32x4(
          wasm_f32x4_nearest(wasm_f32x4_mul(wasm_v128_load(x + i), inv)));
      v128_t b = wasm_i32x4_trunc_sat_f32x4(
          wasm_f32x4_nearest(wasm_f32x4_mul(wasm_v128_load(x + i + 4), inv)));
      a = wasm_i32x4_min(wasm_i32x4_max(a, low), high);
      b = wasm_i32x4_min(wasm_i32x4_max(b, low), high);
      v128_t s = wasm_i16x8_narrow_i32x4(a, b);
      wasm_v128_store64_lane(codes + i, wasm_i8x16_narrow_i16x8(s, s), 0);
    }
#endif
    for (; i < n; i++) codes[i] = code_of(x[i], inverse);
    for (; i < p->code_stride; i++) codes[i] = 0;
  }
  p->status = STATUS_OK;
}

KERNEL(scan_i8) {
  BLOCK(scan_i8);
  if (scan_is_bad(p->first, p->rows, p->dimensions, p->stride, 1, p->k)
      || (p->metric != METRIC_DOT && p->metric != METRIC_L2)) FAIL();
  struct top t = {AT(i32, p->out_rows), AT(f32, p->out_scores), p->k, 0};
  const signed char *const query = AT(const signed char, p->query);
  const signed char *const codes = AT(const signed char, p->codes);
  const f32 *const scales = AT(const f32, p->scales);
  const f32 *const norms = AT(const f32, p->norms);
  const i32 n = p->dimensions;
  const size_t stride = (size_t)p->stride;
  const f32 query_scale = p->query_scale;
  const f32 query_norm = p->query_norm;
  i32 examined = 0;
  if (p->metric == METRIC_DOT) {
    FOR_ROWS(p->selection, p->first, p->rows, {
      f32 score = (f32)dot_i8(query, codes + row * stride, n) * scales[row] * query_scale;
      offer(&t, score, row);
    });
    finish(&t, 1);
  } else {
    FOR_ROWS(p->selection, p->first, p->rows, {
      f32 dot = (f32)dot_i8(query, codes + row * stride, n) * scales[row] * query_scale;
      offer(&t, -(query_norm + norms[row] - 2.0f * dot), row);
    });
    finish(&t, -1);
  }
  p->out_count = t.count;
  p->out_examined = examined;
  p->status = STATUS_OK;
}

/* ---- one bit a dimension ---- */

KERNEL(quantise_1bit) {
  BLOCK(quantise_1bit);
  if (p->rows < 0 || p->dimensions < 0 || p->stride < p->dimensions
      || (i64)p->code_stride * 8 < p->dimensions) FAIL();
  const i32 n = p->dimensions;
  for (i32 row = 0; row < p->rows; row++) {
    const f32 *x = AT(const f32, p->vectors) + (size_t)row * p->stride;
    unsigned char *codes = AT(unsigned char, p->out_codes) + (size_t)row * p->code_stride;
    f32 sum = 0;
    for (i32 b = 0; b < p->code_stride; b++) {
      unsigned bits = 0;
      for (i32 j = 0; j < 8 && b * 8 + j < n; j++) {
        f32 v = x[b * 8 + j];
        bits |= (unsigned)(v > 0) << j;
        sum += __builtin_fabsf(v);
      }
      codes[b] = (unsigned char)bits;
    }
    AT(f32, p->out_scales)[row] = n ? sum / (f32)n : 0;
  }
  p->status = STATUS_OK;
}

KERNEL(scan_1bit) {
  BLOCK(scan_1bit);
  if (scan_is_bad(p->first, p->rows, p->dimensions, p->stride, 8, p->k)) FAIL();
  struct top t = {AT(i32, p->out_rows), AT(f32, p->out_scores), p->k, 0};
  const f32 *const query = AT(const f32, p->query);
  const unsigned char *const codes = AT(const unsigned char, p->codes);
  const f32 *const scales = AT(const f32, p->scales);
  f32 *const table = AT(f32, p->scratch);
  const i32 n = p->dimensions;
  const i32 bytes = (n + 7) / 8;
  const size_t stride = (size_t)p->stride;
  f32 total = 0;
  for (i32 i = 0; i < n; i++) total += query[i];
  /* table[b][m] = sum of the query's values of byte b whose bit is set in m */
  for (i32 b = 0; b < bytes; b++) {
    f32 *row = table + (size_t)b * 256;
    row[0] = 0;
    for (i32 m = 1; m < 256; m++) {
      i32 at = b * 8 + __builtin_ctz((unsigned)m);
      row[m] = row[m & (m - 1)] + (at < n ? query[at] : 0);
    }
  }
  i32 examined = 0;
  FOR_ROWS(p->selection, p->first, p->rows, {
    const unsigned char *x = codes + row * stride;
    f32 a = 0, c = 0, d = 0, e = 0;
    i32 b = 0;
    for (; b + 4 <= bytes; b += 4) {
      const f32 *at = table + (size_t)b * 256;
      a += at[x[b]];
      c += at[256 + x[b + 1]];
      d += at[512 + x[b + 2]];
      e += at[768 + x[b + 3]];
    }
    for (; b < bytes; b++) a += table[(size_t)b * 256 + x[b]];
    f32 score = scales[row] * (2.0f * ((a + d) + (c + e)) - total);
    offer(&t, score, row);
  });
  finish(&t, 1);
  p->out_count = t.count;
  p->out_examined = examined;
  p->status = STATUS_OK;
}
