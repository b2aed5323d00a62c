package dev.alidade.engine.dataset;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON values as cells. Fields of nested objects become columns named by their path, {@code
 * address.city}; an array of numbers is a vector where {@link Float32Rule} lets it; any other array
 * stays as its JSON text.
 */
final class JsonValues {
  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxStringLength(512 << 20).build())
          .build();

  private final Map<String, Integer> columns = new LinkedHashMap<>();
  private final List<String> names = new ArrayList<>();
  private @Nullable Object[] cells = new Object[0];

  /** The row that gave each column its latest value. */
  private long[] filled = new long[16];

  private long row;

  /** Every column met so far. */
  List<String> names() {
    return names;
  }

  /**
   * The value at the parser as one row: an object by its fields, anything else as {@code value}.
   */
  @Nullable Object[] row(JsonParser json) throws IOException {
    cells = new Object[names.size()];
    row++;
    if (json.currentToken() == JsonToken.START_OBJECT) {
      flatten(json, "");
    } else {
      put("value", value(json));
    }
    return cells;
  }

  private void flatten(JsonParser json, String prefix) throws IOException {
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = prefix + json.currentName();
      if (json.nextToken() == JsonToken.START_OBJECT) {
        flatten(json, name + ".");
      } else {
        put(name, value(json));
      }
    }
  }

  /** A second value of the same name in one row gets a column of its own, {@code name 2}. */
  private void put(String path, @Nullable Object value) {
    int column = column(path);
    for (int n = 2; column < filled.length && filled[column] == row; n++) {
      column = column(path + " " + n);
    }
    if (column >= cells.length) {
      cells = Arrays.copyOf(cells, names.size());
    }
    if (column >= filled.length) {
      filled = Arrays.copyOf(filled, Math.max(names.size(), 2 * filled.length));
    }
    cells[column] = value;
    filled[column] = row;
  }

  private int column(String name) {
    Integer known = columns.get(name);
    if (known != null) {
      return known;
    }
    columns.put(name, names.size());
    names.add(name);
    return names.size() - 1;
  }

  /** A scalar, a vector (double[]) or the JSON text of another array; nested objects not at all. */
  private static @Nullable Object value(JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case VALUE_NULL -> null;
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_STRING -> json.getText();
      case VALUE_NUMBER_INT -> integer(json);
      case VALUE_NUMBER_FLOAT -> decimal(json);
      case START_ARRAY -> array(json);
      case null, default -> throw new IllegalStateException("not at a value");
    };
  }

  private static Object integer(JsonParser json) throws IOException {
    if (json.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
      return json.getLongValue();
    }
    BigInteger whole = json.getBigIntegerValue();
    double near = whole.doubleValue();
    return !Double.isInfinite(near)
            && new BigDecimal(Double.toString(near)).compareTo(new BigDecimal(whole)) == 0
        ? (Object) near
        : new Digits(whole.toString());
  }

  /** The nearest 64-bit float; a number beyond the range of those stays as it is written. */
  private static Object decimal(JsonParser json) throws IOException {
    double near = json.getDoubleValue();
    boolean beyond = Double.isInfinite(near) || near == 0 && NumberText.isNotZero(json.getText());
    return beyond ? new Digits(json.getText()) : (Object) near;
  }

  /** A number that no type of a column holds, as it is written. */
  private record Digits(String digits) {
    @Override
    public String toString() {
      return digits;
    }
  }

  private static Object array(JsonParser json) throws IOException {
    List<Object> elements = elements(json);
    double[] numbers = new double[elements.size()];
    for (int i = 0; i < numbers.length; i++) {
      switch (elements.get(i)) {
        case Long whole when !Numbers64.losesDigitsAsFloat64(whole) -> numbers[i] = whole;
        case Double number -> numbers[i] = number;
        default -> {
          return text(elements);
        }
      }
    }
    return numbers.length > 0 && Float32Rule.takes(numbers, numbers.length)
        ? numbers
        : text(elements);
  }

  /** A whole array with everything in it, as List, Map, String, Long, Double, Boolean, NULL. */
  private static List<Object> elements(JsonParser json) throws IOException {
    List<Object> elements = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      elements.add(element(json));
    }
    return elements;
  }

  private static Object element(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.START_ARRAY) {
      return elements(json);
    }
    if (json.currentToken() != JsonToken.START_OBJECT) {
      Object scalar = value(json);
      return scalar == null ? Absent.NULL : scalar;
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      fields.put(name, element(json));
    }
    return fields;
  }

  private enum Absent {
    NULL
  }

  /** An array of null, Boolean, numbers, String and lists as JSON. */
  static String text(List<? extends @Nullable Object> array) {
    try {
      return text((Object) array);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String text(Object value) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      write(json, value);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
    switch (value) {
      case null -> json.writeNull();
      case Absent none -> json.writeNull();
      case Boolean flag -> json.writeBoolean(flag);
      case Long number -> json.writeNumber(number);
      case Double number -> json.writeNumber(number);
      case Digits number -> json.writeNumber(number.digits());
      case Number number -> json.writeNumber(number.toString());
      case List<?> list -> {
        json.writeStartArray();
        for (Object element : list) {
          write(json, element);
        }
        json.writeEndArray();
      }
      case Map<?, ?> map -> {
        json.writeStartObject();
        for (Map.Entry<?, ?> field : map.entrySet()) {
          json.writeFieldName(String.valueOf(field.getKey()));
          write(json, field.getValue());
        }
        json.writeEndObject();
      }
      default -> json.writeString(value.toString());
    }
  }
}
