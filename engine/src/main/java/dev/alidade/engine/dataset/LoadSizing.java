package dev.alidade.engine.dataset;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.alidade.engine.Progress;
import java.io.IOException;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** Says what loading a file would take, from its first rows or from what it says of itself. */
final class LoadSizing {
  /** Rows that are looked at: some 20 ms, and as many as decide whether text is coded. */
  private static final int SAMPLE_ROWS = 25_000;

  /** Of a JSON document that is read as a whole: a node, its value and a reference to it. */
  private static final int BYTES_OF_NODE = 64;

  /** How much of such a document is looked at to count its values. */
  private static final int HEAD_BYTES = 64 << 10;

  private final SourceFile file;
  private final LoadOptions options;
  private final Progress progress;

  LoadSizing(SourceFile file, LoadOptions options, Progress progress) {
    this.file = file;
    this.options = options;
    this.progress = progress;
  }

  LoadSizes sizes() {
    return switch (FileKind.of(file)) {
      case CSV -> decoded(this::csv);
      case NDJSON -> decoded((text, read) -> records(new NdjsonRecords(text), read));
      case JSON -> decoded(this::json);
      case PARQUET -> new ParquetFile(file, progress).sizes();
      case NPY -> new NpyFile(file, progress).sizes();
      case SQLITE -> sqlite();
    };
  }

  private interface Sampling {
    LoadSizes sizes(TextSource text, DoubleSupplier read);
  }

  private LoadSizes decoded(Sampling sampling) {
    double unpacked = Math.max(1, file.unpackedBytes());
    TextSource text = new TextSource(file);
    return DatasetReader.decoded(
        text, () -> sampling.sizes(text, () -> file.unpackedBytesRead() / unpacked));
  }

  private LoadSizes csv(TextSource text, DoubleSupplier read) {
    return new CsvSample(new CsvFile(text, options), options, SAMPLE_ROWS, read).sizes();
  }

  private LoadSizes records(Records<@Nullable Object[]> all, DoubleSupplier read) {
    FirstRecords<@Nullable Object[]> first = new FirstRecords<>(all, SAMPLE_ROWS, read);
    List<ColumnBuilder> columns =
        new TableLoader<>(
                first,
                new ValueCells(true),
                options.badValues(),
                progress,
                "looking at " + file.fileName())
            .load()
            .columns();
    return LoadSizes.of(columns, first.share());
  }

  private LoadSizes json(TextSource text, DoubleSupplier read) {
    return startsAsColumns(text) ? columns() : records(new JsonRecords(text), read);
  }

  /** Such a document is read as a whole before its first row is known. */
  private static boolean startsAsColumns(TextSource text) {
    try (JsonParser json = JsonValues.FACTORY.createParser(text.open())) {
      return json.nextToken() == JsonToken.START_OBJECT
          && json.nextToken() == JsonToken.FIELD_NAME
          && json.nextToken() == JsonToken.START_ARRAY;
    } catch (IOException e) {
      throw text.file().unreadable(e);
    }
  }

  private LoadSizes columns() {
    byte[] head = file.head(HEAD_BYTES);
    long commas = 0;
    for (byte b : head) {
      commas += b == ',' ? 1 : 0;
    }
    long bytes = file.unpackedBytes();
    long values = (long) (bytes * ((commas + 1.0) / Math.max(1, head.length)));
    long columns = values * Long.BYTES + bytes;
    return new LoadSizes(columns, columns, values * BYTES_OF_NODE + bytes);
  }

  private LoadSizes sqlite() {
    SqliteFile database = new SqliteFile(file);
    long columns = 0;
    long largest = 0;
    long reading = 0;
    for (String table :
        options.table().map(database::table).map(List::of).orElseGet(database::tables)) {
      SqliteRecords rows = new SqliteRecords(database, table);
      LoadSizes sizes = records(rows, rows::fraction);
      columns += sizes.columns();
      largest = Math.max(largest, sizes.largest());
      reading = Math.max(reading, sizes.reading());
    }
    return new LoadSizes(columns, largest, reading);
  }
}
