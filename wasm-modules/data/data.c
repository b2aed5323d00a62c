/* Column kernels: group-by, letters' case, ISO-8601, filters, bitmaps, gather. */
#include "abi.h"

ALIDADE_MODULE

#define INLINE static inline __attribute__((always_inline))

/* ---- group-by over dictionary codes ---- */

INLINE i32 group_of(const struct group_by *p, i32 code) {
  return (u32)code < (u32)p->groups ? code : p->other;
}

static int group_is_bad(const struct group_by *p) {
  return p->rows < 0 || p->groups < 0 || p->other >= p->groups || p->other < -1;
}

/* Counts only: there is no column of values, each row of the selection counts. */
static void count_rows(struct group_by *p) {
  const i32 *const codes = AT(const i32, p->codes);
  const unsigned char *const selection = AT(const unsigned char, p->selection);
  const unsigned char *const validity = AT(const unsigned char, p->validity);
  i64 *const count = AT(i64, p->out_count);
  i32 skipped = 0;
  for (i32 row = 0; row < p->rows; row++) {
    if (!bit_at(selection, row)) continue;
    i32 g = group_of(p, codes[row]);
    if (g < 0) {
      skipped++;
      continue;
    }
    count[g] += bit_at(validity, row);
  }
  p->out_skipped = skipped;
}

/* A sum takes its rows in order. With `exact`, rest[g] gathers what each addition rounded away (Knuth's TwoSum) in the
 * same order; it is added to a finite sum at the end. */
INLINE void group_loop_f64(struct group_by *p, const int masked, const int extremes, const int exact) {
  const i32 *const codes = AT(const i32, p->codes);
  const f64 *const values = AT(const f64, p->values);
  const unsigned char *const selection = AT(const unsigned char, p->selection);
  const unsigned char *const validity = AT(const unsigned char, p->validity);
  i64 *const count = AT(i64, p->out_count);
  f64 *const sum = AT(f64, p->out_sum);
  f64 *const min = AT(f64, p->out_min);
  f64 *const max = AT(f64, p->out_max);
  f64 *const rest = AT(f64, p->out_rest);
  const int add = sum != 0, low = extremes && min, high = extremes && max;
  i32 skipped = 0;
  for (i32 row = 0; row < p->rows; row++) {
    if (masked && !bit_at(selection, row)) continue;
    i32 g = group_of(p, codes[row]);
    if (g < 0) {
      skipped++;
      continue;
    }
    if (masked && !bit_at(validity, row)) continue;
    f64 v = values[row];
    count[g]++;
    if (exact) {
      f64 before = sum[g], after = before + v, added = after - before;
      rest[g] += (before - (after - added)) + (v - added);
      sum[g] = after;
    } else if (add) {
      sum[g] += v;
    }
    if (low && v < min[g]) min[g] = v;
    if (high && v > max[g]) max[g] = v;
  }
  p->out_skipped = skipped;
}

/*
 * Exact sums of few groups: what a row touches lies together, so that it is found once. Four rows are
 * a turn, whose codes are looked at together.
 */
#define NEAR_GROUPS 2048
#define ROWS_A_TURN 4

struct near_group { f64 sum, rest, count; };

static struct near_group near_groups[NEAR_GROUPS];

/* All four codes are those of groups. */
INLINE int all_known(const i32 *codes, i32 groups) {
#ifdef __wasm_simd128__
  return wasm_i32x4_all_true(wasm_u32x4_lt(wasm_v128_load(codes), wasm_u32x4_splat((u32)groups)));
#else
  return (u32)codes[0] < (u32)groups && (u32)codes[1] < (u32)groups && (u32)codes[2] < (u32)groups
      && (u32)codes[3] < (u32)groups;
#endif
}

