package dev.alidade.engine.vector;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.alidade.engine.dataset.JsonFault;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Documents as {@link CollectionExport} writes them, one JSON object a line: {@code id}, {@code
 * content}, {@code metadata}, {@code embedding}, and a {@code score} that is passed over.
 */
final class NdjsonSource implements VectorSource {
  private static final int MAX_TEXT_CHARACTERS = 512 << 20;
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(MAX_TEXT_CHARACTERS).build())
          .build();

  private final Path file;
  private final BufferedReader lines;
  private final DistinctIds ids;
  private final int dimensions;
  private @Nullable VectorDocument first;
  private long line;

  static NdjsonSource open(Path file) throws IOException {
    BufferedReader lines = Files.newBufferedReader(file);
    boolean done = false;
    try {
      NdjsonSource source = new NdjsonSource(file, lines);
      done = true;
      return source;
    } finally {
      if (!done) {
        lines.close();
      }
    }
  }

  private NdjsonSource(Path file, BufferedReader lines) throws IOException {
    this.file = file;
    this.lines = lines;
    this.ids = new DistinctIds(file, "line");
    VectorDocument found = read();
    if (found == null) {
      throw VectorException.FileUnreadable.of(
          "VEC-402", file, "it holds only blank lines", "Write it again.", null);
    }
    this.first = found;
    this.dimensions = found.embedding().length;
    if (!VectorInput.isDimensions(dimensions)) {
      throw refused(
          "has an embedding of %,d values".formatted(dimensions), VectorInput.DIMENSIONS_REMEDY);
    }
  }

  @Override
  public int dimensions() {
    return dimensions;
  }

  @Override
  public OptionalLong count() {
    return OptionalLong.empty();
  }

  @Override
  public Optional<VectorDocument> next() throws IOException {
    VectorDocument next = first == null ? read() : first;
    first = null;
    return Optional.ofNullable(next);
  }

  private @Nullable VectorDocument read() throws IOException {
    try {
      for (String text = lines.readLine(); text != null; text = lines.readLine()) {
        line++;
        if (!text.isBlank()) {
          return document(text);
        }
      }
      return null;
    } catch (CharacterCodingException e) {
      throw VectorException.FileUnreadable.of(
          "VEC-403", file, "it is not UTF-8", "Save it as UTF-8.", e);
    }
  }

  private VectorDocument document(String text) throws IOException {
    String id = null;
    String content = "";
    Map<String, Object> metadata = Map.of();
    float[] embedding = null;
    try (JsonParser json = JSON.createParser(text)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw notADocument("is no JSON object", null);
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        JsonToken value = json.nextToken();
        switch (field) {
          case "id" -> id = text(json, field);
          case "content" -> content = text(json, field);
          case "metadata" -> {
            if (value != JsonToken.START_OBJECT) {
              throw notADocument("has metadata that are no object", null);
            }
            metadata = MetadataValues.read(json);
          }
          case "embedding" -> embedding = embedding(json);
          case "score" -> json.skipChildren();
          default -> throw notADocument("has a field \"%.80s\"".formatted(field), null);
        }
      }
      if (json.nextToken() != null) {
        throw notADocument("goes on after its object", null);
      }
    } catch (JacksonException e) {
      throw notADocument("is no document: " + JsonFault.reason(e), e);
    }
    if (id == null || embedding == null) {
      throw notADocument("has no " + (id == null ? "id" : "embedding"), null);
    }
    ids.require(id, line);
    return new VectorDocument(id, content, embedding, metadata);
  }

  private String text(JsonParser json, String field) throws IOException {
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      throw notADocument("has no text as its " + field, null);
    }
    return json.getText();
  }

  /** Read as 32-bit numbers at once, so that what was written comes back bit for bit. */
  private float[] embedding(JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw notADocument("has an embedding that is no list", null);
    }
    float[] values = new float[Math.max(8, dimensions)];
    int count = 0;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() == null || !json.currentToken().isNumeric()) {
        throw notADocument("has an embedding with %.40s".formatted(json.getText()), null);
      }
      if (count == values.length) {
        values = Arrays.copyOf(values, 2 * count);
      }
      values[count++] = Float.parseFloat(json.getText());
    }
    return Arrays.copyOf(values, count);
  }

  private VectorException.FileUnreadable notADocument(String what, @Nullable Throwable cause) {
    return VectorException.FileUnreadable.of(
        "VEC-403",
        file,
        "line %,d %s".formatted(line, what),
        "Import what a collection was exported to; load other JSON lines as a data set.",
        cause);
  }

  private VectorException.FileUnreadable refused(String what, String remedy) {
    return VectorException.FileUnreadable.of(
        "VEC-403", file, "line %,d %s".formatted(line, what), remedy, null);
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
