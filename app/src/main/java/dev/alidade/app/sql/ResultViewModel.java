package dev.alidade.app.sql;

import dev.alidade.app.control.GridColumn;
import dev.alidade.engine.sql.QueryCursor;
import dev.alidade.engine.sql.SqliteDatabase;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** The rows of the last run, sorted and filtered by SQLite. JavaFX thread. */
final class ResultViewModel {
  /** Types and widths of columns come from so many rows. */
  private static final int SAMPLE = 64;

  private final SqlContext context;
  private final ReadOnlyObjectWrapper<Optional<Rows>> rows =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final RowReading reading;
  private final ReadOnlyObjectWrapper<ResultShape> shape =
      new ReadOnlyObjectWrapper<>(ResultShape.PLAIN);
  private final ReadOnlyObjectWrapper<Optional<Throwable>> problem =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private Optional<Outcome> outcome = Optional.empty();
  private Optional<SqliteDatabase> database = Optional.empty();
  private Consumer<Rows> onPage = page -> {};

  /** A cursor and what the grid shows of it. */
  record Rows(QueryCursor cursor, ResultModel model) {}

  ResultViewModel(SqlContext context) {
    this.context = context;
    this.reading = new RowReading(context, rows.getReadOnlyProperty());
  }

  ReadOnlyObjectProperty<Optional<Rows>> rows() {
    return rows.getReadOnlyProperty();
  }

  /** How far the rows were read, and the way to read more. */
  RowReading reading() {
    return reading;
  }

  ReadOnlyObjectProperty<ResultShape> shape() {
    return shape.getReadOnlyProperty();
  }

  /** Why the rows could not be sorted or filtered. */
  ReadOnlyObjectProperty<Optional<Throwable>> problem() {
    return problem.getReadOnlyProperty();
  }

  /** Whether SQLite can sort and filter the rows: a PRAGMA's cannot stand in a query. */
  boolean canShape() {
    return outcome.filter(o -> SqlTokens.onlyReads(o.statement().sql())).isPresent();
  }

  /** Called when rows that were fetched can be shown. */
  void setOnPage(Consumer<Rows> handler) {
    onPage = handler;
  }

  /** Shows a run's rows; closes those before. */
  void show(Outcome done, SqliteDatabase from) {
    outcome = Optional.of(done);
    database = Optional.of(from);
    shape.set(ResultShape.PLAIN);
    take(done.rows());
  }

  void clear() {
    outcome = Optional.empty();
    shape.set(ResultShape.PLAIN);
    problem.set(Optional.empty());
    release();
    rows.set(Optional.empty());
    reading.none();
  }

  /** Lets the file go, before a statement that may want to write it. */
  void release() {
    rows.get()
        .filter(old -> !old.cursor().complete())
        .ifPresent(
            old ->
                context
                    .tasks()
                    .task(
                        "Close rows",
                        progress -> {
                          old.cursor().close();
                          return true;
                        })
                    .quietly()
                    .start());
  }

  /** Sorts by a column: up, down, as the query gives them. */
  void sortBy(int column) {
    reshape(shape.get().sortedBy(column));
  }

  void reshape(ResultShape wanted) {
    Outcome of = outcome.orElse(null);
    SqliteDatabase from = database.orElse(null);
    if (of == null || from == null || !canShape() || wanted.equals(shape.get())) {
      return;
    }
    shape.set(wanted);
    context
        .tasks()
        .task(
            "Sort and filter rows",
            progress ->
                StatementRun.rows(from, wanted.over(of.statement(), of.rows().columns()), progress))
        .replacing(shape)
        .onDone(
            cursor -> {
              if (outcome.filter(of::equals).isPresent() && shape.get().equals(wanted)) {
                take(cursor);
              } else {
                close(cursor);
              }
            })
        .onFailed(thrown -> problem.set(Optional.of(thrown)))
        .start();
  }

  private void take(QueryCursor cursor) {
    problem.set(Optional.empty());
    rows.get().map(Rows::cursor).filter(old -> !old.equals(cursor)).ifPresent(this::close);
    context
        .tasks()
        .task("Fetch the first rows", progress -> cursor.rows(0, SAMPLE))
        .quietly()
        .replacing(rows)
        .onDone(sample -> show(cursor, sample))
        .start();
  }

  private void show(QueryCursor cursor, List<@Nullable Object[]> sample) {
    // Before the model counts its rows, which then are no fewer.
    RowReading.State first = RowReading.State.of(cursor);
    ResultPages pages = new ResultPages(cursor, sample, context.tasks(), () -> page(cursor));
    Rows shown = new Rows(cursor, new ResultModel(cursor, sample, pages, reading::looked));
    reading.begin(first);
    rows.set(Optional.of(shown));
    reading.follow(shown);
  }

  private void page(QueryCursor of) {
    rows.get().filter(shown -> shown.cursor().equals(of)).ifPresent(onPage);
  }

  private void close(QueryCursor cursor) {
    context
        .tasks()
        .task(
            "Close rows",
            progress -> {
              cursor.close();
              return true;
            })
        .quietly()
        .start();
  }

  /** The heads of the columns in view. */
  List<String> heads() {
    return rows.get()
        .map(shown -> shown.model().columns().stream().map(GridColumn::name).toList())
        .orElse(List.of());
  }
}