/* What the addition rounds away joins the rest; both are added to at once. */
INLINE void add_exactly(struct near_group *g, f64 v) {
  const f64 before = g->sum, after = before + v, added = after - before;
  const f64 lost = (before - (after - added)) + (v - added);
  g->sum = after;
#ifdef __wasm_simd128__
  const v128_t more = wasm_f64x2_replace_lane(wasm_f64x2_const(0, 1), 0, lost);
  wasm_v128_store(&g->rest, wasm_f64x2_add(wasm_v128_load(&g->rest), more));
#else
  g->rest += lost;
  g->count += 1;
#endif
}

static void sum_near(struct group_by *p) {
  const i32 *const codes = AT(const i32, p->codes);
  const f64 *const values = AT(const f64, p->values);
  i32 skipped = 0;
  for (i32 g = 0; g < p->groups; g++) near_groups[g] = (struct near_group){0, 0, 0};
  for (i32 row = 0; row < p->rows;) {
    if (row + ROWS_A_TURN <= p->rows && all_known(codes + row, p->groups)) {
      for (i32 i = 0; i < ROWS_A_TURN; i++) add_exactly(near_groups + codes[row + i], values[row + i]);
      row += ROWS_A_TURN;
      continue;
    }
    const i32 g = group_of(p, codes[row]);
    if (g < 0) {
      skipped++;
    } else {
      add_exactly(near_groups + g, values[row]);
    }
    row++;
  }
  for (i32 g = 0; g < p->groups; g++) {
    AT(f64, p->out_sum)[g] = near_groups[g].sum;
    AT(f64, p->out_rest)[g] = near_groups[g].rest;
    AT(i64, p->out_count)[g] = (i64)near_groups[g].count;
  }
  p->out_skipped = skipped;
}

KERNEL(group_f64) {
  BLOCK(group_by);
  if (group_is_bad(p)) FAIL();
  f64 *const sum = AT(f64, p->out_sum);
  f64 *const min = AT(f64, p->out_min);
  f64 *const max = AT(f64, p->out_max);
  f64 *const rest = AT(f64, p->out_rest);
  const int exact = sum && rest;
  for (i32 g = 0; g < p->groups; g++) {
    AT(i64, p->out_count)[g] = 0;
    if (sum) sum[g] = 0;
    if (rest) rest[g] = 0;
    if (min) min[g] = __builtin_inf();
    if (max) max[g] = -__builtin_inf();
  }
  p->out_overflow = 0;
  if (!p->values) {
    count_rows(p);
  } else if (exact) {
    if (p->selection || p->validity) {
      group_loop_f64(p, 1, 1, 1);
    } else if (min || max) {
      group_loop_f64(p, 0, 1, 1);
    } else if (p->groups <= NEAR_GROUPS) {
      sum_near(p);
    } else {
      group_loop_f64(p, 0, 0, 1);
    }
    for (i32 g = 0; g < p->groups; g++) {
      if (sum[g] - sum[g] == 0) sum[g] += rest[g];
    }
  } else if (p->selection || p->validity) {
    group_loop_f64(p, 1, 1, 0);
  } else if (min || max) {
    group_loop_f64(p, 0, 1, 0);
  } else {
    group_loop_f64(p, 0, 0, 0);
  }
  p->status = STATUS_OK;
}

INLINE void group_loop_i64(struct group_by *p, const int masked, const int extremes) {
  const i32 *const codes = AT(const i32, p->codes);
  const i64 *const values = AT(const i64, p->values);
  const unsigned char *const selection = AT(const unsigned char, p->selection);
  const unsigned char *const validity = AT(const unsigned char, p->validity);
  i64 *const count = AT(i64, p->out_count);
  i64 *const sum = AT(i64, p->out_sum);
  i64 *const min = AT(i64, p->out_min);
  i64 *const max = AT(i64, p->out_max);
  const int add = sum != 0, low = extremes && min, high = extremes && max;
  i32 skipped = 0;
  i64 wrapped = 0;
  for (i32 row = 0; row < p->rows; row++) {
    if (masked && !bit_at(selection, row)) continue;
    i32 g = group_of(p, codes[row]);
    if (g < 0) {
      skipped++;
      continue;
    }
    if (masked && !bit_at(validity, row)) continue;
    i64 v = values[row];
    count[g]++;
    if (add) {
      i64 before = sum[g];
      i64 after = (i64)((uint64_t)before + (uint64_t)v);
      wrapped |= (before ^ after) & (v ^ after);
      sum[g] = after;
    }
    if (low && v < min[g]) min[g] = v;
    if (high && v > max[g]) max[g] = v;
  }
  p->out_skipped = skipped;
  p->out_overflow = wrapped < 0;
}

