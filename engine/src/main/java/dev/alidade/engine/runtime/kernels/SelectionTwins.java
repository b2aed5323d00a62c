package dev.alidade.engine.runtime.kernels;

import static dev.alidade.engine.runtime.kernels.Access.bad;
import static dev.alidade.engine.runtime.kernels.Access.bit;
import static dev.alidade.engine.runtime.kernels.Access.f64;
import static dev.alidade.engine.runtime.kernels.Access.i32;
import static dev.alidade.engine.runtime.kernels.Access.i64;
import static dev.alidade.engine.runtime.kernels.Access.i8;
import static dev.alidade.engine.runtime.kernels.Access.ok;
import static dev.alidade.engine.runtime.kernels.Access.u32;
import static dev.alidade.engine.runtime.kernels.Access.u8;

import dev.alidade.engine.runtime.kernels.Blocks.BitmapCombine;
import dev.alidade.engine.runtime.kernels.Blocks.Filter;
import dev.alidade.engine.runtime.kernels.Blocks.Gather;
import dev.alidade.engine.runtime.kernels.Blocks.SelectionRows;
import java.lang.foreign.MemorySegment;

/** Plain-Java twins of the filters, bitmap_combine, selection_rows and gather. */
final class SelectionTwins {
  private SelectionTwins() {}

  /** How a value relates to the constant; NaN relates to nothing. */
  private static final int LESS = 1;

  private static final int EQUAL = 2;
  private static final int GREATER = 4;
  private static final int UNORDERED = 8;

  /** Relations that a comparison accepts, by its number; −1 where there is no such comparison. */
  private static int accepted(int comparison) {
    return switch (comparison) {
      case Blocks.COMPARE_LT -> LESS;
      case Blocks.COMPARE_LE -> LESS | EQUAL;
      case Blocks.COMPARE_EQ -> EQUAL;
      case Blocks.COMPARE_NE -> LESS | GREATER | UNORDERED;
      case Blocks.COMPARE_GE -> GREATER | EQUAL;
      case Blocks.COMPARE_GT -> GREATER;
      default -> -1;
    };
  }

  static void filterF64(MemorySegment m, long p) {
    int rows = i32(m, p + Filter.ROWS);
    int accepted = accepted(i32(m, p + Filter.COMPARISON));
    if (rows < 0 || accepted < 0) {
      bad(m, p);
      return;
    }
    long values = u32(m, p + Filter.VALUES);
    double constant = f64(m, p + Filter.CONSTANT_F64);
    int count = 0;
    for (int start = 0; start < rows; start += 8) {
      int end = Math.min(8, rows - start);
      int bits = 0;
      for (int j = 0; j < end; j++) {
        double v = f64(m, values + 8L * (start + j));
        int relation =
            v < constant ? LESS : v > constant ? GREATER : v == constant ? EQUAL : UNORDERED;
        bits |= (relation & accepted) != 0 ? 1 << j : 0;
      }
      count += select(m, p, start, bits);
    }
    i32(m, p + Filter.OUT_COUNT, count);
    ok(m, p);
  }

  static void filterI64(MemorySegment m, long p) {
    int rows = i32(m, p + Filter.ROWS);
    int accepted = accepted(i32(m, p + Filter.COMPARISON));
    if (rows < 0 || accepted < 0) {
      bad(m, p);
      return;
    }
    long values = u32(m, p + Filter.VALUES);
    long constant = i64(m, p + Filter.CONSTANT_I64);
    int count = 0;
    for (int start = 0; start < rows; start += 8) {
      int end = Math.min(8, rows - start);
      int bits = 0;
      for (int j = 0; j < end; j++) {
        long v = i64(m, values + 8L * (start + j));
        bits |= (relation(v, constant) & accepted) != 0 ? 1 << j : 0;
      }
      count += select(m, p, start, bits);
    }
    i32(m, p + Filter.OUT_COUNT, count);
    ok(m, p);
  }

  static void filterI32(MemorySegment m, long p) {
    int rows = i32(m, p + Filter.ROWS);
    int accepted = accepted(i32(m, p + Filter.COMPARISON));
    if (rows < 0 || accepted < 0) {
      bad(m, p);
      return;
    }
    long values = u32(m, p + Filter.VALUES);
    int constant = (int) i64(m, p + Filter.CONSTANT_I64);
    int count = 0;
    for (int start = 0; start < rows; start += 8) {
      int end = Math.min(8, rows - start);
      int bits = 0;
      for (int j = 0; j < end; j++) {
        int v = i32(m, values + 4L * (start + j));
        bits |= (relation(v, constant) & accepted) != 0 ? 1 << j : 0;
      }
      count += select(m, p, start, bits);
    }
    i32(m, p + Filter.OUT_COUNT, count);
    ok(m, p);
  }

