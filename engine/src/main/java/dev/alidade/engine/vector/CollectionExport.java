package dev.alidade.engine.vector;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.alidade.engine.Progress;
import dev.alidade.engine.dataset.DatasetException.ExportFailed;
import dev.alidade.engine.dataset.PartFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Writes documents: {@code .ndjson} with all there is of them, {@code .npy} and {@code .fvecs} with
 * their vectors alone. The file appears when it is complete.
 */
final class CollectionExport implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  private enum Format {
    NDJSON,
    NPY,
    FVECS
  }

  private final PartFile part;
  private final Format format;
  private final int dimensions;
  private final OutputStream out;
  private boolean complete;

  CollectionExport(Path file, boolean overwrite, int dimensions) {
    this.dimensions = dimensions;
    this.format = format(file);
    if (Files.isDirectory(file)) {
      throw VectorException.FileUnwritable.of(
          file, "it is a folder", "Choose the name of a file.", null);
    }
    this.part = beside(file, overwrite);
    try {
      this.out = new BufferedOutputStream(Files.newOutputStream(part.path()), BUFFER_BYTES);
    } catch (IOException e) {
      part.close();
      throw failed(e);
    }
  }

  private static PartFile beside(Path file, boolean overwrite) {
    try {
      return PartFile.beside(file, overwrite);
    } catch (ExportFailed e) {
      throw unwritable(e);
    }
  }

  /** Said as this service says it; the cause has the code of its kind. */
  private static VectorException.FileUnwritable unwritable(ExportFailed e) {
    return new VectorException.FileUnwritable(e.sentence(), e.remedy(), e);
  }

  /**
   * Must come first.
   *
   * @param count documents that will be written
   */
  void begin(long count) {
    try {
      if (format == Format.NPY) {
        out.write(npyHeader(count, dimensions));
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private static Format format(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    if (name.endsWith(".ndjson") || name.endsWith(".jsonl")) {
      return Format.NDJSON;
    }
    if (name.endsWith(".npy")) {
      return Format.NPY;
    }
    if (name.endsWith(".fvecs")) {
      return Format.FVECS;
    }
    throw VectorException.FileUnwritable.of(
        file, "its name does not say its format", "End it with .ndjson, .npy or .fvecs.", null);
  }

  private VectorException.FileUnwritable failed(IOException e) {
    return unwritable(part.failed(e));
  }

  /** Version 1.0 of the format, padded so that the values begin at a multiple of 64. */
  private static byte[] npyHeader(long rows, int dimensions) {
    String text =
        "{'descr': '<f4', 'fortran_order': False, 'shape': (%d, %d), }".formatted(rows, dimensions);
    int length = (10 + text.length() + 1 + 63) / 64 * 64 - 10;
    ByteBuffer header = ByteBuffer.allocate(10 + length).order(ByteOrder.LITTLE_ENDIAN);
    header.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
    header.put((byte) 1).put((byte) 0).putShort((short) length);
    header.put(text.getBytes(StandardCharsets.US_ASCII));
    while (header.position() < header.capacity() - 1) {
      header.put((byte) ' ');
    }
    header.put((byte) '\n');
    return header.array();
  }

  /**
   * @param score of a hit
   */
  void write(VectorDocument document, OptionalDouble score) {
    try {
      switch (format) {
        case NDJSON -> writeLine(document, score);
        case NPY -> out.write(FloatBytes.of(document.embedding()));
        case FVECS -> {
          ByteBuffer length = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
          out.write(length.putInt(document.embedding().length).array());
          out.write(FloatBytes.of(document.embedding()));
        }
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private void writeLine(VectorDocument document, OptionalDouble score) throws IOException {
    JsonGenerator json = JSON.createGenerator(out);
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    json.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
    json.writeStartObject();
    json.writeStringField("id", document.id());
    if (score.isPresent()) {
      json.writeNumberField("score", score.getAsDouble());
    }
    json.writeStringField("content", document.content());
    json.writeFieldName("metadata");
    json.writeRawValue(MetadataValues.write(document.metadata()));
    json.writeArrayFieldStart("embedding");
    for (float value : document.embedding()) {
      json.writeNumber(value);
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeRaw('\n');
    json.close();
  }

  /** Makes the file appear. */
  void finish(Progress progress) {
    try {
      out.close();
      part.moveIntoPlace();
      complete = true;
      progress.report(1, "written");
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public void close() {
    try (part) {
      if (!complete) {
        out.close();
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }
}
