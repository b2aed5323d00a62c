package dev.alidade.engine.dataset;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.alidade.engine.dataset.DatasetException.DatasetUnreadable;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows of a file with one JSON object a line. A line that is none is rejected. */
final class NdjsonRecords implements Records<@Nullable Object[]> {
  private final TextSource source;
  private final JsonValues values = new JsonValues();
  private String line = "";

  NdjsonRecords(TextSource source) {
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
  public Optional<String> text() {
    return Optional.of(Reject.cut(line));
  }

  @Override
  public void read(Visitor<@Nullable Object[]> visitor) {
    long good = 0;
    long number = 0;
    Reject firstBad = null;
    try (BufferedReader lines = new BufferedReader(source.open(), 64 << 10)) {
      for (String next = lines.readLine(); next != null; next = lines.readLine()) {
        line = next;
        number++;
        if (line.isBlank()) {
          continue;
        }
        Object parsed = parse();
        if (parsed instanceof String reason) {
          Reject bad = new Reject(number, reason, Reject.cut(line));
          firstBad = firstBad == null ? bad : firstBad;
          visitor.reject(bad);
        } else if (parsed instanceof @Nullable Object[] row) {
          good++;
          if (!visitor.record(row, number)) {
            return;
          }
        }
      }
    } catch (CharacterCodingException e) {
      throw new CsvFile.WrongEncoding(e);
    } catch (IOException e) {
      throw source.file().unreadable(e);
    }
    if (good == 0) {
      throw noObjects(firstBad);
    }
  }

  /** The row, or as a String why there is none. */
  private Object parse() throws IOException {
    try (JsonParser check = JsonValues.FACTORY.createParser(line)) {
      if (check.nextToken() != JsonToken.START_OBJECT) {
        return "not a JSON object";
      }
      // Seen to its end first, so that a broken line adds no columns.
      check.skipChildren();
      if (check.currentToken() != JsonToken.END_OBJECT) {
        return "not JSON: the object is not closed";
      }
      if (check.nextToken() != null) {
        return "more than one value on the line";
      }
    } catch (JacksonException e) {
      return "not JSON: " + JsonFault.reason(e);
    }
    try (JsonParser json = JsonValues.FACTORY.createParser(line)) {
      json.nextToken();
      return values.row(json);
    }
  }

  private DatasetUnreadable noObjects(@Nullable Reject firstBad) {
    return firstBad == null
        ? new DatasetUnreadable(
            "DATA-102",
            source.file().fileName() + " holds only blank lines.",
            "Write or download the file again.",
            null)
        : new DatasetUnreadable(
            "DATA-113",
            "No line of %s is a JSON object; line %,d: %s."
                .formatted(source.file().fileName(), firstBad.line(), firstBad.reason()),
            "Give one JSON object a line, or rename the file to what it is.",
            null);
  }
}
