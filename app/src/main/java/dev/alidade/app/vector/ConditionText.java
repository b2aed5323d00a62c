package dev.alidade.app.vector;

import dev.alidade.app.vector.Condition.Comparison;
import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.vector.VectorCollection.MetadataField;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** Makes conditions of what a user chose and typed. */
final class ConditionText {
  /** Every number of so many fits into a long. */
  private static final int MOST_DIGITS = 18;

  private ConditionText() {}

  /** What a field can be compared by; the most usual first. */
  static List<Comparison> comparisons(MetadataField field) {
    return switch (field.type()) {
      case "NUMBER" ->
          List.of(
              Comparison.AT_LEAST,
              Comparison.AT_MOST,
              Comparison.BETWEEN,
              Comparison.IS,
              Comparison.IS_NOT,
              Comparison.EXISTS,
              Comparison.MISSING);
      case "TIMESTAMP" ->
          List.of(
              Comparison.AFTER,
              Comparison.BEFORE,
              Comparison.BETWEEN,
              Comparison.EXISTS,
              Comparison.MISSING);
      default -> List.of(Comparison.IS, Comparison.IS_NOT, Comparison.EXISTS, Comparison.MISSING);
    };
  }

  /**
   * Reads the values as the field's type.
   *
   * @param typed blank ones are left out; from and to for a range
   * @throws InvalidRequest where one is missing or no such value
   */
  static Condition of(MetadataField field, Comparison comparison, List<String> typed) {
    if (comparison.takesNone()) {
      return new Condition(field.name(), comparison, List.of());
    }
    List<String> texts = typed.stream().map(String::strip).filter(text -> !text.isEmpty()).toList();
    boolean range = comparison == Comparison.BETWEEN;
    if (texts.isEmpty() || (range && texts.size() < 2)) {
      throw new InvalidRequest(
          range ? "A range needs two values." : "There is no value.",
          range ? "Write where it begins and where it ends." : "Choose one or write one.");
    }
    if (range) {
      Object from = read(field, texts.getFirst(), false);
      return new Condition(
          field.name(), comparison, List.of(from, read(field, texts.getLast(), true)));
    }
    boolean atEnd = comparison == Comparison.AFTER;
    List<Object> values = texts.stream().distinct().map(text -> read(field, text, atEnd)).toList();
    return new Condition(field.name(), comparison, values);
  }

  /**
   * @param atEnd whether a day stands for its last microsecond instead of its first
   */
  private static Object read(MetadataField field, String text, boolean atEnd) {
    try {
      return switch (field.type()) {
        case "NUMBER" -> number(text);
        case "BOOLEAN" -> truth(text);
        case "TIMESTAMP" ->
            text.length() <= "2026-01-31".length()
                ? day(LocalDate.parse(text), atEnd)
                : Instant.parse(text);
        default -> text;
      };
    } catch (NumberFormatException | DateTimeParseException e) {
      throw unread(field, text);
    }
  }

  private static Instant day(LocalDate day, boolean atEnd) {
    Instant start = day.atStartOfDay(ZoneOffset.UTC).toInstant();
    return atEnd ? start.plus(1, ChronoUnit.DAYS).minus(1, ChronoUnit.MICROS) : start;
  }

  /** Whole numbers with all their digits. */
  private static Number number(String text) {
    BigDecimal exact = new BigDecimal(text);
    if (exact.scale() == 0 && exact.precision() <= MOST_DIGITS) {
      return exact.longValueExact();
    }
    if (!Double.isFinite(exact.doubleValue())) {
      throw new NumberFormatException(text);
    }
    return exact.doubleValue();
  }

  private static InvalidRequest unread(MetadataField field, String text) {
    return new InvalidRequest(
        "\"%s\" is not a %s.".formatted(text, field.type().toLowerCase(Locale.ROOT)),
        field.type().equals("TIMESTAMP")
            ? "Write 2026-01-31 or 2026-01-31T08:00:00Z."
            : "Choose one of the values.");
  }

  private static Boolean truth(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new InvalidRequest("\"" + text + "\" is not a boolean.", "Write true or false.");
    };
  }
}
