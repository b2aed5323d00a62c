package dev.alidade.app.sql;

import dev.alidade.engine.EngineException;
import dev.alidade.engine.sql.QueryCursor;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/**
 * How far the rows in view were read: ahead a little, then as far as someone scrolls, or all of
 * them. JavaFX thread.
 */
final class RowReading {
  /** Rows left below the last one that was looked at, before more are read. */
  private static final long NEAR_THE_END = 500;

  /** How often the grid grows while rows are read. */
  private static final Duration BETWEEN_REPORTS = Duration.ofMillis(100);

  private final SqlContext context;
  private final ReadOnlyObjectProperty<Optional<ResultViewModel.Rows>> rows;
  private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(State.NONE);
  private final ReadOnlyBooleanWrapper readingAll = new ReadOnlyBooleanWrapper();

  /** Whose reader a task follows. */
  private Optional<ResultViewModel.Rows> followed = Optional.empty();

  /** Rows that the reader goes on to; asked for by scrolling. */
  private final AtomicLong demanded = new AtomicLong();

  /**
   * How far the reader is.
   *
   * @param nanos 0 while it is not at its end
   * @param failure what ended it before its end
   */
  record State(
      long available,
      boolean complete,
      boolean truncated,
      long vmSteps,
      long nanos,
      Optional<EngineException> failure) {
    static final State NONE = new State(0, true, false, 0, 0, Optional.empty());

    /** Never complete with fewer rows than there are: whether it is complete is asked first. */
    static State of(QueryCursor cursor) {
      boolean complete = cursor.complete();
      return new State(
          cursor.available(),
          complete,
          cursor.truncated(),
          cursor.vmSteps(),
          cursor.nanos(),
          cursor.failure());
    }
  }

  /**
   * @param rows those in view
   */
  RowReading(SqlContext context, ReadOnlyObjectProperty<Optional<ResultViewModel.Rows>> rows) {
    this.context = context;
    this.rows = rows;
  }

  ReadOnlyObjectProperty<State> state() {
    return state.getReadOnlyProperty();
  }

  /** Whether rows are read to the end. */
  ReadOnlyBooleanProperty readingAll() {
    return readingAll.getReadOnlyProperty();
  }

  /** There are no rows. */
  void none() {
    state.set(State.NONE);
  }

  /** Other rows come into view. */
  void begin(State first) {
    demanded.set(StatementRun.READ_AHEAD);
    readingAll.set(false);
    state.set(first);
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
  boolean stop() {
    boolean reads = readingAll.get();
    demanded.set(state.get().available());
    readingAll.set(false);
    return reads;
  }

  /** Someone looks at a row: reads on where it is one of the last. */
  void looked(long row) {
    State now = state.get();
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
  void follow(ResultViewModel.Rows shown) {
    if (followed.filter(shown::equals).isPresent() || state.get().complete()) {
      return;
    }
    followed = Optional.of(shown);
    Consumer<State> report = context.fx().publish(now -> report(shown, now));
    context
        .tasks()
        .task(
            "Read rows",
            progress -> {
              QueryCursor cursor = shown.cursor();
              long available = cursor.available();
              while (!cursor.complete() && available < demanded.get()) {
                report.accept(State.of(cursor));
                cursor.await(
                    Math.min(demanded.get(), available + StatementRun.READ_AHEAD), BETWEEN_REPORTS);
                progress.check("reading rows");
                available = cursor.available();
              }
              return State.of(cursor);
            })
        .quietly()
        .replacing(state)
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
  private void leave(ResultViewModel.Rows shown) {
    followed = followed.filter(rows -> !rows.equals(shown));
  }

  private void report(ResultViewModel.Rows shown, State now) {
    State before = state.get();
    // What was published on the way may come after the end.
    boolean late = before.complete() || now.available() < before.available();
    if (!late && rows.get().filter(shown::equals).isPresent()) {
      shown.model().grow();
      readingAll.set(readingAll.get() && !now.complete());
      state.set(now);
    }
  }
}
