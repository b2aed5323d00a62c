package dev.alidade.engine.dataset;

import dev.alidade.engine.EngineException;
import dev.alidade.engine.OperationCancelled;
import dev.alidade.engine.Progress;
import dev.alidade.engine.dataset.DatasetException.DatasetUnreadable;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;

/**
 * A Parquet file, read column by column. Fields of nested groups become columns named by their path
 * in dots; a list of numbers of one length is a vector, any other list is JSON text.
 */
final class ParquetFile {
  private final SourceFile file;
  private final Progress progress;

  ParquetFile(SourceFile file, Progress progress) {
    this.file = file;
    this.progress = progress;
  }

  /** All rows in one table. */
  TableLoader.Table load() {
    try (ParquetFileReader reader = open()) {
      List<ParquetColumn> columns = ParquetColumn.of(reader, file.fileName());
      List<ParquetBuilder> builders =
          new ArrayList<>(columns.stream().map(ParquetBuilder::withVectors).toList());
      long rows = readGroups(reader, builders);
      List<ParquetBuilder> again = new ArrayList<>();
      for (int i = 0; i < columns.size(); i++) {
        if (builders.get(i).isRagged()) {
          builders.set(i, ParquetBuilder.asInSchema(columns.get(i)));
          again.add(builders.get(i));
        }
      }
      if (!again.isEmpty()) {
        readGroups(reader, again);
      }
      if (rows > ColumnBuilder.MAX_ROWS) {
        throw tooManyRows(rows);
      }
      return new TableLoader.Table(
          builders.stream().map(ParquetBuilder::finished).toList(), rows, new RejectList());
    } catch (IOException | RuntimeException e) {
      throw unreadable(e);
    }
  }

  private long readGroups(ParquetFileReader reader, List<ParquetBuilder> builders)
      throws IOException {
    long rows = 0;
    for (int group = 0; group < reader.getRowGroups().size(); group++) {
      rows += readGroup(reader, group, builders, rows);
    }
    return rows;
  }

  /** One part for each row group. Types are those of the schema; lists are always text. */
  void parts(List<String> wanted, PartSink sink) {
    try (ParquetFileReader reader = open()) {
      List<ParquetColumn> columns =
          ParquetColumn.of(reader, file.fileName()).stream()
              .filter(column -> wanted.isEmpty() || wanted.contains(column.name()))
              .toList();
      sink.begin(
          columns.stream().map(column -> new Field(column.name(), column.type(), true)).toList());
      long rows = 0;
      for (int group = 0; group < Math.max(1, reader.getRowGroups().size()); group++) {
        List<ParquetBuilder> builders = columns.stream().map(ParquetBuilder::asInSchema).toList();
        boolean empty = reader.getRowGroups().isEmpty();
        long count = empty ? 0 : readGroup(reader, group, builders, rows);
        rows += count;
        sink.accept(builders.stream().map(ParquetBuilder::finished).toList(), count);
      }
      sink.end(new RejectList());
    } catch (IOException | ParquetFailure e) {
      throw unreadable(e);
    }
  }

  /** Names and types, without reading a row. */
  List<Field> fields() {
    try (ParquetFileReader reader = open()) {
      return ParquetColumn.of(reader, file.fileName()).stream()
          .map(column -> new Field(column.name(), column.type(), true))
          .toList();
    } catch (IOException | RuntimeException e) {
      throw unreadable(e);
    }
  }

  /** What its columns take: as the first row group's do where that is small, else by the footer. */
  LoadSizes sizes() {
    try (ParquetFileReader reader = open()) {
      List<ParquetColumn> columns = ParquetColumn.of(reader, file.fileName());
      ParquetSizes footer = new ParquetSizes(columns, reader.getRowGroups());
      if (!footer.firstIsSmall()) {
        return footer.estimated();
      }
      List<ParquetBuilder> builders =
          new ArrayList<>(columns.stream().map(ParquetBuilder::withVectors).toList());
      readGroup(reader, 0, builders, 0);
      if (builders.stream().anyMatch(ParquetBuilder::isRagged)) {
        return footer.estimated();
      }
      return footer.like(builders.stream().map(ParquetBuilder::finished).toList());
    } catch (IOException | RuntimeException e) {
      throw unreadable(e);
    }
  }

  private ParquetFileReader open() throws IOException {
    return ParquetFileReader.open(
        new LocalInputFile(file.path()),
        ParquetReadOptions.builder(new PlainParquetConfiguration())
            .withCodecFactory(new ParquetCodecs())
            .build());
  }

  /** The library's own failure, apart from those of whoever takes the rows. */
  private static final class ParquetFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ParquetFailure(RuntimeException cause) {
      super(cause.getMessage(), cause);
    }
  }

  private long readGroup(
      ParquetFileReader reader, int group, List<ParquetBuilder> builders, long rowsBefore)
      throws IOException {
    try {
      PageReadStore pages = reader.readRowGroup(group);
      ColumnReadStoreImpl columns =
          new ColumnReadStoreImpl(
              pages,
              new NoConverter(),
              reader.getFileMetaData().getSchema(),
              reader.getFileMetaData().getCreatedBy());
      long total = Math.max(1, reader.getRecordCount());
      for (int i = 0; i < builders.size(); i++) {
        ParquetBuilder builder = builders.get(i);
        ColumnReader values = columns.getColumnReader(builder.column().descriptor());
        double done = rowsBefore + pages.getRowCount() * (i / (double) builders.size());
        progress.report(done / total, "%,d rows".formatted(rowsBefore));
        builder.read(values, pages.getRowCount(), () -> progress.check(operation()));
      }
      return pages.getRowCount();
    } catch (EngineException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new ParquetFailure(e);
    }
  }

  private String operation() {
    return "loading " + file.fileName();
  }

  private RuntimeException unreadable(Exception e) {
    if (e instanceof EngineException named) {
      return named;
    }
    if (e instanceof ClosedByInterruptException) {
      return new OperationCancelled(operation());
    }
    return new DatasetUnreadable(
        "DATA-117",
        file.fileName() + " cannot be read as Parquet: " + reason(e) + ".",
        "If the file was cut off, get it again; if it is no Parquet file, rename it to what it is.",
        e instanceof ParquetFailure && e.getCause() != null ? e.getCause() : e);
  }

  /** What can be told of a library's failure in the user's words. */
  private static String reason(Exception e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof ParquetCodecs.UnknownCodec unknown) {
        return unknown.words();
      }
    }
    return String.valueOf(e.getMessage()).contains("not a Parquet file")
        ? "it does not end as one"
        : "its data is broken or cut off";
  }

  private DatasetUnreadable tooManyRows(long rows) {
    return new DatasetUnreadable(
        "DATA-119",
        "%s has %,d rows; a data set can hold %,d."
            .formatted(file.fileName(), rows, ColumnBuilder.MAX_ROWS),
        "Open it as a stream.",
        null);
  }

  /** The reading store wants converters, which nothing here uses. */
  private static final class NoConverter extends GroupConverter {
    @Override
    public Converter getConverter(int field) {
      return new NoValue();
    }

    @Override
    public void start() {}

    @Override
    public void end() {}
  }

  private static final class NoValue extends PrimitiveConverter {
    @Override
    public GroupConverter asGroupConverter() {
      return new NoConverter();
    }

    @Override
    public boolean isPrimitive() {
      return true;
    }
  }
}
