package dev.alidade.engine.vector;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.alidade.engine.dataset.StringColumn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Vectors that a text column holds as JSON, {@code [0.5,-1]}: so they stand in a CSV file, and in
 * the column of a data set whose lists are not all of one length.
 */
final class NumberLists {
  /** So many values must be lists for a column to be taken as one of vectors. */
  private static final int LOOKED_AT = 100;

  private static final JsonFactory JSON = new JsonFactory();

  private final StringColumn texts;
  private final String name;
  private final long firstRow;
  private final int dimensions;

  private NumberLists(StringColumn texts, long firstRow, int dimensions) {
    this.texts = texts;
    this.name = texts.field().name();
    this.firstRow = firstRow;
    this.dimensions = dimensions;
  }

  /** Empty where the first values are not all lists, or none has a number. */
  static Optional<NumberLists> in(StringColumn texts) {
    long firstRow = -1;
    int dimensions = 0;
    int seen = 0;
    for (long row = 0; row < texts.rowCount() && seen < LOOKED_AT; row++) {
      if (texts.isNull(row)) {
        continue;
      }
      seen++;
      int length = lengthOf(texts.text(row));
      if (length < 0) {
        return Optional.empty();
      }
      if (firstRow < 0 && length > 0) {
        firstRow = row;
        dimensions = length;
      }
    }
    return firstRow < 0
        ? Optional.empty()
        : Optional.of(new NumberLists(texts, firstRow, dimensions));
  }

  /** Elements of a list of numbers and nulls; −1 for any other text. */
  private static int lengthOf(String text) {
    if (!text.stripLeading().startsWith("[")) {
      return -1;
    }
    try (JsonParser json = JSON.createParser(text)) {
      json.nextToken();
      int length = 0;
      while (json.nextToken() != JsonToken.END_ARRAY) {
        if (!isNumber(json) && json.currentToken() != JsonToken.VALUE_NULL) {
          return -1;
        }
        length++;
      }
      return json.nextToken() == null ? length : -1;
    } catch (JsonProcessingException e) {
      return -1;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is no finite number is written as a string. */
  private static boolean isNumber(JsonParser json) throws IOException {
    return json.currentToken().isNumeric()
        || json.currentToken() == JsonToken.VALUE_STRING
            && (json.getText().equals("NaN") || json.getText().endsWith("Infinity"));
  }

  int dimensions() {
    return dimensions;
  }

  /**
   * @throws VectorException.VectorRefused for a row whose list has another length, or an element
   *     that is no number
   */
  float[] vector(long row) {
    float[] vector = new float[dimensions];
    int length = 0;
    try (JsonParser json = JSON.createParser(texts.text(row))) {
      if (json.nextToken() != JsonToken.START_ARRAY) {
        throw notAList(row);
      }
      for (JsonToken next = json.nextToken();
          next != JsonToken.END_ARRAY;
          next = json.nextToken(), length++) {
        if (next == null || !isNumber(json)) {
          throw noNumber(row, length, next == null ? "nothing" : json.getText());
        }
        if (length == vector.length) {
          vector = Arrays.copyOf(vector, 2 * length);
        }
        vector[length] = next.isNumeric() ? json.getFloatValue() : Float.parseFloat(json.getText());
      }
    } catch (JsonProcessingException e) {
      throw notAList(row);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (length != dimensions) {
      throw new VectorException.VectorRefused(
          "VEC-101",
          "Row %,d of the column \"%s\" has %,d values, but row %,d has %,d."
              .formatted(row + 1, name, length, firstRow + 1, dimensions),
          "Leave out rows whose vectors have another length, or make all with one model.");
    }
    return vector;
  }

  private VectorException.VectorRefused noNumber(long row, int position, String found) {
    return new VectorException.VectorRefused(
        "VEC-102",
        "Row %,d of the column \"%s\" holds %.40s at position %d, which is not a finite number."
            .formatted(row + 1, name, found, position),
        "Replace or leave out vectors with missing, NaN or infinite values.");
  }

  private VectorException.VectorRefused notAList(long row) {
    return new VectorException.VectorRefused(
        "VEC-104",
        "Row %,d of the column \"%s\" is no list of numbers, as those before it are."
            .formatted(row + 1, name),
        "Leave out that row, or write its vector as [0.1, 0.2, …].");
  }
}
