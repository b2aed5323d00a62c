/*
 * Alidade kernel ABI, version 1.
 *
 * A module exports `memory` (with a maximum), the i32 globals `abi` (= 1), `params` (address of a
 * 256-byte block, 16-byte aligned) and `heap` (first free byte, 64-byte aligned), and kernels of
 * type () -> (). A kernel finds its inputs by the offsets in the block. It writes STATUS_RUNNING
 * first and its final status last, never changes an input, and rewrites its outputs completely: so
 * the Java twin can answer the same call after a trap.
 *
 * Layouts follow Apache Arrow: bitmaps are least significant bit first (row i is bit i % 8 of byte
 * i / 8) and their unused last bits are written as zero; strings are i32 offsets[rows + 1] and UTF-8
 * bytes; an offset of 0 means "not given". Offsets are bytes from the start of memory. Columns of
 * 8-byte values are 8-byte aligned, of 4-byte values 4-byte aligned.
 *
 * Every block below has a Java twin in dev.alidade.engine.runtime.kernels; AbiTest reads this file
 * and compares names, types and offsets. Keep one field per line.
 */
#ifndef ALIDADE_ABI_H
#define ALIDADE_ABI_H

#include <stddef.h>
#include <stdint.h>

#define ALIDADE_ABI 1
#define PARAMS_BYTES 256

#define STATUS_OK 0
#define STATUS_RUNNING 1
#define STATUS_BAD_ARGUMENT 2

typedef int32_t i32;
typedef int64_t i64;
typedef uint32_t u32;
typedef float f32;
typedef double f64;

/* scan_f32_dot, scan_f32_l2: the k best of `rows` rows, beginning at row `first`. */
struct scan_f32 {
  i32 status;
  i32 first;         /* first row to scan; reported rows count from row 0 */
  i32 rows;          /* rows to scan */
  i32 dimensions;    /* values in a vector */
  i32 stride;        /* values from one row to the next, >= dimensions */
  u32 query;         /* f32[dimensions] */
  u32 vectors;       /* f32[(first + rows) * stride] */
  u32 selection;     /* bitmap of rows allowed, or 0 */
  i32 k;             /* >= 0 */
  i32 use_threshold; /* 1: keep dot >= threshold, or squared distance <= threshold */
  f32 threshold;
  u32 out_rows;      /* i32[k], best first; equal scores: lower row first */
  u32 out_scores;    /* f32[k], dot product or squared distance */
  i32 out_count;     /* results written, <= k */
  i32 out_examined;  /* rows scored: those the selection allows */
};

/* scan_f32_batch: scan_f32 for many queries in one pass over the rows, without a threshold. */
struct scan_f32_batch {
  i32 status;
  i32 metric;       /* METRIC_DOT or METRIC_L2 */
  i32 base;         /* added to the rows that are reported */
  i32 rows;
  i32 dimensions;
  i32 stride;       /* values from one row to the next, and from one query to the next */
  i32 queries;
  u32 query;        /* f32[queries * stride] */
  u32 vectors;      /* f32[rows * stride] */
  u32 scratch;      /* f32[queries rounded up to 4 * dimensions]: the kernel's own */
  u32 selection;    /* bitmap or 0 */
  i32 k;
  u32 in_counts;    /* i32[queries] results of earlier calls to go on from, <= k; or 0 for none */
  u32 in_rows;      /* i32[queries * k], best first */
  u32 in_scores;    /* f32[queries * k] */
  u32 out_counts;   /* i32[queries] */
  u32 out_rows;     /* i32[queries * k] */
  u32 out_scores;   /* f32[queries * k] */
  i32 out_examined;
};

/* rescore_f32: exact scores of chosen vectors, wherever they are; best k of them. */
struct rescore_f32 {
  i32 status;
  i32 metric;       /* METRIC_DOT or METRIC_L2 */
  i32 candidates;   /* vectors in the list */
  i32 dimensions;
  u32 query;        /* f32[dimensions] */
  u32 addresses;    /* u32[candidates], each of f32[dimensions] */
  u32 rows;         /* i32[candidates], what is reported for each */
  i32 k;
  u32 out_rows;     /* i32[k] */
  u32 out_scores;   /* f32[k] */
  i32 out_count;
};

