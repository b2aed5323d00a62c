package dev.alidade.app.sql;

import dev.alidade.app.control.GridColumn;
import dev.alidade.engine.EngineException;
import dev.alidade.engine.sql.QueryCursor;
import dev.alidade.engine.sql.SqliteDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/**
 * The rows of the last run: read ahead a little, then as far as someone scrolls; sorted and
 * filtered by SQLite. JavaFX thread.
 */
final class ResultViewModel {
  /** Types and widths of columns come from so many rows. */
  private static final int SAMPLE = 64;

  /** Rows left below the last one that was looked at, before more are read. */
  private static final long NEAR_THE_END = 500;

  /** How often the grid grows while rows are read. */
  private static final Duration BETWEEN_REPORTS = Duration.ofMillis(100);

  private final SqlContext context;
  private final ReadOnlyObjectWrapper<Optional<Rows>> rows =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Reading> reading = new ReadOnlyObjectWrapper<>(Reading.NONE);
  private final ReadOnlyObjectWrapper<ResultShape> shape =
      new ReadOnlyObjectWrapper<>(ResultShape.PLAIN);
  private final ReadOnlyObjectWrapper<Optional<Throwable>> problem =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private Optional<Outcome> outcome = Optional.empty();
  private Optional<SqliteDatabase> database = Optional.empty();
  private Consumer<Rows> onPage = page -> {};

  /** Whose reader a task follows. */
  private Optional<Rows> followed = Optional.empty();

  private final ReadOnlyBooleanWrapper readingAll = new ReadOnlyBooleanWrapper();

  /** Rows that the reader goes on to; asked for by scrolling. */
  private final AtomicLong demanded = new AtomicLong();

  /** A cursor and what the grid shows of it. */
  record Rows(QueryCursor cursor, ResultModel model) {}

  /**
   * How far the reader is.
   *
   * @param nanos 0 while it is not at its end
   * @param failure what ended it before its end
   */
  record Reading(
      long available,
      boolean complete,
      boolean truncated,
      long vmSteps,
      long nanos,
      Optional<EngineException> failure) {
    static final Reading NONE = new Reading(0, true, false, 0, 0, Optional.empty());

    /** Never complete with fewer rows than there are: whether it is complete is asked first. */
    static Reading of(QueryCursor cursor) {
      boolean complete = cursor.complete();
      return new Reading(
          cursor.available(),
          complete,
          cursor.truncated(),
          cursor.vmSteps(),
          cursor.nanos(),
          cursor.failure());
    }
  }

  ResultViewModel(SqlContext context) {
    this.context = context;
  }

  ReadOnlyObjectProperty<Optional<Rows>> rows() {
    return rows.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<Reading> reading() {
    return reading.getReadOnlyProperty();
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
    reading.set(Reading.NONE);
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

  /** Reads all rows that there are. */
  void readAll() {
    rows.get()
        .ifPresent(
            shown -> {
              demanded.set(Long.MAX_VALUE);
              readingAll.set(true);
              follow(shown);
            });
  }

  /** Reads no further than it has come. Returns whether all rows were being read. */
  boolean stopReading() {
    boolean reads = readingAll.get();
    demanded.set(reading.get().available());
    readingAll.set(false);
    return reads;
  }

  /** Whether rows are read to the end. */
  ReadOnlyBooleanProperty readingAll() {
    return readingAll.getReadOnlyProperty();
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
    demanded.set(StatementRun.READ_AHEAD);
    readingAll.set(false);
    Reading first = Reading.of(cursor); // before the model counts its rows, which then are no fewer
    ResultPages pages = new ResultPages(cursor, sample, context.tasks(), () -> page(cursor));
    Rows shown = new Rows(cursor, new ResultModel(cursor, sample, pages, this::looked));
    reading.set(first);
    rows.set(Optional.of(shown));
    follow(shown);
  }

  private void page(QueryCursor of) {
    rows.get().filter(shown -> shown.cursor().equals(of)).ifPresent(onPage);
  }

  private void looked(long row) {
    Reading now = reading.get();
    if (!now.complete() && row + NEAR_THE_END > now.available()) {
      rows.get()
          .ifPresent(
              shown -> {
                long wanted = 2 * now.available();
                demanded.updateAndGet(before -> Math.max(before, wanted));
                follow(shown);
              });
    }
  }

  /** Tells how far the reader is until it pauses or is done. */
  private void follow(Rows shown) {
    if (followed.filter(shown::equals).isPresent() || reading.get().complete()) {
      return;
    }
    followed = Optional.of(shown);
    Consumer<Reading> report = context.fx().publish(now -> report(shown, now));
    context
        .tasks()
        .task(
            "Read rows",
            progress -> {
              QueryCursor cursor = shown.cursor();
              long available = cursor.available();
              while (!cursor.complete() && available < demanded.get()) {
                report.accept(Reading.of(cursor));
                cursor.await(
                    Math.min(demanded.get(), available + StatementRun.READ_AHEAD), BETWEEN_REPORTS);
                progress.check("reading rows");
                available = cursor.available();
              }
              return Reading.of(cursor);
            })
        .quietly()
        .replacing(reading)
        .onDone(
            end -> {
              leave(shown);
              report(shown, end);
              boolean current = rows.get().filter(shown::equals).isPresent();
              if (current && !end.complete() && end.available() < demanded.get()) {
                follow(shown);
              }
            })
        .onCancelled(() -> leave(shown))
        .start();
  }

  /** Unless another reader is followed by now. */
  private void leave(Rows shown) {
    followed = followed.filter(rows -> !rows.equals(shown));
  }

  private void report(Rows shown, Reading now) {
    Reading before = reading.get();
    // What was published on the way may come after the end.
    boolean late = before.complete() || now.available() < before.available();
    if (!late && rows.get().filter(shown::equals).isPresent()) {
      shown.model().grow();
      readingAll.set(readingAll.get() && !now.complete());
      reading.set(now);
    }
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
