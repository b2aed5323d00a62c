package dev.alidade.engine.dataset;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Writes an object a row: a JSON array of them, or one a line. */
final class JsonExport implements RowsWriter {
  private final JsonGenerator json;
  private final List<String> names;
  private final boolean array;
  private long notFinite;
  private long wideIntegers;

  JsonExport(OutputStream out, List<String> names, boolean array) throws IOException {
    this.names = names;
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
      for (int i = 0; i < columns.size(); i++) {
        json.writeFieldName(names.get(i));
        writeValue(columns.get(i), row);
      }
      json.writeEndObject();
      if (!array) {
        json.writeRaw('\n');
      }
    }
  }

  private void writeValue(Column column, long row) throws IOException {
    if (column.isNull(row)) {
      json.writeNull();
      return;
    }
    switch (column) {
      case BoolColumn flags -> json.writeBoolean(flags.get(row));
      case Int64Column numbers -> {
        wideIntegers += Numbers64.isWide(numbers.get(row)) ? 1 : 0;
        json.writeNumber(numbers.get(row));
      }
      case Float64Column numbers -> {
        if (Double.isFinite(numbers.get(row))) {
          json.writeNumber(numbers.get(row));
        } else {
          notFinite++;
          json.writeNull();
        }
      }
      case VectorColumn vectors -> {
        json.writeStartArray();
        for (float value : vectors.get(row)) {
          if (Float.isFinite(value)) {
            json.writeNumber(value);
          } else {
            notFinite++;
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
  public ExportLosses losses() {
    return new ExportLosses(notFinite, wideIntegers, 0);
  }

  @Override
  public void close() throws IOException {
    json.close();
  }
}
