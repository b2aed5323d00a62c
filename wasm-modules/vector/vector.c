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

/* Goes on from results that are sorted best first: turned round they are a heap. */
static void resume(struct top *t, const i32 *rows, const f32 *scores, i32 count, f32 sign) {
  t->count = count;
  for (i32 i = 0; i < count; i++) {
    t->rows[i] = rows[count - 1 - i];
    t->keys[i] = sign < 0 ? -scores[count - 1 - i] : scores[count - 1 - i];
  }
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

/*
 * ---- sums over one row ----
 *
 * The engine stops kernels by their epoch, which is looked at in each turn of a loop: the call that
 * this may become saves all vector registers, so that sums go through memory once a turn. So a turn
 * takes several steps; the order of the additions stays.
 */

#define FLOATS_A_TURN 32
#define CODES_A_TURN 64

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
#define STEP(j) \
  a = wasm_f32x4_add(a, wasm_f32x4_mul(wasm_v128_load(x + (j)), wasm_v128_load(y + (j)))); \
  b = wasm_f32x4_add( \
      b, wasm_f32x4_mul(wasm_v128_load(x + (j) + 4), wasm_v128_load(y + (j) + 4)))
  for (; i + FLOATS_A_TURN <= n; i += FLOATS_A_TURN) {
    for (i32 j = i; j < i + FLOATS_A_TURN; j += 8) {
      STEP(j);
    }
  }
  for (; i + 8 <= n; i += 8) {
    STEP(i);
  }
#undef STEP
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
#define STEP(j) \
  const v128_t d = wasm_f32x4_sub(wasm_v128_load(x + (j)), wasm_v128_load(y + (j))); \
  const v128_t e = wasm_f32x4_sub(wasm_v128_load(x + (j) + 4), wasm_v128_load(y + (j) + 4)); \
  a = wasm_f32x4_add(a, wasm_f32x4_mul(d, d)); \
  b = wasm_f32x4_add(b, wasm_f32x4_mul(e, e))
  for (; i + FLOATS_A_TURN <= n; i += FLOATS_A_TURN) {
    for (i32 j = i; j < i + FLOATS_A_TURN; j += 8) {
      STEP(j);
    }
  }
  for (; i + 8 <= n; i += 8) {
    STEP(i);
  }
#undef STEP
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

/* Sum of products of a query's codes, widened once by the caller, and a row's; exact. */
static inline i32 dot_i8(const int16_t *q, const signed char *x, i32 n) {
  i32 i = 0;
  i32 sum = 0;
#ifdef __wasm_simd128__
  v128_t a = wasm_i32x4_splat(0), b = a;
#define STEP(j) \
  a = wasm_i32x4_add( \
      a, wasm_i32x4_dot_i16x8(wasm_i16x8_load8x8(x + (j)), wasm_v128_load(q + (j)))); \
  b = wasm_i32x4_add( \
      b, wasm_i32x4_dot_i16x8(wasm_i16x8_load8x8(x + (j) + 8), wasm_v128_load(q + (j) + 8)))
  for (; i + CODES_A_TURN <= n; i += CODES_A_TURN) {
    for (i32 j = i; j < i + CODES_A_TURN; j += 16) {
      STEP(j);
    }
  }
  for (; i + 16 <= n; i += 16) {
    STEP(i);
  }
#undef STEP
  a = wasm_i32x4_add(a, b);
  sum = wasm_i32x4_extract_lane(a, 0) + wasm_i32x4_extract_lane(a, 1)
      + wasm_i32x4_extract_lane(a, 2) + wasm_i32x4_extract_lane(a, 3);
#endif
  for (; i < n; i++) sum += q[i] * x[i];
  return sum;
}

/*
 * ---- sums over four rows ----
 *
 * Rows that lie far apart: they share the loads of the query, and wait for memory side by side. Each
 * row's sum is added in the order of dot_f32 and distance_f32.
 */
#define ROWS_TOGETHER 4

#ifdef __wasm_simd128__
/*
 * The compiler of the runtime keeps loads in their order, but does arithmetic as late as the flow
 * lets it: a turn's loads all come first then, more than there are registers. A branch that would
 * change the sums has them added up before it. It is never taken, which no compiler knows.
 */
static volatile i32 is_taken;
#define ADD_UP_BEFORE(...) \
  do { \
    __asm__("" : "+r"(taken)); \
    if (__builtin_expect(taken, 0)) { \
      is_taken = 1; \
      __VA_ARGS__; \
    } \
  } while (0)

/* The sums of four vectors' lanes, each in the order of fold. */
static inline v128_t fold_four(v128_t a, v128_t b, v128_t c, v128_t d) {
  const v128_t ab = wasm_f32x4_add(
      wasm_i32x4_shuffle(a, b, 0, 1, 4, 5), wasm_i32x4_shuffle(a, b, 2, 3, 6, 7));
  const v128_t cd = wasm_f32x4_add(
      wasm_i32x4_shuffle(c, d, 0, 1, 4, 5), wasm_i32x4_shuffle(c, d, 2, 3, 6, 7));
  return wasm_f32x4_add(
      wasm_i32x4_shuffle(ab, cd, 0, 2, 4, 6), wasm_i32x4_shuffle(ab, cd, 1, 3, 5, 7));
}

#define PRODUCT(q, x) wasm_f32x4_mul(q, x)
#define SQUARE(q, x) wasm_f32x4_mul(wasm_f32x4_sub(q, x), wasm_f32x4_sub(q, x))

/* Four floats of each row from one on. */
#define ADD_TERMS(TERM, sums, from) \
  do { \
    const v128_t y = wasm_v128_load(q + (from)); \
    sums##0 = wasm_f32x4_add(sums##0, TERM(y, wasm_v128_load(x0 + (from)))); \
    sums##1 = wasm_f32x4_add(sums##1, TERM(y, wasm_v128_load(x1 + (from)))); \
    sums##2 = wasm_f32x4_add(sums##2, TERM(y, wasm_v128_load(x2 + (from)))); \
    sums##3 = wasm_f32x4_add(sums##3, TERM(y, wasm_v128_load(x3 + (from)))); \
    ADD_UP_BEFORE(sums##0 = sums##1 = sums##2 = sums##3 = y); \
  } while (0)
#define ADD_EIGHT(TERM, from) \
  ADD_TERMS(TERM, a, from); \
  ADD_TERMS(TERM, b, (from) + 4)

/* Has a pointer in a register of its own, instead of an index added to it before each load. */
#define OWN_REGISTER(pointer) __asm__("" : "+r"(pointer))
#define FORTH(values) \
  do { \
    q += (values), x0 += (values), x1 += (values), x2 += (values), x3 += (values); \
    OWN_REGISTER(q); \
    OWN_REGISTER(x0); \
    OWN_REGISTER(x1); \
    OWN_REGISTER(x2); \
    OWN_REGISTER(x3); \
  } while (0)

#define SUMS_OF_FOUR(name, TERM, one) \
  static __attribute__((noinline)) void name( \
      const f32 *q, const f32 *x0, const f32 *x1, const f32 *x2, const f32 *x3, i32 n, \
      f32 sums[ROWS_TOGETHER]) { \
    v128_t a0 = wasm_f32x4_splat(0), a1 = a0, a2 = a0, a3 = a0, b0 = a0, b1 = a0, b2 = a0, b3 = a0; \
    i32 taken = is_taken; \
    i32 left = n; \
    for (; left >= FLOATS_A_TURN; left -= FLOATS_A_TURN) { \
      ADD_EIGHT(TERM, 0); \
      ADD_EIGHT(TERM, 8); \
      ADD_EIGHT(TERM, 16); \
      ADD_EIGHT(TERM, 24); \
      FORTH(FLOATS_A_TURN); \
    } \
    for (; left >= 8; left -= 8) { \
      ADD_EIGHT(TERM, 0); \
      FORTH(8); \
    } \
    wasm_v128_store( \
        sums, \
        fold_four( \
            wasm_f32x4_add(a0, b0), wasm_f32x4_add(a1, b1), wasm_f32x4_add(a2, b2), \
            wasm_f32x4_add(a3, b3))); \
    if (left) { /* less than a step: one() of it starts from zero, as its own rest does */ \
      sums[0] += one(q, x0, left), sums[1] += one(q, x1, left); \
      sums[2] += one(q, x2, left), sums[3] += one(q, x3, left); \
    } \
  }

SUMS_OF_FOUR(dots_f32, PRODUCT, dot_f32)
SUMS_OF_FOUR(distances_f32, SQUARE, distance_f32)

#define CODES_A_TURN_OF_FOUR 128
#define ADD_CODES(from) \
  do { \
    const v128_t y = wasm_v128_load(q + (from)); \
    a = wasm_i32x4_add(a, wasm_i32x4_dot_i16x8(wasm_i16x8_load8x8(x0 + (from)), y)); \
    b = wasm_i32x4_add(b, wasm_i32x4_dot_i16x8(wasm_i16x8_load8x8(x1 + (from)), y)); \
    c = wasm_i32x4_add(c, wasm_i32x4_dot_i16x8(wasm_i16x8_load8x8(x2 + (from)), y)); \
    d = wasm_i32x4_add(d, wasm_i32x4_dot_i16x8(wasm_i16x8_load8x8(x3 + (from)), y)); \
  } while (0)
#define ADD_SIXTEEN_CODES(from) \
  ADD_CODES(from); \
  ADD_CODES((from) + 8); \
  ADD_UP_BEFORE(a = b = c = d = wasm_i32x4_splat(0))

static inline __attribute__((always_inline)) void dots_i8(
    const int16_t *q, const signed char *x0, const signed char *x1, const signed char *x2,
    const signed char *x3, i32 n, i32 sums[ROWS_TOGETHER]) {
  v128_t a = wasm_i32x4_splat(0), b = a, c = a, d = a;
  i32 taken = is_taken;
  i32 left = n;
  for (; left >= CODES_A_TURN_OF_FOUR; left -= CODES_A_TURN_OF_FOUR) {
    ADD_SIXTEEN_CODES(0);
    ADD_SIXTEEN_CODES(16);
    ADD_SIXTEEN_CODES(32);
    ADD_SIXTEEN_CODES(48);
    ADD_SIXTEEN_CODES(64);
    ADD_SIXTEEN_CODES(80);
    ADD_SIXTEEN_CODES(96);
    ADD_SIXTEEN_CODES(112);
    FORTH(CODES_A_TURN_OF_FOUR);
  }
  for (; left >= 8; left -= 8) {
    ADD_CODES(0);
    FORTH(8);
  }
  const v128_t ab = wasm_i32x4_add(
      wasm_i32x4_shuffle(a, b, 0, 1, 4, 5), wasm_i32x4_shuffle(a, b, 2, 3, 6, 7));
  const v128_t cd = wasm_i32x4_add(
      wasm_i32x4_shuffle(c, d, 0, 1, 4, 5), wasm_i32x4_shuffle(c, d, 2, 3, 6, 7));
  wasm_v128_store(
      sums,
      wasm_i32x4_add(
          wasm_i32x4_shuffle(ab, cd, 0, 2, 4, 6), wasm_i32x4_shuffle(ab, cd, 1, 3, 5, 7)));
  for (i32 i = 0; i < left; i++) {
    sums[0] += q[i] * x0[i], sums[1] += q[i] * x1[i];
    sums[2] += q[i] * x2[i], sums[3] += q[i] * x3[i];
  }
}
#else
#define SUMS_OF_FOUR(name, value, code, sum, one) \
  static void name( \
      const value *q, const code *x0, const code *x1, const code *x2, const code *x3, i32 n, \
      sum sums[ROWS_TOGETHER]) { \
    sums[0] = one(q, x0, n), sums[1] = one(q, x1, n); \
    sums[2] = one(q, x2, n), sums[3] = one(q, x3, n); \
  }
SUMS_OF_FOUR(dots_f32, f32, f32, f32, dot_f32)
SUMS_OF_FOUR(distances_f32, f32, f32, f32, distance_f32)
SUMS_OF_FOUR(dots_i8, int16_t, signed char, i32, dot_i8)
#endif

/* ---- loops over allowed rows ---- */

static inline int is_allowed(const unsigned char *selection, i32 row) {
  return (selection[row >> 3] >> (row & 7)) & 1;
}

/* `row` is set, the body scores it. */
#define FOR_ROWS(selection_offset, first_row, row_count, ...) \
  do { \
    const unsigned char *const selection = AT(const unsigned char, selection_offset); \
    const i32 end = (first_row) + (row_count); \
    if (!selection) { \
      for (i32 row = (first_row); row < end; row++) __VA_ARGS__ \
      examined += (row_count); \
    } else { \
      for (i32 row = (first_row); row < end; row++) { \
        if ((row & 7) == 0 && selection[row >> 3] == 0) { \
          row += 7; \
          continue; \
        } \
        if (is_allowed(selection, row)) { \
          examined++; \
          __VA_ARGS__ \
        } \
      } \
    } \
  } while (0)

/*
 * FOUR scores `row`, `row + apart` and so on, ONE scores `row`. A quarter of the rows lies between
 * two of the four: memory is read in four streams then, each of them from one end to the other.
 */
#define FOR_ROWS_APART(selection_offset, first_row, row_count, FOUR, ONE) \
  do { \
    const unsigned char *const allowed = AT(const unsigned char, selection_offset); \
    const i32 apart = (row_count) / ROWS_TOGETHER & ~(i32)7; \
    const i32 stop = (first_row) + apart; \
    for (i32 row = (first_row); row < stop; row++) { \
      if (allowed) { \
        const unsigned char *const at = allowed + (row >> 3); \
        const i32 bytes = apart >> 3; \
        if ((row & 7) == 0 && !(at[0] | at[bytes] | at[2 * bytes] | at[3 * bytes])) { \
          row += 7; \
          continue; \
        } \
        if (!((at[0] & at[bytes] & at[2 * bytes] & at[3 * bytes]) >> (row & 7) & 1)) { \
          const i32 first = row; \
          for (i32 part = 0; part < ROWS_TOGETHER; part++) { \
            const i32 row = first + part * apart; \
            if (is_allowed(allowed, row)) { \
              examined++; \
              ONE \
            } \
          } \
          continue; \
        } \
      } \
      examined += ROWS_TOGETHER; \
      FOUR \
    } \
    FOR_ROWS(selection_offset, stop + 3 * apart, (row_count) - 4 * apart, ONE); \
  } while (0)

static inline int scan_is_bad(i32 first, i32 rows, i32 dimensions, i32 stride, i32 per, i32 k) {
  return first < 0 || rows < 0 || dimensions < 0 || k < 0
      || (i64)stride * per < dimensions || (i64)first + rows > INT32_MAX - 8;
}

#define SCAN_F32(kernel, one, four, sign, passes) \
  KERNEL(kernel) { \
    BLOCK(scan_f32); \
    if (scan_is_bad(p->first, p->rows, p->dimensions, p->stride, 1, p->k)) FAIL(); \
    struct top t = {AT(i32, p->out_rows), AT(f32, p->out_scores), p->k, 0}; \
    const f32 *const query = AT(const f32, p->query); \
    const f32 *const vectors = AT(const f32, p->vectors); \
    const i32 n = p->dimensions; \
    const size_t stride = (size_t)p->stride; \
    const f32 threshold = p->threshold; \
    const i32 any = !p->use_threshold; \
    i32 examined = 0; \
    FOR_ROWS_APART( \
        p->selection, p->first, p->rows, \
        { \
          const f32 *const x = vectors + row * stride; \
          const size_t step = apart * stride; \
          f32 scores[ROWS_TOGETHER]; \
          four(query, x, x + step, x + 2 * step, x + 3 * step, n, scores); \
          for (i32 i = 0; i < ROWS_TOGETHER; i++) { \
            if (any || scores[i] passes threshold) offer(&t, sign scores[i], row + i * apart); \
          } \
        }, \
        { \
          const f32 score = one(query, vectors + row * stride, n); \
          if (any || score passes threshold) offer(&t, sign score, row); \
        }); \
    finish(&t, sign 1); \
    p->out_count = t.count; \
    p->out_examined = examined; \
    p->status = STATUS_OK; \
  }

SCAN_F32(scan_f32_dot, dot_f32, dots_f32, +, >=)
SCAN_F32(scan_f32_l2, distance_f32, distances_f32, -, <=)

/* ---- many queries: two rows and four queries at a time share their loads ---- */

#define ROWS_AT_ONCE 32
#define BLOCK_BYTES 16384 /* half of a first-level cache of 32 KB, which queries pass through */
#define QUERIES_AT_ONCE 4

/* Four queries; packed, where it is used, holds their values as pack() lays them out. */
struct quad { const f32 *of[QUERIES_AT_ONCE]; const f32 *packed; };

#ifdef __wasm_simd128__
static inline v128_t products(v128_t a, v128_t b) { return wasm_f32x4_mul(a, b); }

static inline v128_t squares(v128_t a, v128_t b) {
  v128_t d = wasm_f32x4_sub(a, b);
  return wasm_f32x4_mul(d, d);
}

static inline f32 product(f32 a, f32 b) { return a * b; }

static inline f32 square(f32 a, f32 b) { return (a - b) * (a - b); }

/*
 * Sums of the lower or the upper four of each eight values. A function of its own, so that nothing
 * else is alive in the loop.
 */
#define STEP_2x4(term, i) \
  do { \
    const v128_t u = wasm_v128_load(x0 + 8 * (i)), v = wasm_v128_load(x1 + 8 * (i)); \
    const f32 *const y = q + 16 * (i); \
    const v128_t q0 = wasm_v128_load(y), q1 = wasm_v128_load(y + 4); \
    const v128_t q2 = wasm_v128_load(y + 8), q3 = wasm_v128_load(y + 12); \
    a = wasm_f32x4_add(a, term(u, q0)), b = wasm_f32x4_add(b, term(u, q1)); \
    c = wasm_f32x4_add(c, term(u, q2)), d = wasm_f32x4_add(d, term(u, q3)); \
    e = wasm_f32x4_add(e, term(v, q0)), f = wasm_f32x4_add(f, term(v, q1)); \
    g = wasm_f32x4_add(g, term(v, q2)), h = wasm_f32x4_add(h, term(v, q3)); \
    ADD_UP_BEFORE(a = b = c = d = e = f = g = h = u); \
  } while (0)

#define EIGHTS_A_TURN 8
#define HALF_2x4(name, term) \
  static __attribute__((noinline)) void name( \
      const f32 *x0, const f32 *x1, const f32 *q, i32 eights, f32 *out) { \
    v128_t a = wasm_f32x4_splat(0), b = a, c = a, d = a, e = a, f = a, g = a, h = a; \
    i32 taken = is_taken; \
    for (; eights >= EIGHTS_A_TURN; eights -= EIGHTS_A_TURN) { \
      OWN_REGISTER(x0); \
      OWN_REGISTER(x1); \
      OWN_REGISTER(q); \
      STEP_2x4(term, 0); \
      STEP_2x4(term, 1); \
      STEP_2x4(term, 2); \
      STEP_2x4(term, 3); \
      STEP_2x4(term, 4); \
      STEP_2x4(term, 5); \
      STEP_2x4(term, 6); \
      STEP_2x4(term, 7); \
      x0 += 8 * EIGHTS_A_TURN, x1 += 8 * EIGHTS_A_TURN, q += 16 * EIGHTS_A_TURN; \
    } \
    for (; eights > 0; eights--) { \
      STEP_2x4(term, 0); \
      x0 += 8, x1 += 8, q += 16; \
    } \
    wasm_v128_store(out, a), wasm_v128_store(out + 8, b); \
    wasm_v128_store(out + 16, c), wasm_v128_store(out + 24, d); \
    wasm_v128_store(out + 32, e), wasm_v128_store(out + 40, f); \
    wasm_v128_store(out + 48, g), wasm_v128_store(out + 56, h); \
  }

HALF_2x4(half_products, products)
HALF_2x4(half_squares, squares)

/* Four queries for half_products: the lower four values of each eight of all, then the upper. */
static void pack(const f32 *const of[QUERIES_AT_ONCE], i32 n, f32 *packed) {
  const i32 eights = n / 8;
  for (i32 i = 0; i < eights; i++) {
    for (i32 j = 0; j < QUERIES_AT_ONCE; j++) {
      f32 *const lower = packed + (i * QUERIES_AT_ONCE + j) * 4;
      wasm_v128_store(lower, wasm_v128_load(of[j] + 8 * i));
      wasm_v128_store(lower + eights * QUERIES_AT_ONCE * 4, wasm_v128_load(of[j] + 8 * i + 4));
    }
  }
}

/* One row's four scores without the rest, from what two calls of half have left. */
static inline v128_t four_scores(const f32 *sums) {
  v128_t of[QUERIES_AT_ONCE];
  for (i32 i = 0; i < QUERIES_AT_ONCE; i++) {
    of[i] = wasm_f32x4_add(wasm_v128_load(sums + 8 * i), wasm_v128_load(sums + 8 * i + 4));
  }
  return fold_four(of[0], of[1], of[2], of[3]);
}

#define SCORES_2x4(name, half, one) \
  static void name(const f32 *x0, const f32 *x1, const struct quad *y, i32 n, f32 scores[8]) { \
    const i32 eights = n / 8; \
    f32 sums[64]; \
    half(x0, x1, y->packed, eights, sums); \
    half(x0 + 4, x1 + 4, y->packed + eights * QUERIES_AT_ONCE * 4, eights, sums + 4); \
    wasm_v128_store(scores, four_scores(sums)); \
    wasm_v128_store(scores + QUERIES_AT_ONCE, four_scores(sums + 8 * QUERIES_AT_ONCE)); \
    for (i32 j = 0; j < 8 && eights * 8 < n; j++) { \
      const f32 *const x = j < QUERIES_AT_ONCE ? x0 : x1; \
      f32 rest = 0; \
      for (i32 i = eights * 8; i < n; i++) rest += one(x[i], y->of[j % QUERIES_AT_ONCE][i]); \
      scores[j] += rest; \
    } \
  }

SCORES_2x4(dots_2x4, half_products, product)
SCORES_2x4(distances_2x4, half_squares, square)
#else
static void pack(const f32 *const of[QUERIES_AT_ONCE], i32 n, f32 *packed) {
  for (i32 j = 0; j < QUERIES_AT_ONCE; j++) {
    for (i32 i = 0; i < n / 8 * 8; i++) {
      packed[i / 8 * 16 + i % 4 + 4 * j + (i & 4) / 4 * (n / 8) * 16] = of[j][i];
    }
  }
}

#define SCORES_2x4(name, one) \
  static void name(const f32 *x0, const f32 *x1, const struct quad *y, i32 n, f32 scores[8]) { \
    for (i32 j = 0; j < 8; j++) { \
      scores[j] = one(j < QUERIES_AT_ONCE ? x0 : x1, y->of[j % QUERIES_AT_ONCE], n); \
    } \
  }

SCORES_2x4(dots_2x4, dot_f32)
SCORES_2x4(distances_2x4, distance_f32)
#endif

static inline void offer_to(const struct scan_f32_batch *p, i32 query, f32 key, i32 row) {
  i32 *const counts = AT(i32, p->out_counts);
  const size_t at = (size_t)query * (size_t)p->k;
  struct top t = {AT(i32, p->out_rows) + at, AT(f32, p->out_scores) + at, p->k, counts[query]};
  offer(&t, key, row + p->base);
  counts[query] = t.count;
}

/* Four queries from one on; the last one stands in for those that are missing. */
static struct quad quad_of(const struct scan_f32_batch *p, i32 first) {
  struct quad y;
  for (i32 j = 0; j < QUERIES_AT_ONCE; j++) {
    const i32 query = first + j < p->queries ? first + j : p->queries - 1;
    y.of[j] = AT(const f32, p->query) + (size_t)query * (size_t)p->stride;
  }
  y.packed = AT(const f32, p->scratch) + (size_t)first * (size_t)(p->dimensions / 8 * 8);
  return y;
}

/* What a key of each query must reach to be kept; of those that are missing, nothing does. */
static void limits_of(const struct scan_f32_batch *p, i32 first, f32 limits[QUERIES_AT_ONCE]) {
  for (i32 j = 0; j < QUERIES_AT_ONCE; j++) {
    const i32 query = first + j;
    limits[j] = query >= p->queries ? __builtin_nanf("")
        : AT(const i32, p->out_counts)[query] < p->k ? -__builtin_inff()
        : AT(const f32, p->out_scores)[(size_t)query * (size_t)p->k];
  }
}

static inline int any_reaches(const f32 keys[QUERIES_AT_ONCE], const f32 limits[QUERIES_AT_ONCE]) {
#ifdef __wasm_simd128__
  return wasm_v128_any_true(wasm_f32x4_ge(wasm_v128_load(keys), wasm_v128_load(limits)));
#else
  return keys[0] >= limits[0] || keys[1] >= limits[1] || keys[2] >= limits[2] || keys[3] >= limits[3];
#endif
}

static void offer_four(
    const struct scan_f32_batch *p, i32 first, i32 row, const f32 *keys, f32 limits[QUERIES_AT_ONCE]) {
  if (!any_reaches(keys, limits)) return;
  for (i32 j = 0; j < QUERIES_AT_ONCE && first + j < p->queries; j++) {
    offer_to(p, first + j, keys[j], row);
  }
  limits_of(p, first, limits);
}

/* Scores chosen rows against every query; a lone last row stands in for its pair. */
static void batch_block(const struct scan_f32_batch *p, const i32 *rows, i32 count) {
  const f32 *const vectors = AT(const f32, p->vectors);
  const size_t stride = (size_t)p->stride;
  for (i32 q = 0; q < p->queries; q += QUERIES_AT_ONCE) {
    const struct quad y = quad_of(p, q);
    f32 limits[QUERIES_AT_ONCE];
    limits_of(p, q, limits);
    for (i32 i = 0; i < count; i += 2) {
      const i32 j = i + 1 < count ? i + 1 : i;
      const f32 *const x0 = vectors + (size_t)rows[i] * stride;
      const f32 *const x1 = vectors + (size_t)rows[j] * stride;
      f32 keys[2 * QUERIES_AT_ONCE];
      if (p->metric == METRIC_DOT) {
        dots_2x4(x0, x1, &y, p->dimensions, keys);
      } else {
        distances_2x4(x0, x1, &y, p->dimensions, keys);
        for (i32 r = 0; r < 2 * QUERIES_AT_ONCE; r++) keys[r] = -keys[r];
      }
      offer_four(p, q, rows[i], keys, limits);
      if (j != i) offer_four(p, q, rows[j], keys + QUERIES_AT_ONCE, limits);
    }
  }
}

KERNEL(scan_f32_batch) {
  BLOCK(scan_f32_batch);
  if (scan_is_bad(0, p->rows, p->dimensions, p->stride, 1, p->k) || p->queries < 0
      || (p->metric != METRIC_DOT && p->metric != METRIC_L2)) FAIL();
  const f32 sign = p->metric == METRIC_DOT ? 1 : -1;
  const i32 *const in = AT(const i32, p->in_counts);
  for (i32 q = 0; in && q < p->queries; q++) {
    if (in[q] < 0 || in[q] > p->k) FAIL();
  }
  for (i32 q = 0; q < p->queries; q++) {
    const size_t at = (size_t)q * (size_t)p->k;
    struct top t = {AT(i32, p->out_rows) + at, AT(f32, p->out_scores) + at, p->k, 0};
    if (in) resume(&t, AT(const i32, p->in_rows) + at, AT(const f32, p->in_scores) + at, in[q], sign);
    AT(i32, p->out_counts)[q] = t.count;
  }
  for (i32 q = 0; q < p->queries; q += QUERIES_AT_ONCE) {
    const struct quad y = quad_of(p, q);
    pack(y.of, p->dimensions, (f32 *)y.packed);
  }
  const i32 bytes = p->dimensions * 4;
  i32 most = bytes ? BLOCK_BYTES / bytes : ROWS_AT_ONCE;
  most = most < 2 ? 2 : most > ROWS_AT_ONCE ? ROWS_AT_ONCE : most;
  i32 chosen[ROWS_AT_ONCE];
  i32 count = 0;
  i32 examined = 0;
  FOR_ROWS(p->selection, 0, p->rows, {
    chosen[count++] = row;
    if (count == most) {
      batch_block(p, chosen, count);
      count = 0;
    }
  });
  batch_block(p, chosen, count);
  for (i32 q = 0; q < p->queries; q++) {
    const size_t at = (size_t)q * (size_t)p->k;
    struct top t = {
        AT(i32, p->out_rows) + at, AT(f32, p->out_scores) + at, p->k, AT(i32, p->out_counts)[q]};
    finish(&t, sign);
  }
  p->out_examined = examined;
  p->status = STATUS_OK;
}

KERNEL(rescore_f32) {
  BLOCK(rescore_f32);
  if (p->candidates < 0 || p->dimensions < 0 || p->k < 0
      || (p->metric != METRIC_DOT && p->metric != METRIC_L2)) FAIL();
  struct top t = {AT(i32, p->out_rows), AT(f32, p->out_scores), p->k, 0};
  const f32 *const query = AT(const f32, p->query);
  const u32 *const addresses = AT(const u32, p->addresses);
  const i32 *const rows = AT(const i32, p->rows);
  const i32 n = p->dimensions;
  const f32 sign = p->metric == METRIC_DOT ? 1 : -1;
  i32 i = 0;
  for (; i + ROWS_TOGETHER <= p->candidates; i += ROWS_TOGETHER) {
    const f32 *x[ROWS_TOGETHER];
    for (i32 j = 0; j < ROWS_TOGETHER; j++) x[j] = AT(const f32, addresses[i + j]);
    f32 scores[ROWS_TOGETHER];
    if (p->metric == METRIC_DOT) {
      dots_f32(query, x[0], x[1], x[2], x[3], n, scores);
    } else {
      distances_f32(query, x[0], x[1], x[2], x[3], n, scores);
    }
    for (i32 j = 0; j < ROWS_TOGETHER; j++) offer(&t, sign * scores[j], rows[i + j]);
  }
  for (; i < p->candidates; i++) {
    const f32 *x = AT(const f32, addresses[i]);
    f32 key = p->metric == METRIC_DOT ? dot_f32(query, x, n) : -distance_f32(query, x, n);
    offer(&t, key, rows[i]);
  }
  finish(&t, sign);
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
  if (scan_is_bad(0, p->rows, p->dimensions, p->stride, 1, p->k)
      || p->in_count < 0 || p->in_count > p->k
      || (p->metric != METRIC_DOT && p->metric != METRIC_L2)) FAIL();
  const f32 sign = p->metric == METRIC_DOT ? 1 : -1;
  struct top t = {AT(i32, p->out_rows), AT(f32, p->out_scores), p->k, 0};
  resume(&t, AT(const i32, p->in_rows), AT(const f32, p->in_scores), p->in_count, sign);
  const int16_t *const query = AT(const int16_t, p->query);
  const signed char *const codes = AT(const signed char, p->codes);
  const f32 *const scales = AT(const f32, p->scales);
  const f32 *const norms = AT(const f32, p->norms);
  const i32 n = p->dimensions;
  const size_t stride = (size_t)p->stride;
  const f32 query_scale = p->query_scale;
  const f32 query_norm = p->query_norm;
  const i32 base = p->base;
  i32 examined = 0;
#define KEY_OF(sum, row) \
  (p->metric == METRIC_DOT \
       ? (f32)(sum) * scales[row] * query_scale \
       : -(query_norm + norms[row] - 2.0f * ((f32)(sum) * scales[row] * query_scale)))
  FOR_ROWS_APART(
      p->selection, 0, p->rows,
      {
        const signed char *const x = codes + row * stride;
        const size_t step = apart * stride;
        i32 sums[ROWS_TOGETHER];
        dots_i8(query, x, x + step, x + 2 * step, x + 3 * step, n, sums);
        for (i32 i = 0; i < ROWS_TOGETHER; i++) {
          const i32 of = row + i * apart;
          offer(&t, KEY_OF(sums[i], of), base + of);
        }
      },
      { offer(&t, KEY_OF(dot_i8(query, codes + row * stride, n), row), base + row); });
#undef KEY_OF
  finish(&t, sign);
  p->out_count = t.count;
  p->out_examined = examined;
  p->status = STATUS_OK;
}

KERNEL(rescore_i8) {
  BLOCK(rescore_i8);
  if (p->candidates < 0 || p->dimensions < 0 || p->k < 0
      || (p->metric != METRIC_DOT && p->metric != METRIC_L2)) FAIL();
  struct top t = {AT(i32, p->out_rows), AT(f32, p->out_scores), p->k, 0};
  const int16_t *const query = AT(const int16_t, p->query);
  const u32 *const addresses = AT(const u32, p->addresses);
  const f32 *const scales = AT(const f32, p->scales);
  const f32 *const norms = AT(const f32, p->norms);
  const i32 *const rows = AT(const i32, p->rows);
  for (i32 i = 0; i < p->candidates; i++) {
    f32 dot = (f32)dot_i8(query, AT(const signed char, addresses[i]), p->dimensions) * scales[i]
        * p->query_scale;
    offer(&t, p->metric == METRIC_DOT ? dot : -(p->query_norm + norms[i] - 2.0f * dot), rows[i]);
  }
  finish(&t, p->metric == METRIC_DOT ? 1 : -1);
  p->out_count = t.count;
  p->status = STATUS_OK;
}

/* ---- one bit a dimension, see abi.h for the layout ---- */

#define BLOCK_ROWS 32
#define GROUP_BYTES 16
#define STEPS 63 /* four groups' codes fit a byte */
#define MAX_BIT_DIMENSIONS 16384 /* the sum of all groups' codes fits 16 bits */

static inline i32 groups_of(i32 dimensions) { return (dimensions + 15) / 16 * 4; }

struct lengths { f32 squares, magnitudes; };

/* Signs of a row's difference from the centre into its nibbles. */
static struct lengths put_signs(const f32 *x, const f32 *center, i32 n, unsigned char *out, i32 shift) {
  f32 squares = 0, magnitudes = 0;
  i32 i = 0;
#ifdef __wasm_simd128__
  const v128_t zero = wasm_f32x4_splat(0);
  v128_t a = zero, b = zero, c = zero, d = zero;
  for (; i + 8 <= n; i += 8) {
    v128_t u = wasm_v128_load(x + i), v = wasm_v128_load(x + i + 4);
    if (center) {
      u = wasm_f32x4_sub(u, wasm_v128_load(center + i));
      v = wasm_f32x4_sub(v, wasm_v128_load(center + i + 4));
    }
    a = wasm_f32x4_add(a, wasm_f32x4_mul(u, u));
    b = wasm_f32x4_add(b, wasm_f32x4_mul(v, v));
    c = wasm_f32x4_add(c, wasm_f32x4_abs(u));
    d = wasm_f32x4_add(d, wasm_f32x4_abs(v));
    out[i / 4 * GROUP_BYTES] |= (unsigned char)(wasm_i32x4_bitmask(wasm_f32x4_gt(u, zero)) << shift);
    out[(i / 4 + 1) * GROUP_BYTES] |=
        (unsigned char)(wasm_i32x4_bitmask(wasm_f32x4_gt(v, zero)) << shift);
  }
  squares = fold(a, b);
  magnitudes = fold(c, d);
#else
  f32 s[8] = {0}, t[8] = {0};
  for (; i + 8 <= n; i += 8) {
    for (i32 j = 0; j < 8; j++) {
      f32 v = center ? x[i + j] - center[i + j] : x[i + j];
      s[j] += v * v;
      t[j] += __builtin_fabsf(v);
      out[(i + j) / 4 * GROUP_BYTES] |= (unsigned char)((v > 0) << ((i + j) % 4 + shift));
    }
  }
  squares = fold(s);
  magnitudes = fold(t);
#endif
  f32 more_squares = 0, more_magnitudes = 0;
  for (; i < n; i++) {
    f32 v = center ? x[i] - center[i] : x[i];
    more_squares += v * v;
    more_magnitudes += __builtin_fabsf(v);
    out[i / 4 * GROUP_BYTES] |= (unsigned char)((v > 0) << (i % 4 + shift));
  }
  struct lengths l = {squares + more_squares, magnitudes + more_magnitudes};
  return l;
}

KERNEL(quantise_1bit) {
  BLOCK(quantise_1bit);
  if (p->rows < 0 || p->dimensions < 0 || p->stride < p->dimensions
      || (p->metric != METRIC_DOT && p->metric != METRIC_L2)) FAIL();
  const i32 n = p->dimensions;
  const size_t block_bytes = (size_t)groups_of(n) * GROUP_BYTES;
  const f32 *const center = AT(const f32, p->center);
  for (i32 row = 0; row < p->rows; row++) {
    unsigned char *block = AT(unsigned char, p->out_codes) + (size_t)(row / BLOCK_ROWS) * block_bytes;
    const i32 within = row % BLOCK_ROWS;
    if (within == 0) __builtin_memset(block, 0, block_bytes);
    const f32 *x = AT(const f32, p->vectors) + (size_t)row * p->stride;
    const struct lengths l =
        put_signs(x, center, n, block + within % GROUP_BYTES, within < GROUP_BYTES ? 0 : 4);
    AT(f32, p->out_scales)[row] = l.magnitudes > 0 ? l.squares / l.magnitudes : 0;
    AT(f32, p->out_offsets)[row] = p->metric == METRIC_L2 ? -0.5f * l.squares
        : center ? dot_f32(x, center, n) : 0;
  }
  p->status = STATUS_OK;
}

struct line { f32 slope, start; }; /* estimate = scale * (slope * sum of codes + start) */

#ifdef __wasm_simd128__
/* Codes of four sums. */
static inline v128_t sum_codes_of(v128_t sums, v128_t low, v128_t inverse) {
  const v128_t code = wasm_i32x4_trunc_sat_f32x4(
      wasm_f32x4_nearest(wasm_f32x4_mul(wasm_f32x4_sub(sums, low), inverse)));
  return wasm_i32x4_min(wasm_i32x4_max(code, wasm_i32x4_splat(0)), wasm_i32x4_splat(STEPS));
}

/* A whole group at once. Each sum is that of its nibble without the highest bit, and that bit's value: the
   order of addition is that of the loop over bits. */
static inline void put_group(const f32 *q, f32 low, f32 inverse, unsigned char *out) {
  const v128_t lows = wasm_f32x4_splat(low), steps = wasm_f32x4_splat(inverse);
  const v128_t s0 = wasm_f32x4_make(0, q[0], q[1], q[0] + q[1]);
  const v128_t s1 = wasm_f32x4_add(s0, wasm_f32x4_splat(q[2]));
  const v128_t s2 = wasm_f32x4_add(s0, wasm_f32x4_splat(q[3]));
  const v128_t s3 = wasm_f32x4_add(s1, wasm_f32x4_splat(q[3]));
  wasm_v128_store(out,
      wasm_u8x16_narrow_i16x8(
          wasm_i16x8_narrow_i32x4(sum_codes_of(s0, lows, steps), sum_codes_of(s1, lows, steps)),
          wasm_i16x8_narrow_i32x4(sum_codes_of(s2, lows, steps), sum_codes_of(s3, lows, steps))));
}
#endif

/* Codes of the sums of each group's query values, for every nibble. */
static struct line make_codes(const f32 *query, i32 n, unsigned char *out) {
  const i32 groups = groups_of(n);
  f32 widest = 0, lowest = 0, total = 0;
  for (i32 g = 0; g < groups; g++) {
    f32 width = 0, low = 0;
    for (i32 i = 4 * g; i < 4 * g + 4 && i < n; i++) {
      width += __builtin_fabsf(query[i]);
      if (query[i] < 0) low += query[i];
      total += query[i];
    }
    if (width > widest) widest = width;
    lowest += low;
  }
  if (!(widest > 0 && widest <= __FLT_MAX__)) {
    __builtin_memset(out, 0, (size_t)groups * GROUP_BYTES);
    struct line flat = {0, 0};
    return flat;
  }
  const f32 inverse = (f32)STEPS / widest;
  for (i32 g = 0; g < groups; g++) {
    f32 low = 0;
    for (i32 i = 4 * g; i < 4 * g + 4 && i < n; i++) {
      if (query[i] < 0) low += query[i];
    }
#ifdef __wasm_simd128__
    if (4 * g + 4 <= n) {
      put_group(query + 4 * g, low, inverse, out + g * GROUP_BYTES);
      continue;
    }
#endif
    for (i32 m = 0; m < 16; m++) {
      f32 sum = 0;
      for (i32 i = 0; i < 4 && 4 * g + i < n; i++) {
        if ((m >> i) & 1) sum += query[4 * g + i];
      }
      i32 code = __builtin_wasm_trunc_saturate_s_i32_f32(__builtin_rintf((sum - low) * inverse));
      out[g * GROUP_BYTES + m] = (unsigned char)(code < 0 ? 0 : code > STEPS ? STEPS : code);
    }
  }
  struct line l = {2.0f * (widest / (f32)STEPS), 2.0f * lowest - total};
  return l;
}

#ifdef __wasm_simd128__
/* Sums of codes of 32 rows. Bytes are added as halves of 16-bit lanes; the odd ones also alone. */
static inline void sum_codes(const unsigned char *x, const unsigned char *table, i32 groups, v128_t sums[4]) {
  const v128_t nibble = wasm_i8x16_splat(15);
  v128_t even_low = wasm_i32x4_splat(0);
  v128_t odd_low = even_low, even_high = even_low, odd_high = even_low;
  for (i32 g = 0; g < groups; g += 4) {
    const v128_t x0 = wasm_v128_load(x), x1 = wasm_v128_load(x + 16);
    const v128_t x2 = wasm_v128_load(x + 32), x3 = wasm_v128_load(x + 48);
    const v128_t t0 = wasm_v128_load(table), t1 = wasm_v128_load(table + 16);
    const v128_t t2 = wasm_v128_load(table + 32), t3 = wasm_v128_load(table + 48);
    const v128_t low = wasm_i8x16_add(
        wasm_i8x16_add(wasm_i8x16_swizzle(t0, wasm_v128_and(x0, nibble)),
            wasm_i8x16_swizzle(t1, wasm_v128_and(x1, nibble))),
        wasm_i8x16_add(wasm_i8x16_swizzle(t2, wasm_v128_and(x2, nibble)),
            wasm_i8x16_swizzle(t3, wasm_v128_and(x3, nibble))));
    const v128_t high = wasm_i8x16_add(
        wasm_i8x16_add(wasm_i8x16_swizzle(t0, wasm_v128_and(wasm_u16x8_shr(x0, 4), nibble)),
            wasm_i8x16_swizzle(t1, wasm_v128_and(wasm_u16x8_shr(x1, 4), nibble))),
        wasm_i8x16_add(wasm_i8x16_swizzle(t2, wasm_v128_and(wasm_u16x8_shr(x2, 4), nibble)),
            wasm_i8x16_swizzle(t3, wasm_v128_and(wasm_u16x8_shr(x3, 4), nibble))));
    even_low = wasm_i16x8_add(even_low, low);
    odd_low = wasm_i16x8_add(odd_low, wasm_u16x8_shr(low, 8));
    even_high = wasm_i16x8_add(even_high, high);
    odd_high = wasm_i16x8_add(odd_high, wasm_u16x8_shr(high, 8));
    x += 64;
    table += 64;
  }
  even_low = wasm_i16x8_sub(even_low, wasm_i16x8_shl(odd_low, 8));
  even_high = wasm_i16x8_sub(even_high, wasm_i16x8_shl(odd_high, 8));
  sums[0] = wasm_i16x8_shuffle(even_low, odd_low, 0, 8, 1, 9, 2, 10, 3, 11);
  sums[1] = wasm_i16x8_shuffle(even_low, odd_low, 4, 12, 5, 13, 6, 14, 7, 15);
  sums[2] = wasm_i16x8_shuffle(even_high, odd_high, 0, 8, 1, 9, 2, 10, 3, 11);
  sums[3] = wasm_i16x8_shuffle(even_high, odd_high, 4, 12, 5, 13, 6, 14, 7, 15);
}
#endif

struct bit_scan {
  const unsigned char *table;
  const f32 *scales;
  const f32 *offsets;
  i32 groups;
  struct line line;
};

static inline f32 bit_key(const struct bit_scan *s, i32 sum, i32 row) {
  return s->scales[row] * (s->line.slope * (f32)sum + s->line.start) + s->offsets[row];
}

/* Keys of a block's rows; gives a bit for each that is at least the floor. */
static inline u32 block_keys(
    const struct bit_scan *s, const unsigned char *x, i32 first, i32 rows, f32 floor, f32 *keys) {
  u32 good = 0;
#ifdef __wasm_simd128__
  v128_t sums[4];
  sum_codes(x, s->table, s->groups, sums);
  if (rows == BLOCK_ROWS) {
    const v128_t slope = wasm_f32x4_splat(s->line.slope), start = wasm_f32x4_splat(s->line.start);
    const v128_t least = wasm_f32x4_splat(floor);
    for (i32 i = 0; i < 8; i++) {
      const v128_t half = i & 1 ? wasm_u32x4_extend_high_u16x8(sums[i / 2])
                                : wasm_u32x4_extend_low_u16x8(sums[i / 2]);
      const v128_t key = wasm_f32x4_add(
          wasm_f32x4_mul(wasm_v128_load(s->scales + first + 4 * i),
              wasm_f32x4_add(wasm_f32x4_mul(slope, wasm_f32x4_convert_i32x4(half)), start)),
          wasm_v128_load(s->offsets + first + 4 * i));
      wasm_v128_store(keys + 4 * i, key);
      good |= (u32)wasm_i32x4_bitmask(wasm_f32x4_ge(key, least)) << (4 * i);
    }
    return good;
  }
  const uint16_t *const each = (const uint16_t *)sums;
  for (i32 r = 0; r < rows; r++) {
    const i32 sum = each[r];
#else
  for (i32 r = 0; r < rows; r++) {
    i32 sum = 0;
    for (i32 g = 0; g < s->groups; g++) {
      const i32 byte = x[g * GROUP_BYTES + r % GROUP_BYTES];
      sum += s->table[g * GROUP_BYTES + (r < GROUP_BYTES ? byte & 15 : byte >> 4)];
    }
#endif
    keys[r] = bit_key(s, sum, first + r);
    good |= (u32)(keys[r] >= floor) << r;
  }
  return good;
}

KERNEL(scan_1bit) {
  BLOCK(scan_1bit);
  if (scan_is_bad(0, p->rows, p->dimensions, p->dimensions, 1, p->k)
      || p->dimensions > MAX_BIT_DIMENSIONS || p->in_count < 0 || p->in_count > p->k) FAIL();
  struct top t = {AT(i32, p->out_rows), AT(f32, p->out_scores), p->k, 0};
  resume(&t, AT(const i32, p->in_rows), AT(const f32, p->in_scores), p->in_count, 1);
  struct bit_scan s = {AT(const unsigned char, p->scratch), AT(const f32, p->scales),
      AT(const f32, p->offsets), groups_of(p->dimensions), {0, 0}};
  s.line = make_codes(AT(const f32, p->query), p->dimensions, AT(unsigned char, p->scratch));
  const unsigned char *const codes = AT(const unsigned char, p->codes);
  const u32 *const selection = AT(const u32, p->selection);
  const size_t block_bytes = (size_t)s.groups * GROUP_BYTES;
  const f32 lowest = -__builtin_inff();
  f32 keys[BLOCK_ROWS];
  i32 examined = 0;
  for (i32 first = 0; first < p->rows; first += BLOCK_ROWS) {
    const i32 rows = p->rows - first < BLOCK_ROWS ? p->rows - first : BLOCK_ROWS;
    u32 allowed = rows == BLOCK_ROWS ? ~0u : (1u << rows) - 1;
    if (selection) allowed &= selection[first / BLOCK_ROWS];
    if (!allowed) continue;
    examined += __builtin_popcount(allowed);
    const f32 floor = t.count < t.k || t.k == 0 ? lowest : t.keys[0];
    u32 good = allowed
        & block_keys(&s, codes + (size_t)(first / BLOCK_ROWS) * block_bytes, first, rows, floor, keys);
    for (; good; good &= good - 1) {
      const i32 r = __builtin_ctz(good);
      offer(&t, keys[r], p->base + first + r);
    }
  }
  finish(&t, 1);
  p->out_count = t.count;
  p->out_examined = examined;
  p->status = STATUS_OK;
}