KERNEL(group_i64) {
  BLOCK(group_by);
  if (group_is_bad(p)) FAIL();
  i64 *const sum = AT(i64, p->out_sum);
  i64 *const min = AT(i64, p->out_min);
  i64 *const max = AT(i64, p->out_max);
  for (i32 g = 0; g < p->groups; g++) {
    AT(i64, p->out_count)[g] = 0;
    if (sum) sum[g] = 0;
    if (min) min[g] = INT64_MAX;
    if (max) max[g] = INT64_MIN;
  }
  p->out_overflow = 0;
  if (!p->values) {
    count_rows(p);
  } else if (p->selection || p->validity) {
    group_loop_i64(p, 1, 1);
  } else if (min || max) {
    group_loop_i64(p, 0, 1);
  } else {
    group_loop_i64(p, 0, 0);
  }
  p->status = STATUS_OK;
}

/* ---- letters' case ---- */

/* Copies `n` bytes, ASCII letters from `first` to `first` + 25 change case. Returns bytes >= 0x80 or-ed. */
INLINE int change_case(const unsigned char *in, unsigned char *out, i32 n, unsigned char first) {
  i32 i = 0;
  int high = 0;
#ifdef __wasm_simd128__
  const v128_t base = wasm_i8x16_splat((signed char)first);
  const v128_t letters = wasm_i8x16_splat(26), bit = wasm_i8x16_splat(0x20);
  v128_t seen = wasm_i8x16_splat(0);
  for (; i + 16 <= n; i += 16) {
    v128_t x = wasm_v128_load(in + i);
    seen = wasm_v128_or(seen, x);
    v128_t letter = wasm_u8x16_lt(wasm_i8x16_sub(x, base), letters);
    wasm_v128_store(out + i, wasm_v128_xor(x, wasm_v128_and(letter, bit)));
  }
  high = wasm_i8x16_bitmask(seen) != 0;
#else
  const uint64_t ones = 0x0101010101010101ull;
  uint64_t seen = 0;
  for (; i + 8 <= n; i += 8) {
    uint64_t x;
    __builtin_memcpy(&x, in + i, 8);
    seen |= x;
    uint64_t low7 = x & (0x7f * ones);
    uint64_t from = low7 + (0x80u - first) * ones;      /* bit 7: >= first */
    uint64_t past = low7 + (0x80u - first - 26) * ones; /* bit 7: > last */
    uint64_t letter = (from & ~past & ~x & (0x80 * ones)) >> 2;
    x ^= letter;
    __builtin_memcpy(out + i, &x, 8);
  }
  high = (seen & (0x80 * ones)) != 0;
#endif
  for (; i < n; i++) {
    unsigned char c = in[i];
    high |= c >> 7;
    out[i] = c ^ ((unsigned char)(c - first) < 26 ? 0x20 : 0);
  }
  return high;
}

static int has_high(const unsigned char *in, i32 n) {
  i32 i = 0;
  uint64_t seen = 0;
  for (; i + 8 <= n; i += 8) {
    uint64_t x;
    __builtin_memcpy(&x, in + i, 8);
    seen |= x;
  }
  for (; i < n; i++) seen |= in[i];
  return (seen & 0x8080808080808080ull) != 0;
}

