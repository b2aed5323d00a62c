package dev.alidade.app.vector;

import dev.alidade.app.vector.Condition.Comparison;
import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.vector.VectorCollection.MetadataField;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;

/** Makes conditions of what a user chose and typed. */
final class ConditionText {
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
    List<Object> values =
        typed.stream()
            .map(String::strip)
            .filter(text -> !text.isEmpty())
            .distinct()
            .map(text -> read(field, text))
            .toList();
    boolean range = comparison == Comparison.BETWEEN;
    if (values.isEmpty() || (range && typed.stream().anyMatch(String::isBlank))) {
      throw new InvalidRequest(
          range ? "A range needs two values." : "There is no value.",
          range ? "Write where it begins and where it ends." : "Choose one or write one.");
    }
    return new Condition(field.name(), comparison, values);
  }

  private static Object read(MetadataField field, String text) {
    try {
      return switch (field.type()) {
        case "NUMBER" -> Double.valueOf(text);
        case "BOOLEAN" -> truth(text);
        case "TIMESTAMP" ->
            text.length() <= "2026-01-31".length()
                ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                : Instant.parse(text);
        default -> text;
      };
    } catch (NumberFormatException | DateTimeParseException e) {
      throw unread(field, text);
    }
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
