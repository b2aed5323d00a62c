package dev.alidade.engine.vector;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.alidade.engine.InvalidRequest;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A document's metadata as the workspace keeps it: a flat JSON object, in which an instant is
 * {@code {"instant": "2026-01-31T10:00:00Z"}}. Values come back as String, Long, Double, Boolean or
 * Instant (to the microsecond).
 */
final class MetadataValues {
  /** What was kept must be readable, however long: the parser's own limits are lifted. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private static final String INSTANT = "instant";

  private MetadataValues() {}

  /**
   * The values in the types that are kept.
   *
   * @throws InvalidRequest for a value of another type, or a number that is not finite
   */
  static Map<String, Object> kept(String documentId, Map<String, Object> metadata) {
    Map<String, Object> kept = LinkedHashMap.newLinkedHashMap(metadata.size());
    metadata.forEach((field, value) -> kept.put(field, kept(documentId, field, value)));
    return kept;
  }

  private static Object kept(String documentId, String field, @Nullable Object value) {
    if (field == null) {
      throw new InvalidRequest(
          "A metadata field of document \"%s\" has no name.".formatted(documentId),
          "Give each value a name.");
    }
    return switch (value) {
      case null ->
          throw new InvalidRequest(
              "The metadata field \"%s\" of document \"%s\" is null.".formatted(field, documentId),
              "Leave the field out.");
      case String s -> s;
      case Boolean b -> b;
      case Instant i -> i.truncatedTo(ChronoUnit.MICROS);
      case Number n when isKept(n) -> number(n);
      default ->
          throw new InvalidRequest(
              "The metadata field \"%s\" of document \"%s\" holds %s (%s)."
                  .formatted(field, documentId, value, value.getClass().getSimpleName()),
              "Use a string, a finite number, a boolean or an instant.");
    };
  }

  /**
   * A value that fields are compared with, in the types that are kept.
   *
   * @throws InvalidRequest for a value of another type, or null
   */
  static Object constant(String field, @Nullable Object value) {
    return switch (value) {
      case String s -> s;
      case Boolean b -> b;
      case Instant i -> i;
      case Number n when isKept(n) -> number(n);
      case null ->
          throw new InvalidRequest(
              "The filter compares the field \"%s\" with null.".formatted(field),
              "Use Not(Exists(field)) for documents without a value.");
      default ->
          throw new InvalidRequest(
              "The filter compares the field \"%s\" with %.80s (%s)."
                  .formatted(field, value, value.getClass().getSimpleName()),
              "Compare with a string, a finite number, a boolean or an instant; list values in an"
                  + " In.");
    };
  }

  private static boolean isKept(Number number) {
    return Double.isFinite(number.doubleValue());
  }

  /** Whole numbers as Long where they fit, others as Double. */
  static Object number(Number number) {
    return switch (number) {
      case Long n -> n;
      case Integer n -> n.longValue();
      case Short n -> n.longValue();
      case Byte n -> n.longValue();
      case BigInteger n when n.bitLength() < Long.SIZE -> n.longValue();
      default -> number.doubleValue();
    };
  }

  static String write(Map<String, Object> kept) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      for (var entry : kept.entrySet()) {
        json.writeFieldName(entry.getKey());
        switch (entry.getValue()) {
          case Long n -> json.writeNumber(n);
          case Double n -> json.writeNumber(n);
          case Boolean b -> json.writeBoolean(b);
          case Instant i -> {
            json.writeStartObject();
            json.writeStringField(INSTANT, i.toString());
            json.writeEndObject();
          }
          case Object other -> json.writeString(other.toString());
        }
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** What {@link #write} wrote. */
  static Map<String, Object> read(String text) {
    try (JsonParser json = JSON.createParser(text)) {
      json.nextToken();
      return read(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The object at the parser, which is left at its end.
   *
   * @throws JsonProcessingException for a value that is none of metadata
   */
  static Map<String, Object> read(JsonParser json) throws IOException {
    Map<String, Object> values = new LinkedHashMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      values.put(json.currentName(), value(json));
    }
    return values;
  }

  private static Object value(JsonParser json) throws IOException {
    return switch (json.nextToken()) {
      case VALUE_STRING -> json.getText();
      case VALUE_NUMBER_INT -> number(json.getNumberValue());
      case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case START_OBJECT -> instant(json);
      case null, default ->
          throw new JsonParseException(
              json, "the metadata field \"%s\" holds no value".formatted(json.currentName()));
    };
  }

  private static Instant instant(JsonParser json) throws IOException {
    try {
      if (INSTANT.equals(json.nextFieldName())) {
        Instant instant = Instant.parse(String.valueOf(json.nextTextValue()));
        if (json.nextToken() == JsonToken.END_OBJECT) {
          return instant.truncatedTo(ChronoUnit.MICROS);
        }
      }
    } catch (DateTimeParseException e) {
      throw new JsonParseException(json, "the metadata hold an instant that is none", e);
    }
    throw new JsonParseException(json, "the metadata hold an object that is no instant");
  }
}
