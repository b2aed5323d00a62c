package dev.alidade.engine.dataset;

import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.runtime.Shard;
import java.util.List;

/**
 * A named table of typed columns that all live in the memory of one shard of the {@code data}
 * module. Immutable; reads are thread-safe. Closing it lets its columns go; the catalogue closes
 * the data sets it holds.
 */
public final class Dataset implements AutoCloseable {
  /** More gain little: memory bandwidth is shared. */
  private static final int MOST_THREADS = 4;

  private final String name;
  private final String source;
  private final long rowCount;
  private final Schema schema;
  private final List<Column> columns;
  private final Shard shard;
  private final List<Reject> rejects;
  private final long rejectCount;

  /**
   * @param source where it came from, for example a file name or a query
   * @param columns held by this data set from now on; all have {@code rowCount} rows
   * @param rejects the first of the rejected records
   * @param rejectCount how many were rejected in all
   */
  public Dataset(
      String name,
      String source,
      long rowCount,
      List<Column> columns,
      Shard shard,
      List<Reject> rejects,
      long rejectCount) {
    this.name = name;
    this.source = source;
    this.rowCount = rowCount;
    this.columns = List.copyOf(columns);
    this.schema = new Schema(columns.stream().map(Column::field).toList());
    this.shard = shard;
    this.rejects = List.copyOf(rejects);
    this.rejectCount = rejectCount;
  }

  public String name() {
    return name;
  }

  public String source() {
    return source;
  }

  public Schema schema() {
    return schema;
  }

  public long rowCount() {
    return rowCount;
  }

  public List<Column> columns() {
    return columns;
  }

  public Column column(int index) {
    return columns.get(index);
  }

  /**
   * The column with this name.
   *
   * @throws InvalidRequest when there is none
   */
  public Column column(String columnName) {
    return columns.get(
        schema
            .indexOf(columnName)
            .orElseThrow(
                () ->
                    new InvalidRequest(
                        "The data set " + name + " has no column \"" + columnName + "\".",
                        schema.remedy())));
  }

  /** The shard whose memory holds the columns. */
  public Shard shard() {
    return shard;
  }

  public List<Reject> rejects() {
    return rejects;
  }

  public long rejectCount() {
    return rejectCount;
  }

  /** Bytes of all columns. */
  public long bytes() {
    return columns.stream().mapToLong(Column::bytes).sum();
  }

  /**
   * Looks at every column, on up to four threads. Takes time for large data sets: call it off the
   * UI thread. Above four million rows some figures are estimates, and say so.
   */
  public DatasetProfile profile() {
    return DatasetProfile.of(
        this, Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors()));
  }

  /** The same columns under another name, held by the new data set as well. */
  public Dataset named(String newName) {
    columns.forEach(Column::retain);
    return new Dataset(newName, source, rowCount, columns, shard, rejects, rejectCount);
  }

  @Override
  public void close() {
    columns.forEach(Column::close);
  }
}
