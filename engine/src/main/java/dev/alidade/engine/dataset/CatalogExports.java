package dev.alidade.engine.dataset;

import dev.alidade.engine.EngineException;
import dev.alidade.engine.OperationCancelled;
import dev.alidade.engine.Progress;
import dev.alidade.engine.runtime.Shards;
import dev.alidade.engine.sql.QueryCursor;
import dev.alidade.engine.telemetry.EngineEvent;
import dev.alidade.engine.telemetry.OperationSample;
import dev.alidade.engine.telemetry.Telemetry;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Writes data sets and rows of queries to files, and tells telemetry how that went. */
final class CatalogExports {
  /** A multiple of the rows that SQLite gets at once; some 10 ms of the slowest format. */
  private static final int ROWS_PER_REPORT = 4_000;

  private final Shards shards;
  private final Telemetry telemetry;
  private final Clock clock;

  CatalogExports(Shards shards, Telemetry telemetry, Clock clock) {
    this.shards = shards;
    this.telemetry = telemetry;
    this.clock = clock;
  }

  private record Exported(long rows, long bytes, ExportLosses losses) {}

  ExportLosses write(Dataset dataset, Path file, ExportOptions options, Progress progress) {
    return exported(
            dataset.name(),
            options,
            dataset.rowCount(),
            () -> {
              ExportLosses losses =
                  DatasetExport.write(
                      file,
                      options,
                      dataset.name(),
                      dataset.rowCount(),
                      output -> writeRows(dataset, output, progress));
              return new Exported(dataset.rowCount(), dataset.bytes(), losses);
            })
        .losses();
  }

  /** In slices, so that progress is told and a cancel is seen between them. */
  private static void writeRows(Dataset dataset, DatasetExport.Output output, Progress progress)
      throws IOException, SQLException {
    long rows = dataset.rowCount();
    long from = 0;
    do {
      long to = Math.min(rows, from + ROWS_PER_REPORT);
      output.write(dataset.columns(), from, to);
      progress.report(to / (double) Math.max(1, rows), "%,d rows".formatted(to));
      progress.check("writing " + dataset.name());
      from = to;
    } while (from < rows);
  }

  /** Returns how many rows. */
  long write(QueryCursor rows, Path file, ExportOptions options, Progress progress) {
    String name = String.valueOf(file.getFileName());
    return exported(
            name,
            options,
            rows.available(),
            () -> {
              QueryExport export = new QueryExport(rows, shards, progress);
              ExportLosses losses = DatasetExport.write(file, options, name, -1, export);
              return new Exported(export.rows(), export.bytes(), losses);
            })
        .rows();
  }

  /** A failure becomes an event, a cancel does not. */
  private Exported exported(
      String what, ExportOptions options, long rowsBefore, Supplier<Exported> work) {
    long start = System.nanoTime();
    @Nullable Exported done = null;
    try {
      done = work.get();
      return done;
    } catch (OperationCancelled e) {
      throw e;
    } catch (EngineException e) {
      telemetry.publish(
          new EngineEvent.OperationFailed(clock.instant(), what, e.code(), e.sentence()));
      throw e;
    } finally {
      telemetry.record(
          new OperationSample(
              "data.export",
              options.format() == ExportOptions.Format.SQLITE
                  ? ColumnarCatalog.BY_SQLITE
                  : ColumnarCatalog.BY_JAVA,
              System.nanoTime() - start,
              done == null ? rowsBefore : done.rows(),
              done == null ? 0 : done.rows(),
              done == null ? 0 : done.bytes(),
              done == null,
              false));
    }
  }
}