/* rescore_i8: scores as those of scan_i8 for chosen codes, wherever they are; best k of them. */
struct rescore_i8 {
  i32 status;
  i32 metric;       /* METRIC_DOT or METRIC_L2 */
  i32 candidates;
  i32 dimensions;
  u32 query;        /* i16[dimensions], each in -127..127 */
  f32 query_scale;
  f32 query_norm;   /* METRIC_L2 only */
  u32 addresses;    /* u32[candidates], each of i8[dimensions] */
  u32 scales;       /* f32[candidates] */
  u32 norms;        /* f32[candidates]; METRIC_L2 only, else 0 */
  u32 rows;         /* i32[candidates], what is reported for each */
  i32 k;
  u32 out_rows;     /* i32[k] */
  u32 out_scores;   /* f32[k] */
  i32 out_count;
};

/* quantise_i8: codes = round-to-even(value * 127 / max|value|), scale = max|value| / 127. */
struct quantise_i8 {
  i32 status;
  i32 rows;
  i32 dimensions;
  i32 stride;       /* f32 values from one row to the next */
  u32 vectors;      /* f32[rows * stride] */
  i32 code_stride;  /* bytes from one row of codes to the next, >= dimensions */
  u32 out_codes;    /* i8[rows * code_stride]; padding is zero */
  u32 out_scales;   /* f32[rows]; 0 (and zero codes) for a row that is all zero or not finite */
  u32 out_norms;    /* f32[rows] squared length of the original row, or 0 */
};

/* scan_i8: the k best by approximate score. */
struct scan_i8 {
  i32 status;
  i32 base;         /* added to the rows that are reported */
  i32 rows;
  i32 dimensions;
  i32 stride;       /* bytes from one row of codes to the next */
  i32 metric;       /* METRIC_DOT or METRIC_L2 */
  u32 query;        /* i16[dimensions], each in -127..127 */
  f32 query_scale;
  f32 query_norm;   /* squared length of the query; METRIC_L2 only */
  u32 codes;        /* i8[] */
  u32 scales;       /* f32[] one a row */
  u32 norms;        /* f32[] squared lengths; METRIC_L2 only, else 0 */
  u32 selection;    /* bitmap or 0 */
  i32 k;
  i32 in_count;     /* results of earlier calls to go on from, <= k */
  u32 in_rows;      /* i32[in_count], best first */
  u32 in_scores;    /* f32[in_count] */
  u32 out_rows;     /* i32[k] */
  u32 out_scores;   /* f32[k] dot = code dot * row scale * query scale, or squared distance */
  i32 out_count;
  i32 out_examined;
};

/*
 * quantise_1bit: signs of the vectors' differences from a centre, for blocks of 32 rows. Dimensions
 * 4g to 4g + 3 are group g; their signs are a nibble, bit i for dimension 4g + i. A block has 16
 * bytes for each group: byte j holds row j in its low nibble and row 16 + j in its high one. The
 * number of groups is ceil(dimensions / 16) * 4; what is not there is 0.
 */
struct quantise_1bit {
  i32 status;
  i32 rows;
  i32 dimensions;
  i32 stride;       /* f32 values from one row to the next */
  i32 metric;       /* METRIC_DOT or METRIC_L2 */
  u32 vectors;      /* f32[rows * stride] */
  u32 center;       /* f32[dimensions], or 0 for the origin */
  u32 out_codes;    /* u8[ceil(rows / 32) * groups * 16] */
  u32 out_scales;   /* f32[rows] = squared length / sum of magnitudes, of the difference */
  u32 out_offsets;  /* f32[rows] = vector . centre, or for METRIC_L2 -squared length / 2 of the difference */
};

