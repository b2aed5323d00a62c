package dev.alidade.engine.data;

import dev.alidade.engine.data.expression.TimestampText;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** How single values change their type. Empty where a value does not fit. */
final class Values {
  /** 2^63: the first double above every int64. */
  private static final double ABOVE_INT64 = 0x1p63;

  private Values() {}

  /** A whole number with an optional sign. */
  static OptionalLong int64(String text) {
    String clean = text.strip();
    boolean digits = !clean.isEmpty();
    for (int i = 0; i < clean.length() && digits; i++) {
      char c = clean.charAt(i);
      digits = isDigit(c) || (i == 0 && clean.length() > 1 && (c == '-' || c == '+'));
    }
    if (!digits) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(clean));
    } catch (NumberFormatException outOfRange) {
      return OptionalLong.empty();
    }
  }

  /** The nearest whole number, halves to even. */
  static OptionalLong int64(double value) {
    double whole = Math.rint(value);
    return whole >= -ABOVE_INT64 && whole < ABOVE_INT64
        ? OptionalLong.of((long) whole)
        : OptionalLong.empty();
  }

  /** A decimal number, or NaN, inf and infinity with an optional sign in any case. */
  static OptionalDouble float64(String text) {
    String clean = text.strip();
    boolean signed = clean.startsWith("-") || clean.startsWith("+");
    String size = (signed ? clean.substring(1) : clean).toLowerCase(Locale.ROOT);
    double sign = clean.startsWith("-") ? -1 : 1;
    return switch (size) {
      case "nan" -> OptionalDouble.of(Double.NaN);
      case "inf", "infinity" -> OptionalDouble.of(sign * Double.POSITIVE_INFINITY);
      default -> decimal(size).stream().map(value -> sign * value).findFirst();
    };
  }

  /** Java would also read 1d and 0x1p3: no such letters. */
  private static OptionalDouble decimal(String text) {
    boolean plain = !text.isEmpty() && (isDigit(text.charAt(0)) || text.charAt(0) == '.');
    for (int i = 0; i < text.length() && plain; i++) {
      char c = text.charAt(i);
      plain = isDigit(c) || c == '.' || c == 'e' || c == '-' || c == '+';
    }
    if (!plain) {
      return OptionalDouble.empty();
    }
    try {
      return OptionalDouble.of(Double.parseDouble(text));
    } catch (NumberFormatException malformed) {
      return OptionalDouble.empty();
    }
  }

  static Optional<Boolean> bool(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true", "t", "yes", "y", "1" -> Optional.of(true);
      case "false", "f", "no", "n", "0" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  static OptionalLong timestamp(String text) {
    return TimestampText.parse(text);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