  private static int relation(long value, long constant) {
    return value < constant ? LESS : value > constant ? GREATER : EQUAL;
  }

  /** Writes eight rows' bits without the null ones; returns how many are set. */
  private static int select(MemorySegment m, long p, int start, int bits) {
    long validity = u32(m, p + Filter.VALIDITY);
    int kept = validity == 0 ? bits : bits & u8(m, validity + (start >> 3));
    i8(m, u32(m, p + Filter.OUT_SELECTION) + (start >> 3), kept);
    return Integer.bitCount(kept);
  }

  static void bitmapCombine(MemorySegment m, long p) {
    int rows = i32(m, p + BitmapCombine.ROWS);
    int operation = i32(m, p + BitmapCombine.OPERATION);
    if (rows < 0 || operation < Blocks.BITMAP_AND || operation > Blocks.BITMAP_XOR) {
      bad(m, p);
      return;
    }
    long left = u32(m, p + BitmapCombine.LEFT);
    long right = u32(m, p + BitmapCombine.RIGHT);
    long out = u32(m, p + BitmapCombine.OUT_BITMAP);
    int bytes = (int) ((rows + 7L) / 8);
    int count = 0;
    for (int i = 0; i < bytes; i++) {
      int x = u8(m, left + i);
      int y = operation == Blocks.BITMAP_NOT ? 0 : u8(m, right + i);
      int bits =
          switch (operation) {
            case Blocks.BITMAP_AND -> x & y;
            case Blocks.BITMAP_OR -> x | y;
            case Blocks.BITMAP_NOT -> ~x & 0xff;
            case Blocks.BITMAP_AND_NOT -> x & ~y;
            default -> x ^ y;
          };
      if (i == bytes - 1 && (rows & 7) != 0) {
        bits &= (1 << (rows & 7)) - 1;
      }
      i8(m, out + i, bits);
      count += Integer.bitCount(bits);
    }
    i32(m, p + BitmapCombine.OUT_COUNT, count);
    ok(m, p);
  }

  static void selectionRows(MemorySegment m, long p) {
    int rows = i32(m, p + SelectionRows.ROWS);
    if (rows < 0) {
      bad(m, p);
      return;
    }
    long selection = u32(m, p + SelectionRows.SELECTION);
    long out = u32(m, p + SelectionRows.OUT_ROWS);
    int count = 0;
    for (int start = 0; start < rows; start += 8) {
      int bits = u8(m, selection + (start >> 3));
      if (rows - start < 8) {
        bits &= (1 << rows - start) - 1;
      }
      while (bits != 0) {
        i32(m, out + 4L * count++, start + Integer.numberOfTrailingZeros(bits));
        bits &= bits - 1;
      }
    }
    i32(m, p + SelectionRows.OUT_COUNT, count);
    ok(m, p);
  }

  static void gather32(MemorySegment m, long p) {
    int count = i32(m, p + Gather.COUNT);
    if (count < 0) {
      bad(m, p);
      return;
    }
    long list = u32(m, p + Gather.ROWS);
    long values = u32(m, p + Gather.VALUES);
    long out = u32(m, p + Gather.OUT_VALUES);
    for (int i = 0; i < count; i++) {
      i32(m, out + 4L * i, i32(m, values + 4L * i32(m, list + 4L * i)));
    }
    gatherValidity(m, p, count, list);
  }

  static void gather64(MemorySegment m, long p) {
    int count = i32(m, p + Gather.COUNT);
    if (count < 0) {
      bad(m, p);
      return;
    }
    long list = u32(m, p + Gather.ROWS);
    long values = u32(m, p + Gather.VALUES);
    long out = u32(m, p + Gather.OUT_VALUES);
    for (int i = 0; i < count; i++) {
      i64(m, out + 8L * i, i64(m, values + 8L * i32(m, list + 4L * i)));
    }
    gatherValidity(m, p, count, list);
  }

  private static void gatherValidity(MemorySegment m, long p, int count, long list) {
    long validity = u32(m, p + Gather.VALIDITY);
    long out = u32(m, p + Gather.OUT_VALIDITY);
    if (validity != 0) {
      for (int start = 0; start < count; start += 8) {
        int bits = 0;
        for (int j = 0; j < 8 && start + j < count; j++) {
          bits |= bit(m, validity, i32(m, list + 4L * (start + j))) ? 1 << j : 0;
        }
        i8(m, out + (start >> 3), bits);
      }
    }
    ok(m, p);
  }
}