/*
 * scan_1bit: float query against signs. A group's 16 possible sums of query values are rounded to
 * 0..63 steps; score = scale * (2 * sum of query where the sign is positive - sum of query) +
 * offset. For the query less the centre that estimates query . vector - query . centre + centre .
 * centre or, with the offsets of METRIC_L2, half of (squared length of the query less the centre -
 * squared distance): in both cases larger is nearer.
 */
struct scan_1bit {
  i32 status;
  i32 base;         /* added to the rows that are reported */
  i32 rows;
  i32 dimensions;   /* at most 16,384 */
  u32 query;        /* f32[dimensions] */
  u32 codes;        /* as made by quantise_1bit */
  u32 scales;       /* f32[rows] */
  u32 offsets;      /* f32[rows] */
  u32 selection;    /* bitmap of whole 32-bit words, or 0 */
  u32 scratch;      /* u8[groups * 16], written by the kernel */
  i32 k;
  i32 in_count;     /* results of earlier calls to go on from, <= k */
  u32 in_rows;      /* i32[in_count], best first */
  u32 in_scores;    /* f32[in_count] */
  u32 out_rows;     /* i32[k] */
  u32 out_scores;   /* f32[k] */
  i32 out_count;
  i32 out_examined;
};

/* group_f64, group_i64: aggregates of a column by group codes. Outputs that are 0 are not made. */
struct group_by {
  i32 status;
  i32 rows;
  i32 groups;
  i32 other;        /* group of rows whose code is not in [0, groups), or -1 to skip them */
  u32 codes;        /* i32[rows] */
  u32 values;       /* f64[rows] or i64[rows]; 0 = count rows only */
  u32 validity;     /* bitmap of values that are not null, or 0 */
  u32 selection;    /* bitmap of rows to use, or 0 */
  u32 out_count;    /* i64[groups] values that are not null */
  u32 out_sum;      /* f64[groups] or i64[groups], or 0 */
  u32 out_min;      /* same type, or 0; f64: NaN values are passed over; meaningless where count is 0 */
  u32 out_max;      /* same type, or 0 */
  i32 out_overflow; /* group_i64: 1 when a sum wrapped around */
  i32 out_skipped;  /* rows that belong to no group */
  u32 out_rest;     /* group_f64: f64[groups], what rounding took from the sums, which then have it again; 0 = plain sums */
};

/* utf8_upper, utf8_lower: ASCII letters change case; rows with other letters are reported. */
struct utf8_case {
  i32 status;
  i32 rows;
  u32 offsets;       /* i32[rows + 1] into bytes */
  u32 bytes;         /* UTF-8 */
  u32 out_offsets;   /* i32[rows + 1], first is 0 */
  u32 out_bytes;     /* u8[offsets[rows] - offsets[0]] */
  u32 out_non_ascii; /* bitmap: rows that hold a byte >= 0x80, copied with only ASCII letters changed */
  i32 out_non_ascii_count;
};

/* iso8601_millis: strings to milliseconds since 1970-01-01T00:00Z. */
struct iso8601 {
  i32 status;
  i32 rows;
  u32 offsets;      /* i32[rows + 1] */
  u32 bytes;        /* UTF-8 */
  u32 validity;     /* bitmap of rows that are not null, or 0 */
  u32 out_millis;   /* i64[rows]; 0 where not parsed */
  u32 out_validity; /* bitmap: rows parsed */
  u32 out_failed;   /* bitmap: rows that are not null and could not be parsed */
  i32 out_failed_count;
};

/* filter_f64, filter_i64, filter_i32: compare a column with a constant; null rows are not selected. */
struct filter {
  i32 status;
  i32 rows;
  i32 comparison;    /* COMPARE_LT ... */
  u32 values;        /* f64[], i64[] or i32[] */
  u32 validity;      /* bitmap or 0 */
  u32 out_selection; /* bitmap */
  i64 constant_i64;  /* filter_i64, filter_i32 */
  f64 constant_f64;  /* filter_f64; NaN: only NE holds */
  i32 out_count;     /* rows selected */
};

