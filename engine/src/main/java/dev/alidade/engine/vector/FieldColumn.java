package dev.alidade.engine.vector;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One metadata field of all rows in Java memory: 9 bytes a row. A field may hold values of several
 * types; each value is compared with constants of its own type only, whole and other numbers with
 * each other.
 */
final class FieldColumn {
  enum Kind {
    MISSING(0),
    STRING(1),
    INTEGER(2),
    DECIMAL(3),
    BOOLEAN(4),
    TIMESTAMP(5);

    final byte code;

    Kind(int code) {
      this.code = (byte) code;
    }
  }

  /** By their codes. */
  private static final Kind[] KINDS = {
    Kind.MISSING, Kind.STRING, Kind.INTEGER, Kind.DECIMAL, Kind.BOOLEAN, Kind.TIMESTAMP
  };

  private static final long MICROS = 1_000_000;
  private static final long MAX_SECONDS = Long.MAX_VALUE / MICROS - 1;

  private byte[] kinds = new byte[0];

  /** A dictionary code, a long, a double's bits, 0 or 1, or microseconds since 1970. */
  private long[] bits = new long[0];

  private List<String> dictionary = new ArrayList<>();
  private Map<String, Integer> codes = new HashMap<>();

  void set(int row, Object value) {
    if (row >= kinds.length) {
      int capacity = Math.max(64, Math.max(row + 1, kinds.length + kinds.length / 2));
      kinds = Arrays.copyOf(kinds, capacity);
      bits = Arrays.copyOf(bits, capacity);
    }
    switch (value) {
      case String s -> put(row, Kind.STRING, code(s));
      case Long n -> put(row, Kind.INTEGER, n);
      case Double n -> put(row, Kind.DECIMAL, Double.doubleToRawLongBits(n));
      case Boolean b -> put(row, Kind.BOOLEAN, b ? 1 : 0);
      case Instant i -> put(row, Kind.TIMESTAMP, micros(i));
      default -> throw new IllegalArgumentException("not a metadata value: " + value);
    }
  }

  private void put(int row, Kind kind, long value) {
    kinds[row] = kind.code;
    bits[row] = value;
  }

  private int code(String text) {
    return codes.computeIfAbsent(
        text,
        t -> {
          dictionary.add(t);
          return dictionary.size() - 1;
        });
  }

  /** Instants beyond ±290,000 years compare as equal to that end. */
  private static long micros(Instant instant) {
    long seconds = Math.clamp(instant.getEpochSecond(), -MAX_SECONDS, MAX_SECONDS);
    return seconds * MICROS + instant.getNano() / 1_000;
  }

  Kind kind(int row) {
    return row < kinds.length ? KINDS[kinds[row]] : Kind.MISSING;
  }

  @Nullable Object value(int row) {
    return switch (kind(row)) {
      case MISSING -> null;
      case STRING -> dictionary.get((int) bits[row]);
      case INTEGER -> bits[row];
      case DECIMAL -> Double.longBitsToDouble(bits[row]);
      case BOOLEAN -> bits[row] != 0;
      case TIMESTAMP ->
          Instant.ofEpochSecond(
              Math.floorDiv(bits[row], MICROS), Math.floorMod(bits[row], MICROS) * 1_000L);
    };
  }

  /** Sets the bits of the first rows whose value is a string that passes. */
  void selectStrings(long[] out, int rows, Predicate<String> passes) {
    boolean[] codePasses = new boolean[dictionary.size()];
    for (int code = 0; code < codePasses.length; code++) {
      codePasses[code] = passes.test(dictionary.get(code));
    }
    select(out, rows, row -> kind(row) == Kind.STRING && codePasses[(int) bits[row]]);
  }

  /** Sets the bits of the first rows whose value is of the constant's type and passes. */
  void select(long[] out, int rows, RowTest test) {
    int known = Math.min(rows, kinds.length);
    for (int row = 0; row < known; row++) {
      if (kinds[row] != 0 && test.passes(row)) {
        RowBits.set(out, row);
      }
    }
  }

  /**
   * Compares a row's value with a constant: negative, zero, positive, or {@link #INCOMPARABLE} for
   * another type.
   */
  int compare(int row, Object constant) {
    return switch (kind(row)) {
      case MISSING -> INCOMPARABLE;
      case STRING ->
          constant instanceof String s
              ? Integer.signum(dictionary.get((int) bits[row]).compareTo(s))
              : INCOMPARABLE;
      case INTEGER ->
          switch (constant) {
            case Long n -> Long.compare(bits[row], n);
            case Double n -> compareLongWithDouble(bits[row], n);
            default -> INCOMPARABLE;
          };
      case DECIMAL -> {
        double value = Double.longBitsToDouble(bits[row]);
        yield switch (constant) {
          case Long n -> -compareLongWithDouble(n, value);
          // Not Double.compare: −0.0 equals 0.0 here.
          case Double n -> value < n ? -1 : value > n ? 1 : 0;
          default -> INCOMPARABLE;
        };
      }
      case BOOLEAN ->
          constant instanceof Boolean b ? Boolean.compare(bits[row] != 0, b) : INCOMPARABLE;
      case TIMESTAMP ->
          constant instanceof Instant i ? Long.compare(bits[row], micros(i)) : INCOMPARABLE;
    };
  }

  private static final int UNUSED = -1;

  static final int INCOMPARABLE = Integer.MIN_VALUE;

  /** Exact also where the long has more digits than a double. */
  private static int compareLongWithDouble(long a, double b) {
    if (b >= 0x1p63) {
      return -1;
    }
    if (b < -0x1p63) {
      return 1;
    }
    int whole = Long.compare(a, (long) b);
    double rest = b - (long) b;
    return whole != 0 ? whole : rest > 0 ? -1 : rest < 0 ? 1 : 0;
  }

  void compact(int[] kept) {
    byte[] newKinds = new byte[kept.length];
    long[] newBits = new long[kept.length];
    for (int row = 0; row < kept.length; row++) {
      if (kept[row] < kinds.length) {
        newKinds[row] = kinds[kept[row]];
        newBits[row] = bits[kept[row]];
      }
    }
    kinds = newKinds;
    bits = newBits;
    forgetUnused();
  }

  /**
   * Makes the dictionary anew where more than half of its texts are those of rows that are gone.
   */
  private void forgetUnused() {
    int[] newCodes = new int[dictionary.size()];
    Arrays.fill(newCodes, UNUSED);
    int used = 0;
    for (int row = 0; row < kinds.length; row++) {
      if (kinds[row] == Kind.STRING.code && newCodes[(int) bits[row]] == UNUSED) {
        newCodes[(int) bits[row]] = used++;
      }
    }
    if (dictionary.size() <= 2 * used) {
      return;
    }
    String[] texts = new String[used];
    for (int code = 0; code < newCodes.length; code++) {
      if (newCodes[code] != UNUSED) {
        texts[newCodes[code]] = dictionary.get(code);
      }
    }
    for (int row = 0; row < kinds.length; row++) {
      if (kinds[row] == Kind.STRING.code) {
        bits[row] = newCodes[(int) bits[row]];
      }
    }
    dictionary = new ArrayList<>(List.of(texts));
    codes = HashMap.newHashMap(used);
    for (int code = 0; code < used; code++) {
      codes.put(texts[code], code);
    }
  }

  /** Different texts that are kept. */
  int dictionarySize() {
    return dictionary.size();
  }

  /** Says whether a row that has a value passes. */
  @FunctionalInterface
  interface RowTest {
    boolean passes(int row);
  }
}
