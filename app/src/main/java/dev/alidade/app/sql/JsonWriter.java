package dev.alidade.app.sql;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Objects, in an array or one a line. Bytes are hexadecimal text; JSON has no infinity, so that
 * becomes null. A name that comes again gets a number.
 */
final class JsonWriter implements RowWriter {
  private final Writer out;
  private final boolean array;
  private final List<String> names;
  private final JsonGenerator json;
  private boolean first = true;

  JsonWriter(Writer out, List<String> columns, boolean array) throws IOException {
    this.out = out;
    this.array = array;
    this.names = distinct(columns);
    this.json = new JsonFactory().createGenerator(out);
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    json.setRootValueSeparator(null);
    if (array) {
      out.write("[");
    }
  }

  @Override
  public void row(@Nullable Object[] values) throws IOException {
    json.flush();
    out.write(first ? (array ? "\n" : "") : (array ? ",\n" : "\n"));
    first = false;
    json.writeStartObject();
    for (int i = 0; i < values.length; i++) {
      json.writeFieldName(names.get(i));
      switch (values[i]) {
        case null -> json.writeNull();
        case Long number -> json.writeNumber(number);
        case Double number when number.isInfinite() || number.isNaN() -> json.writeNull();
        case Double number -> json.writeNumber(number);
        case byte[] bytes -> json.writeString(HexFormat.of().formatHex(bytes));
        default -> json.writeString(String.valueOf(values[i]));
      }
    }
    json.writeEndObject();
  }

  @Override
  public void end() throws IOException {
    json.flush();
    out.write(array ? "\n]\n" : (first ? "" : "\n"));
    json.close();
  }

  private static List<String> distinct(List<String> columns) {
    List<String> names = new ArrayList<>();
    for (String column : columns) {
      String name = column;
      for (int number = 2; names.contains(name); number++) {
        name = column + "_" + number;
      }
      names.add(name);
    }
    return names;
  }
}