INLINE void utf8_case(unsigned char first) {
  BLOCK(utf8_case);
  if (p->rows < 0) FAIL();
  const i32 *const offsets = AT(const i32, p->offsets);
  i32 *const out_offsets = AT(i32, p->out_offsets);
  unsigned char *const flags = AT(unsigned char, p->out_non_ascii);
  const i32 base = offsets[0];
  const i32 total = offsets[p->rows] - base;
  if (total < 0) FAIL();
  const unsigned char *const bytes = AT(const unsigned char, p->bytes);
  const int high = change_case(bytes + base, AT(unsigned char, p->out_bytes), total, first);
  for (i32 row = 0; row <= p->rows; row++) out_offsets[row] = offsets[row] - base;
  __builtin_memset(flags, 0, ((size_t)p->rows + 7) / 8);
  i32 count = 0;
  if (high) {
    for (i32 row = 0; row < p->rows; row++) {
      if (has_high(bytes + offsets[row], offsets[row + 1] - offsets[row])) {
        flags[row >> 3] |= (unsigned char)(1 << (row & 7));
        count++;
      }
    }
  }
  p->out_non_ascii_count = count;
  p->status = STATUS_OK;
}

KERNEL(utf8_upper) { utf8_case('a'); }

KERNEL(utf8_lower) { utf8_case('A'); }

/* ---- ISO-8601 ---- */

/* Two digits at s, or a number above 99. */
INLINE u32 two(const unsigned char *s) {
  u32 a = s[0] - '0', b = s[1] - '0';
  return a > 9 || b > 9 ? 1000 : a * 10 + b;
}

/*
 * Days since 1970-01-01 of the proleptic Gregorian calendar, of a year from 0 to 9999 given by its
 * hundreds and the years beyond them; 719528 of them lie before 1970. Returns 0 when there is no
 * such day. The leap years up to this one are every fourth, without the hundreds, with the fourth
 * of these: nothing is divided.
 */
