package dev.alidade.engine.dataset;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Writes an object a row: a JSON array of them, or one a line. */
final class JsonExport implements RowsWriter {
  private final JsonGenerator json;
  private final boolean array;

  JsonExport(OutputStream out, boolean array) throws IOException {
    this.json = JsonValues.FACTORY.createGenerator(out);
    this.array = array;
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
    if (array) {
      json.writeStartArray();
    } else {
      json.setRootValueSeparator(null);
    }
  }

  @Override
  public void write(List<Column> columns, long from, long to) throws IOException {
    for (long row = from; row < to; row++) {
      if (array) {
        json.writeRaw('\n');
      }
      json.writeStartObject();
      for (Column column : columns) {
        json.writeFieldName(column.field().name());
        writeValue(json, column, row);
      }
      json.writeEndObject();
      if (!array) {
        json.writeRaw('\n');
      }
    }
  }

  private static void writeValue(JsonGenerator json, Column column, long row) throws IOException {
    if (column.isNull(row)) {
      json.writeNull();
      return;
    }
    switch (column) {
      case BoolColumn flags -> json.writeBoolean(flags.get(row));
      case Int64Column numbers -> json.writeNumber(numbers.get(row));
      case Float64Column numbers -> {
        if (Double.isFinite(numbers.get(row))) {
          json.writeNumber(numbers.get(row));
        } else {
          json.writeNull();
        }
      }
      case VectorColumn vectors -> {
        json.writeStartArray();
        for (float value : vectors.get(row)) {
          if (Float.isFinite(value)) {
            json.writeNumber(value);
          } else {
            json.writeNull();
          }
        }
        json.writeEndArray();
      }
      case TimestampColumn times -> json.writeString(ValueText.of(times, row));
      case StringColumn texts -> json.writeString(texts.text(row));
    }
  }

  @Override
  public void finish() throws IOException {
    if (array) {
      json.writeRaw('\n');
      json.writeEndArray();
      json.writeRaw('\n');
    }
    json.flush();
  }

  @Override
  public void close() throws IOException {
    json.close();
  }
}
