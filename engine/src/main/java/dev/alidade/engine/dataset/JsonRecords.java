package dev.alidade.engine.dataset;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.alidade.engine.dataset.DatasetException.DatasetUnreadable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a JSON document: an array of objects (or of values, which make one column), an object of
 * arrays of one length, which are the columns, one object, which is one row, or objects one after
 * the other.
 */
final class JsonRecords implements Records<@Nullable Object[]> {
  private final TextSource source;
  private final JsonValues values = new JsonValues();
  private @Nullable RecentText read;
  private long recordStart;
  private long recordEnd;

  JsonRecords(TextSource source) {
    this.source = source;
  }

  @Override
  public List<String> names() {
    return values.names();
  }

  @Override
  public double fraction() {
    return source.file().fraction();
  }

  @Override
  public void read(Visitor<@Nullable Object[]> visitor) {
    RecentText text = new RecentText(source.open());
    read = text;
    try (JsonParser json = JsonValues.FACTORY.createParser(text)) {
      switch (json.nextToken()) {
        case START_ARRAY -> readArray(json, visitor);
        case START_OBJECT -> readObject(json, visitor);
        case null ->
            throw new DatasetUnreadable(
                "DATA-102",
                source.file().fileName() + " holds only blanks.",
                "Write or download the file again.",
                null);
        default ->
            throw unusable("holds a single value", "Give an array of objects, one for each row.");
      }
    } catch (JacksonException e) {
      throw notJson(e);
    } catch (java.nio.charset.CharacterCodingException e) {
      throw new CsvFile.WrongEncoding(e);
    } catch (IOException e) {
      throw source.file().unreadable(e);
    }
  }

  private void readArray(JsonParser json, Visitor<@Nullable Object[]> visitor) throws IOException {
    long number = 0;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (!visitor.record(row(json), ++number)) {
        return;
      }
    }
    requireEnd(json);
  }

  private void readObject(JsonParser json, Visitor<@Nullable Object[]> visitor) throws IOException {
    ObjectOfArrays columns = ObjectOfArrays.read(source);
    if (columns != null) {
      read = null;
      columns.eachRow(values, visitor);
      return;
    }
    long number = 0;
    do {
      if (json.currentToken() != JsonToken.START_OBJECT) {
        throw unusable("mixes objects with other values", "Give an array of objects.");
      }
      if (!visitor.record(row(json), ++number)) {
        return;
      }
    } while (json.nextToken() != null);
  }

  private @Nullable Object[] row(JsonParser json) throws IOException {
    recordStart = json.currentTokenLocation().getCharOffset();
    @Nullable Object[] row = values.row(json);
    recordEnd = json.currentLocation().getCharOffset();
    return row;
  }

  @Override
  public Optional<String> text() {
    return read == null ? Optional.empty() : read.between(recordStart, recordEnd).map(Reject::cut);
  }

  private void requireEnd(JsonParser json) throws IOException {
    if (json.nextToken() != null) {
      throw unusable(
          "goes on after its array ends, at line %,d".formatted(json.currentLocation().getLineNr()),
          "Give one array of objects.");
    }
  }

  private DatasetUnreadable unusable(String what, String remedy) {
    return new DatasetUnreadable(
        "DATA-112", source.file().fileName() + " " + what + ": no rows in it.", remedy, null);
  }

  private RuntimeException notJson(JacksonException e) {
    return notJson(source.file().fileName(), e);
  }

  static DatasetUnreadable notJson(String fileName, JacksonException e) {
    JsonLocation at = e.getLocation();
    long line = at == null ? 1 : Math.max(1, at.getLineNr());
    long column = at == null ? 1 : Math.max(1, at.getColumnNr());
    return new DatasetUnreadable(
        "DATA-111",
        "%s is not JSON at line %,d, character %,d: %s."
            .formatted(fileName, line, column, JsonFault.reason(e)),
        "Check line %,d; if the file was cut off, get it again.".formatted(line),
        e);
  }
}