/* bitmap_combine: out = left op right. */
struct bitmap_combine {
  i32 status;
  i32 rows;
  i32 operation;    /* BITMAP_AND ... */
  u32 left;
  u32 right;        /* 0 for BITMAP_NOT */
  u32 out_bitmap;
  i32 out_count;    /* bits set */
};

/* selection_rows: the row numbers of the bits that are set. */
struct selection_rows {
  i32 status;
  i32 rows;
  u32 selection;
  u32 out_rows;     /* i32[count], the caller gives room for every bit set */
  i32 out_count;
};

/* gather_32, gather_64: values of chosen rows, with their validity. */
struct gather {
  i32 status;
  i32 count;
  u32 rows;         /* i32[count] */
  u32 values;       /* 4-byte or 8-byte values */
  u32 validity;     /* bitmap or 0 */
  u32 out_values;
  u32 out_validity; /* bitmap of count rows, or 0 when validity is 0 */
};

/* moments_f64: one pass over a column. */
struct moments {
  i32 status;
  i32 rows;
  u32 values;       /* f64[rows] */
  u32 validity;     /* bitmap or 0 */
  i64 out_count;    /* values that are not null */
  f64 out_sum;
  f64 out_mean;     /* 0 when count is 0 */
  f64 out_m2;       /* sum of squared deviations from the mean */
  f64 out_min;      /* +infinity when there is none; NaN is passed over */
  f64 out_max;      /* -infinity when there is none */
};

/* histogram_f64: counts in bins of equal width over [low, high], the last bin closed. */
struct histogram {
  i32 status;
  i32 rows;
  u32 values;       /* f64[rows] */
  u32 validity;     /* bitmap or 0 */
  f64 low;
  f64 high;         /* > low, both finite */
  i32 bins;         /* >= 1 */
  u32 out_counts;   /* i64[bins] */
  i64 out_below;
  i64 out_above;
  i64 out_nan;
};

/* matmul_f32, matmul_f64: C = A * B, row-major; each element is summed in order of k. */
struct matmul {
  i32 status;
  i32 m;            /* rows of A and C */
  i32 n;            /* columns of B and C */
  i32 k;            /* columns of A, rows of B */
  u32 a;            /* [m * k] */
  u32 b;            /* [k * n] */
  u32 out_c;        /* [m * n] */
};

/* gram_f32: X^T * X; products are summed in f32 over blocks of 128 rows, the blocks' sums in f64. */
struct gram {
  i32 status;
  i32 rows;
  i32 dimensions;
  i32 stride;       /* f32 values from one row to the next, >= dimensions */
  u32 values;       /* f32[rows * stride] */
  u32 out_gram;     /* f64[dimensions * dimensions], symmetric */
};

/* nearest_f32: for each row the centroid at the least squared distance. */
struct nearest {
  i32 status;
  i32 rows;
  i32 dimensions;
  i32 centroids;     /* rows of centres, >= 1 */
  u32 values;        /* f32[rows * dimensions] */
  u32 centres;       /* f32[centroids * dimensions] */
  u32 out_nearest;   /* i32[rows]; equal distances: the lower; 0 where every distance is NaN */
  u32 out_distances; /* f32[rows] squared; infinity where every distance is NaN */
};

#define METRIC_DOT 0
#define METRIC_L2 1

#define COMPARE_LT 0
#define COMPARE_LE 1
#define COMPARE_EQ 2
#define COMPARE_NE 3
#define COMPARE_GE 4
#define COMPARE_GT 5

#define BITMAP_AND 0
#define BITMAP_OR 1
#define BITMAP_NOT 2
#define BITMAP_AND_NOT 3
#define BITMAP_XOR 4

