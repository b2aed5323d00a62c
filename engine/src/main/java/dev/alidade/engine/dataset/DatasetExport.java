package dev.alidade.engine.dataset;

import com.fasterxml.jackson.core.JsonGenerator;
import com.github.luben.zstd.ZstdOutputStream;
import dev.alidade.engine.Progress;
import dev.alidade.engine.dataset.DatasetException.ExportFailed;
import dev.alidade.engine.dataset.ExportOptions.Format;
import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/**
 * Writes a data set to a file beside its target and moves it there when it is whole. Text formats
 * are packed where the name ends in .gz or .zst. A missing value is an empty cell in CSV and TSV
 * (an empty text is an empty cell in quotes) and null elsewhere; JSON and SQLite have no NaN and no
 * infinity: JSON gets null, SQLite stores NaN as NULL.
 */
final class DatasetExport {
  private static final int ROWS_PER_REPORT = 4_096;

  private final Dataset dataset;
  private final Progress progress;

  DatasetExport(Dataset dataset, Progress progress) {
    this.dataset = dataset;
    this.progress = progress;
  }

  /**
   * @throws ExportFailed when the file is there and must not be replaced, or cannot be written
   */
  void write(Path file, ExportOptions options) {
    Path target = file.toAbsolutePath();
    if (Files.exists(target) && !options.overwrite()) {
      throw exists(target);
    }
    Path part = null;
    try {
      Path folder = target.getParent();
      part = Files.createTempFile(folder, "." + target.getFileName(), ".part");
      writePart(part, target, options.format());
      move(part, target, options.overwrite());
      part = null;
    } catch (IOException e) {
      throw failed(target, e);
    } catch (SQLException e) {
      throw failed(target, e);
    } finally {
      if (part != null) {
        discard(part);
      }
    }
  }

  private static void move(Path part, Path target, boolean overwrite) throws IOException {
    try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    if (overwrite) {
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } else {
      Files.move(part, target);
    }
  }

  private static void discard(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      System.getLogger(DatasetExport.class.getName())
          .log(System.Logger.Level.WARNING, "left behind: " + part, e);
    }
  }

  private static ExportFailed exists(Path target) {
    return new ExportFailed(
        "DATA-201",
        target + " is there already.",
        "Choose another name, or allow it to be replaced.",
        null);
  }

  private static ExportFailed failed(Path target, Exception e) {
    return new ExportFailed(
        "DATA-202",
        "%s cannot be written: %s".formatted(target, e.getMessage()),
        "Check that the folder exists, that you may write there and that the disk has room.",
        e);
  }

  private void writePart(Path part, Path target, Format format) throws IOException, SQLException {
    switch (format) {
      case SQLITE -> new SqliteExport(dataset, this::report).write(part);
      case CSV -> writeText(part, target, ',');
      case TSV -> writeText(part, target, '\t');
      case JSON -> writeJson(part, target, true);
      case NDJSON -> writeJson(part, target, false);
    }
    progress.report(1, "%,d rows".formatted(dataset.rowCount()));
  }

  private void report(long row) {
    if ((row & ROWS_PER_REPORT - 1) == 0) {
      progress.check("writing " + dataset.name());
      progress.report(row / (double) dataset.rowCount(), "%,d rows".formatted(row));
    }
  }

  private static OutputStream open(Path part, Path target) throws IOException {
    OutputStream file = Files.newOutputStream(part);
    String name = String.valueOf(target.getFileName()).toLowerCase(Locale.ROOT);
    OutputStream packed =
        name.endsWith(".gz")
            ? new GZIPOutputStream(file, 64 << 10)
            : name.endsWith(".zst") ? new ZstdOutputStream(file) : file;
    return new BufferedOutputStream(packed, 64 << 10);
  }

  private void writeText(Path part, Path target, char delimiter) throws IOException {
    try (Writer out =
        new BufferedWriter(
            new OutputStreamWriter(open(part, target), StandardCharsets.UTF_8), 64 << 10)) {
      for (int i = 0; i < dataset.columns().size(); i++) {
        if (i > 0) {
          out.write(delimiter);
        }
        writeCell(out, dataset.column(i).field().name(), delimiter);
      }
      out.write('\n');
      for (long row = 0; row < dataset.rowCount(); row++) {
        report(row);
        for (int i = 0; i < dataset.columns().size(); i++) {
          if (i > 0) {
            out.write(delimiter);
          }
          Column column = dataset.column(i);
          if (!column.isNull(row)) {
            writeCell(out, ValueText.of(column, row), delimiter);
          }
        }
        out.write('\n');
      }
    }
  }

  private static void writeCell(Writer out, String text, char delimiter) throws IOException {
    boolean plain = !text.isEmpty() && text.charAt(0) != '\uFEFF';
    for (int i = 0; i < text.length() && plain; i++) {
      char c = text.charAt(i);
      plain = c != delimiter && c != '"' && c != '\n' && c != '\r';
    }
    out.write(plain ? text : '"' + text.replace("\"", "\"\"") + '"');
  }

  private void writeJson(Path part, Path target, boolean array) throws IOException {
    try (JsonGenerator json = JsonValues.FACTORY.createGenerator(open(part, target))) {
      if (array) {
        json.writeStartArray();
      } else {
        json.setRootValueSeparator(null);
      }
      for (long row = 0; row < dataset.rowCount(); row++) {
        report(row);
        if (array) {
          json.writeRaw('\n');
        }
        json.writeStartObject();
        for (Column column : dataset.columns()) {
          json.writeFieldName(column.field().name());
          writeValue(json, column, row);
        }
        json.writeEndObject();
        if (!array) {
          json.writeRaw('\n');
        }
      }
      if (array) {
        json.writeRaw('\n');
        json.writeEndArray();
      }
      json.writeRaw(array ? "\n" : "");
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
}
