package dev.alidade.app.sql;

import dev.alidade.app.chart.PngFile;
import dev.alidade.app.fx.Work;
import dev.alidade.engine.Progress;
import dev.alidade.engine.dataset.Dataset;
import dev.alidade.engine.dataset.DatasetCatalog;
import dev.alidade.engine.dataset.ExportOptions;
import dev.alidade.engine.sql.QueryCursor;
import dev.alidade.engine.sql.SqlStatement;
import dev.alidade.engine.sql.SqliteDatabase;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** Takes a result elsewhere: into a file, onto the clipboard, into a data set. JavaFX thread. */
final class ExportViewModel {
  /** More would hold up the programs that share the clipboard. */
  private static final long MOST_COPIED = 100_000;

  private final SqlContext context;
  private final DatabasesViewModel databases;
  private final RunViewModel runs;

  ExportViewModel(SqlContext context, DatabasesViewModel databases, RunViewModel runs) {
    this.context = context;
    this.databases = databases;
    this.runs = runs;
  }

  /** Writes the rows in view, all of them, in their order. */
  void write(Path file, RowFormat format) {
    String table = table();
    export(file, (cursor, progress) -> RowExport.write(cursor, file, format, table, progress));
  }

  /** The same as typed columns. */
  void writeParquet(Path file) {
    ExportOptions replacing = new ExportOptions(ExportOptions.Format.PARQUET, true);
    DatasetCatalog catalog = context.engine().datasets();
    export(file, (cursor, progress) -> catalog.exportQuery(cursor, file, replacing, progress));
  }

  /** Writes all rows; tells how many. */
  private interface Writing {
    long write(QueryCursor cursor, Progress progress) throws IOException;
  }

  private void export(Path file, Writing writing) {
    cursor()
        .ifPresent(
            cursor ->
                context
                    .tasks()
                    .task(
                        "Export to " + file.getFileName(),
                        progress -> writing.write(cursor, progress))
                    .onDone(
                        rows ->
                            context
                                .notices()
                                .info("Wrote %,d rows to %s.".formatted(rows, file.getFileName())))
                    .start());
  }

  /** Hands the rows as text over, to copy them. */
  void text(RowFormat format, Consumer<String> taker) {
    Optional<QueryCursor> rows = cursor();
    if (rows.isEmpty()) {
      return;
    }
    if (rows.get().available() > MOST_COPIED || !rows.get().complete()) {
      context
          .notices()
          .warn(
              "These are too many rows to copy.",
              "Copy at most 100,000 rows; export the others to a file.");
      return;
    }
    context
        .tasks()
        .task(
            "Copy rows",
            progress -> {
              StringWriter text = new StringWriter();
              RowExport.write(rows.get(), text, format, table(), progress);
              return text.toString();
            })
        .onDone(taker)
        .start();
  }

  /**
   * Makes a data set of the rows in view; their query runs again.
   *
   * @param onDone takes its name
   */
  void useAsDataset(String name, Consumer<String> onDone) {
    Outcome of = runs.outcome().get();
    SqliteDatabase target = databases.chosen().get();
    if (of == null || target == null) {
      return;
    }
    SqlStatement shaped = runs.result().shape().get().over(of.statement(), of.rows().columns());
    String sql = SqlLiterals.inlined(shaped.sql(), shaped.parameters().positional());
    context
        .tasks()
        .task(
            "Make data set " + name,
            progress -> context.engine().datasets().fromQuery(name, target, sql, progress))
        .onDone((Dataset made) -> onDone.accept(made.name()))
        .start();
  }

  /** Writes a file as it is given. */
  void bytes(Path file, byte[] bytes) {
    save(file, progress -> Files.write(file, bytes));
  }

  /** Writes a picture as PNG. */
  void picture(Path file, PlanPicture picture) {
    save(
        file,
        progress -> {
          PngFile.write(file, picture.width(), picture.height(), picture.argb());
          return file;
        });
  }

  private void save(Path file, Work<Path> work) {
    context
        .tasks()
        .task("Save " + file.getFileName(), work)
        .onDone(done -> context.notices().info("Saved " + file.getFileName() + "."))
        .start();
  }

  private Optional<QueryCursor> cursor() {
    return runs.result().rows().get().map(ResultViewModel.Rows::cursor);
  }

  /** INSERTs go into the table that the rows come from, where there is only one. */
  private String table() {
    Outcome of = runs.outcome().get();
    return of == null ? "result" : SourceTable.of(of.statement().sql()).orElse("result");
  }
}