INLINE int days_of(u32 century, u32 years, u32 month, u32 day, i64 *days) {
  static const unsigned char lengths[13] = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  static const uint16_t before[13] = {0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
  if (month - 1 > 11) return 0;
  u32 leap = ((years ? years : century) & 3) == 0;
  if (day - 1 >= lengths[month] + (leap & (month == 2))) return 0;
  u32 year = century * 100 + years;
  u32 since_0 = year * 365 + (year >> 2) - century + (century >> 2) + before[month] + day;
  *days = (i64)(i32)(since_0 - (leap & (month <= 2))) - 719528;
  return 1;
}

/* The numbers of YYYY-MM-DDThh:mm, hundreds of years first; a number above 99 is none. */
struct iso_time {
  u32 century, years, month, day, hour, minute;
};

/* Reads the first 16 characters of a time; returns 0 when they are none. */
INLINE int iso_minutes(const unsigned char *s, struct iso_time *time) {
#ifdef __wasm_simd128__
  const v128_t text = wasm_v128_load(s);
  const u32 marks = wasm_u32x4_extract_lane(
      wasm_i8x16_shuffle(text, text, 4, 7, 10, 13, 4, 7, 10, 13, 4, 7, 10, 13, 4, 7, 10, 13), 0);
  if (marks != 0x3a542d2du && marks != 0x3a202d2du) return 0; /* --T: or -- : */
  const v128_t digits = wasm_i8x16_sub(
      wasm_i8x16_shuffle(text, text, 0, 1, 2, 3, 5, 6, 8, 9, 11, 12, 14, 15, 0, 1, 2, 3),
      wasm_i8x16_splat('0'));
  if (wasm_v128_any_true(wasm_u8x16_gt(digits, wasm_i8x16_splat(9)))) return 0;
  /* The first of two digits is the low byte, and ten times it stays one. */
  const v128_t numbers = wasm_v128_and(
      wasm_i16x8_add(
          wasm_i16x8_mul(digits, wasm_i16x8_splat(10)), wasm_u16x8_shr(digits, 8)),
      wasm_i16x8_splat(0xff));
  const uint64_t date = (uint64_t)wasm_i64x2_extract_lane(numbers, 0);
  const u32 clock = (u32)wasm_i64x2_extract_lane(numbers, 1);
  time->century = (u32)date & 0xffff;
  time->years = (u32)date >> 16;
  time->month = (u32)(date >> 32) & 0xffff;
  time->day = (u32)(date >> 48);
  time->hour = clock & 0xffff;
  time->minute = clock >> 16;
  return 1;
#else
  if (s[4] != '-' || s[7] != '-' || (s[10] != 'T' && s[10] != ' ') || s[13] != ':') return 0;
  time->century = two(s);
  time->years = two(s + 2);
  time->month = two(s + 5);
  time->day = two(s + 8);
  time->hour = two(s + 11);
  time->minute = two(s + 14);
  return time->century <= 99 && time->years <= 99;
#endif
}

/* A digit and the ones after it, up to 9; returns how many, and the thousandths that they make. */
INLINE i32 thousandths(const unsigned char *s, i32 n, i64 *millis) {
  i32 i = 0, fraction = 0, scale = 100;
  while (i < n && (u32)(s[i] - '0') <= 9) {
    fraction += (s[i] - '0') * scale;
    scale /= 10;
    i++;
  }
  *millis = fraction;
  return i;
}

/*
 * YYYY-MM-DD, or with [T or space]hh:mm[:ss[.fraction of 1 to 9 digits]][Z or +hh:mm or -hh:mm].
 * No zone means UTC. Returns 0 when the text is not such a time.
 */
INLINE int parse_iso(const unsigned char *s, i32 n, i64 *millis) {
  i64 days;
  if (n < 16) {
    if (n != 10 || s[4] != '-' || s[7] != '-') return 0;
    u32 century = two(s), years = two(s + 2);
    if (century > 99 || years > 99) return 0;
    if (!days_of(century, years, two(s + 5), two(s + 8), &days)) return 0;
    *millis = days * 86400000;
    return 1;
  }
  struct iso_time time;
  if (!iso_minutes(s, &time)) return 0;
  if (time.hour > 23 || time.minute > 59) return 0;
  if (!days_of(time.century, time.years, time.month, time.day, &days)) return 0;
  i64 t = days * 86400000 + (time.hour * 60 + time.minute) * 60000;
  i32 i = 16;
  if (i < n && s[i] == ':') {
    if (n < 19) return 0;
    u32 second = two(s + 17);
    if (second > 59) return 0;
    t += second * 1000;
    i = 19;
    if (i < n && s[i] == '.') {
      if (n == 24 && s[23] == 'Z') { /* what most programs write */
        u32 tens = two(s + 20), ones = s[22] - '0';
        if (tens > 99 || ones > 9) return 0;
        *millis = t + tens * 10 + ones;
        return 1;
      }
      i64 fraction;
      i32 digits = thousandths(s + 20, n - 20, &fraction);
      if (digits == 0 || digits > 9) return 0;
      i = 20 + digits;
      t += fraction;
    }
  }
  if (i == n) {
    *millis = t;
    return 1;
  }
  if (s[i] == 'Z') {
    if (i + 1 != n) return 0;
    *millis = t;
    return 1;
  }
  if ((s[i] != '+' && s[i] != '-') || i + 6 != n || s[i + 3] != ':') return 0;
  u32 zone_hours = two(s + i + 1), zone_minutes = two(s + i + 4);
  if (zone_hours > 18 || zone_minutes > 59 || (zone_hours == 18 && zone_minutes > 0)) return 0;
  i64 shift = (i64)(zone_hours * 60 + zone_minutes) * 60000;
  *millis = s[i] == '+' ? t - shift : t + shift;
  return 1;
}

KERNEL(iso8601_millis) {
  BLOCK(iso8601);
  if (p->rows < 0) FAIL();
  const i32 *const offsets = AT(const i32, p->offsets);
  const unsigned char *const bytes = AT(const unsigned char, p->bytes);
  const unsigned char *const validity = AT(const unsigned char, p->validity);
  i64 *const out = AT(i64, p->out_millis);
  unsigned char *const parsed = AT(unsigned char, p->out_validity);
  unsigned char *const failed = AT(unsigned char, p->out_failed);
  i32 failures = 0;
  for (i32 start = 0; start < p->rows; start += 8) {
    u32 good = 0, bad = 0;
    i32 end = p->rows - start < 8 ? p->rows : start + 8;
    for (i32 row = start; row < end; row++) {
      out[row] = 0;
      if (!bit_at(validity, row)) continue;
      if (parse_iso(bytes + offsets[row], offsets[row + 1] - offsets[row], &out[row])) {
        good |= 1u << (row - start);
      } else {
        bad |= 1u << (row - start);
        failures++;
      }
    }
    parsed[start >> 3] = (unsigned char)good;
    failed[start >> 3] = (unsigned char)bad;
  }
  p->out_failed_count = failures;
  p->status = STATUS_OK;
}

/* ---- filters ---- */

#define COMPARE(op, a, b) \
  ((op) == COMPARE_LT ? (a) < (b) \
   : (op) == COMPARE_LE ? (a) <= (b) \
   : (op) == COMPARE_EQ ? (a) == (b) \
   : (op) == COMPARE_NE ? (a) != (b) \
   : (op) == COMPARE_GE ? (a) >= (b) : (a) > (b))

#ifdef __wasm_simd128__
#define COMPARE_V(op, shape, a, b) \
  ((op) == COMPARE_LT ? wasm_##shape##_lt(a, b) \
   : (op) == COMPARE_LE ? wasm_##shape##_le(a, b) \
   : (op) == COMPARE_EQ ? wasm_##shape##_eq(a, b) \
   : (op) == COMPARE_NE ? wasm_##shape##_ne(a, b) \
   : (op) == COMPARE_GE ? wasm_##shape##_ge(a, b) : wasm_##shape##_gt(a, b))
#define EIGHT_64(op, shape, splat, x) \
  (wasm_i64x2_bitmask(COMPARE_V(op, shape, wasm_v128_load(x), splat)) \
   | wasm_i64x2_bitmask(COMPARE_V(op, shape, wasm_v128_load((x) + 2), splat)) << 2 \
   | wasm_i64x2_bitmask(COMPARE_V(op, shape, wasm_v128_load((x) + 4), splat)) << 4 \
   | wasm_i64x2_bitmask(COMPARE_V(op, shape, wasm_v128_load((x) + 6), splat)) << 6)
#define EIGHT_32(op, shape, splat, x) \
  (wasm_i32x4_bitmask(COMPARE_V(op, shape, wasm_v128_load(x), splat)) \
   | wasm_i32x4_bitmask(COMPARE_V(op, shape, wasm_v128_load((x) + 4), splat)) << 4)
#define FULL_BYTES(eight, splatted, op) \
  for (; row + 8 <= rows; row += 8) { \
    u32 bits = (u32)(eight); \
    if (validity) bits &= validity[row >> 3]; \
    out[row >> 3] = (unsigned char)bits; \
    count += __builtin_popcount(bits); \
  }
#else
#define FULL_BYTES(eight, splatted, op)
#endif

#define FILTER(name, type, constant_field, eight, splatted) \
  INLINE i32 name##_loop(const struct filter *p, const int op) { \
    const type *const values = AT(const type, p->values); \
    const unsigned char *const validity = AT(const unsigned char, p->validity); \
    unsigned char *const out = AT(unsigned char, p->out_selection); \
    const type constant = (type)p->constant_field; \
    const i32 rows = p->rows; \
    i32 count = 0, row = 0; \
    splatted \
    FULL_BYTES(eight, splatted, op) \
    for (; row < rows; row += 8) { \
      u32 bits = 0; \
      for (i32 j = 0; j < 8 && row + j < rows; j++) { \
        bits |= (u32)(COMPARE(op, values[row + j], constant)) << j; \
      } \
      if (validity) bits &= validity[row >> 3]; \
      out[row >> 3] = (unsigned char)bits; \
      count += __builtin_popcount(bits); \
    } \
    return count; \
  } \
  KERNEL(name) { \
    BLOCK(filter); \
    if (p->rows < 0) FAIL(); \
    switch (p->comparison) { \
      case COMPARE_LT: p->out_count = name##_loop(p, COMPARE_LT); break; \
      case COMPARE_LE: p->out_count = name##_loop(p, COMPARE_LE); break; \
      case COMPARE_EQ: p->out_count = name##_loop(p, COMPARE_EQ); break; \
      case COMPARE_NE: p->out_count = name##_loop(p, COMPARE_NE); break; \
      case COMPARE_GE: p->out_count = name##_loop(p, COMPARE_GE); break; \
      case COMPARE_GT: p->out_count = name##_loop(p, COMPARE_GT); break; \
      default: FAIL(); \
    } \
    p->status = STATUS_OK; \
  }

#ifdef __wasm_simd128__
#define SPLAT(shape) const v128_t splat = wasm_##shape##_splat(constant);
#else
#define SPLAT(shape)
#endif

FILTER(filter_f64, f64, constant_f64, EIGHT_64(op, f64x2, splat, values + row), SPLAT(f64x2))
FILTER(filter_i64, i64, constant_i64, EIGHT_64(op, i64x2, splat, values + row), SPLAT(i64x2))
FILTER(filter_i32, i32, constant_i64, EIGHT_32(op, i32x4, splat, values + row), SPLAT(i32x4))

/* ---- bitmaps and gather ---- */

KERNEL(bitmap_combine) {
  BLOCK(bitmap_combine);
  if (p->rows < 0 || p->operation < BITMAP_AND || p->operation > BITMAP_XOR) FAIL();
  const unsigned char *const a = AT(const unsigned char, p->left);
  const unsigned char *const b = AT(const unsigned char, p->right);
  unsigned char *const out = AT(unsigned char, p->out_bitmap);
  const i32 op = p->operation, bytes = (p->rows + 7) / 8, last = p->rows & 7;
  i32 count = 0;
  for (i32 i = 0; i < bytes; i++) {
    u32 x = a[i], y = op == BITMAP_NOT ? 0 : b[i];
    u32 bits = op == BITMAP_AND ? x & y
        : op == BITMAP_OR ? x | y
        : op == BITMAP_NOT ? ~x
        : op == BITMAP_AND_NOT ? x & ~y : x ^ y;
    if (i == bytes - 1 && last) bits &= (1u << last) - 1;
    bits &= 0xff;
    out[i] = (unsigned char)bits;
    count += __builtin_popcount(bits);
  }
  p->out_count = count;
  p->status = STATUS_OK;
}

KERNEL(selection_rows) {
  BLOCK(selection_rows);
  if (p->rows < 0) FAIL();
  const unsigned char *const selection = AT(const unsigned char, p->selection);
  i32 *const out = AT(i32, p->out_rows);
  i32 count = 0;
  for (i32 start = 0; start < p->rows; start += 8) {
    u32 bits = selection[start >> 3];
    if (p->rows - start < 8) bits &= (1u << (p->rows - start)) - 1;
    while (bits) {
      out[count++] = start + __builtin_ctz(bits);
      bits &= bits - 1;
    }
  }
  p->out_count = count;
  p->status = STATUS_OK;
}

#define GATHER(name, type) \
  KERNEL(name) { \
    BLOCK(gather); \
    if (p->count < 0) FAIL(); \
    const i32 *const rows = AT(const i32, p->rows); \
    const type *const values = AT(const type, p->values); \
    type *const out = AT(type, p->out_values); \
    for (i32 i = 0; i < p->count; i++) out[i] = values[rows[i]]; \
    if (p->validity) { \
      const unsigned char *const validity = AT(const unsigned char, p->validity); \
      unsigned char *const out_validity = AT(unsigned char, p->out_validity); \
      for (i32 start = 0; start < p->count; start += 8) { \
        u32 bits = 0; \
        for (i32 j = 0; j < 8 && start + j < p->count; j++) { \
          bits |= (u32)bit_at(validity, rows[start + j]) << j; \
        } \
        out_validity[start >> 3] = (unsigned char)bits; \
      } \
    } \
    p->status = STATUS_OK; \
  }

GATHER(gather_32, i32)
GATHER(gather_64, i64)
