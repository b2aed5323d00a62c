package dev.alidade.engine.dataset;

import dev.alidade.engine.Progress;
import dev.alidade.engine.dataset.LoadOptions.BadValues;
import dev.alidade.engine.runtime.Shard;
import dev.alidade.engine.runtime.Shards;
import dev.alidade.engine.sql.QueryCursor;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** Writes the rows of a query part after part: one look for types that hold them all, one more. */
final class QueryExport implements DatasetExport.Rows {
  private final QueryCursor cursor;
  private final Shards shards;
  private final Progress progress;
  private long rows;
  private long bytes;

  QueryExport(QueryCursor cursor, Shards shards, Progress progress) {
    this.cursor = cursor;
    this.shards = shards;
    this.progress = progress;
  }

  /** Rows that were written. */
  long rows() {
    return rows;
  }

  /** Bytes that they took in linear memory, one part after the other. */
  long bytes() {
    return bytes;
  }

  @Override
  public void forEach(DatasetExport.Output output) throws IOException, SQLException {
    RecordParts records =
        new RecordParts(
            new CursorRecords(cursor, progress),
            new ValueCells(false),
            BadValues.WIDEN,
            progress,
            "writing rows");
    try {
      records.parts(List.of(), new Parts(output));
    } catch (WriteFailed e) {
      e.rethrow();
    }
  }

  private final class Parts implements PartSink {
    private final DatasetExport.Output output;

    Parts(DatasetExport.Output output) {
      this.output = output;
    }

    @Override
    public void begin(List<Field> fields) {}

    @Override
    public void accept(List<ColumnBuilder> columns, long count) {
      Shard shard = shards.roomiest("data");
      try (Dataset part =
          new Dataset(
              "rows",
              "query",
              count,
              ColumnBuilder.buildAll(columns, shard),
              shard,
              List.of(),
              0)) {
        output.write(part.columns(), 0, count);
        rows += count;
        bytes += part.bytes();
      } catch (IOException | SQLException e) {
        throw new WriteFailed(e);
      }
    }

    @Override
    public void end(RejectList rejects) {}
  }
}
