package dev.alidade.engine.dataset;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alidade.engine.dataset.DatasetException.DatasetUnreadable;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON object whose every field is an array: the columns of a table. */
final class ObjectOfArrays {
  private static final ObjectMapper MAPPER = new ObjectMapper(JsonValues.FACTORY);

  private final ObjectNode columns;
  private final int rows;

  private ObjectOfArrays(ObjectNode columns, int rows) {
    this.columns = columns;
    this.rows = rows;
  }

  /** The document's first object; null where it is not such an object. */
  static @Nullable ObjectOfArrays read(TextSource source) throws IOException {
    if (!holdsOnlyArrays(source)) {
      return null;
    }
    ObjectNode columns;
    try (JsonParser json = JsonValues.FACTORY.createParser(source.open())) {
      json.nextToken();
      columns = MAPPER.readTree(json);
      if (json.nextToken() != null) {
        return null;
      }
    }
    int rows = -1;
    for (Map.Entry<String, JsonNode> column : columns.properties()) {
      int length = column.getValue().size();
      if (rows >= 0 && length != rows) {
        throw new DatasetUnreadable(
            "DATA-112",
            "%s is an object of arrays of different lengths: \"%s\" has %,d values, others %,d."
                .formatted(source.file().fileName(), column.getKey(), length, rows),
            "Give arrays of one length, or an array of objects.",
            null);
      }
      rows = length;
    }
    return rows < 0 ? null : new ObjectOfArrays(columns, rows);
  }

  private static boolean holdsOnlyArrays(TextSource source) throws IOException {
    try (JsonParser json = JsonValues.FACTORY.createParser(source.open())) {
      json.nextToken();
      boolean any = false;
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        if (json.nextToken() != JsonToken.START_ARRAY) {
          return false;
        }
        json.skipChildren();
        any = true;
      }
      return any;
    }
  }

  void eachRow(JsonValues values, Records.Visitor<@Nullable Object[]> visitor) throws IOException {
    for (int row = 0; row < rows; row++) {
      ObjectNode object = MAPPER.createObjectNode();
      for (Map.Entry<String, JsonNode> column : columns.properties()) {
        object.set(column.getKey(), column.getValue().get(row));
      }
      try (JsonParser json = object.traverse(MAPPER)) {
        json.nextToken();
        if (!visitor.record(values.row(json), row + 1L)) {
          return;
        }
      }
    }
  }
}