#define ALIDADE_FITS(block) \
  _Static_assert(sizeof(struct block) <= PARAMS_BYTES, #block " does not fit the parameter block"); \
  _Static_assert(offsetof(struct block, status) == 0, #block " must begin with its status")
ALIDADE_FITS(scan_f32);
ALIDADE_FITS(scan_f32_batch);
ALIDADE_FITS(rescore_f32);
ALIDADE_FITS(rescore_i8);
ALIDADE_FITS(quantise_i8);
ALIDADE_FITS(scan_i8);
ALIDADE_FITS(quantise_1bit);
ALIDADE_FITS(scan_1bit);
ALIDADE_FITS(group_by);
ALIDADE_FITS(utf8_case);
ALIDADE_FITS(iso8601);
ALIDADE_FITS(filter);
ALIDADE_FITS(bitmap_combine);
ALIDADE_FITS(selection_rows);
ALIDADE_FITS(gather);
ALIDADE_FITS(moments);
ALIDADE_FITS(histogram);
ALIDADE_FITS(matmul);
ALIDADE_FITS(gram);
ALIDADE_FITS(nearest);

_Static_assert(offsetof(struct scan_f32, out_examined) == 56, "scan_f32 moved");
_Static_assert(offsetof(struct scan_f32_batch, out_examined) == 72, "scan_f32_batch moved");
_Static_assert(offsetof(struct rescore_f32, out_count) == 40, "rescore_f32 moved");
_Static_assert(offsetof(struct rescore_i8, out_count) == 56, "rescore_i8 moved");
_Static_assert(offsetof(struct quantise_i8, out_norms) == 32, "quantise_i8 moved");
_Static_assert(offsetof(struct scan_i8, out_examined) == 80, "scan_i8 moved");
_Static_assert(offsetof(struct quantise_1bit, out_offsets) == 36, "quantise_1bit moved");
_Static_assert(offsetof(struct scan_1bit, out_examined) == 68, "scan_1bit moved");
_Static_assert(offsetof(struct group_by, out_rest) == 56, "group_by moved");
_Static_assert(offsetof(struct utf8_case, out_non_ascii_count) == 28, "utf8_case moved");
_Static_assert(offsetof(struct iso8601, out_failed_count) == 32, "iso8601 moved");
_Static_assert(offsetof(struct filter, constant_f64) == 32, "filter moved");
_Static_assert(offsetof(struct filter, out_count) == 40, "filter moved");
_Static_assert(offsetof(struct bitmap_combine, out_count) == 24, "bitmap_combine moved");
_Static_assert(offsetof(struct selection_rows, out_count) == 16, "selection_rows moved");
_Static_assert(offsetof(struct gather, out_validity) == 24, "gather moved");
_Static_assert(offsetof(struct moments, out_max) == 56, "moments moved");
_Static_assert(offsetof(struct histogram, out_nan) == 56, "histogram moved");
_Static_assert(offsetof(struct matmul, out_c) == 24, "matmul moved");
_Static_assert(offsetof(struct gram, out_gram) == 20, "gram moved");
_Static_assert(offsetof(struct nearest, out_distances) == 28, "nearest moved");

/* What every module exports besides its kernels; tools/FinishModule.java sets the value of abi. */
#define ALIDADE_MODULE \
  const i32 abi = ALIDADE_ABI; \
  _Alignas(16) unsigned char params[PARAMS_BYTES];

extern unsigned char params[PARAMS_BYTES];

#define KERNEL(name) __attribute__((export_name(#name), used)) void name(void)
#define BLOCK(type) \
  struct type *const p = (struct type *)params; \
  p->status = STATUS_RUNNING
#define AT(type, offset) ((type *)(uintptr_t)(offset))
#define FAIL() \
  do { \
    p->status = STATUS_BAD_ARGUMENT; \
    return; \
  } while (0)

/* An offset of 0 is "all rows". */
static inline int bit_at(const unsigned char *bits, i32 row) {
  return !bits || ((bits[row >> 3] >> (row & 7)) & 1);
}

#ifdef __wasm_simd128__
#include <wasm_simd128.h>
#endif

#endif
