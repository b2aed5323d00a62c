package dev.alidade.app.sql;

import dev.alidade.app.fx.BackgroundTask;
import dev.alidade.app.fx.Work;
import dev.alidade.engine.Progress;
import dev.alidade.engine.sql.PlanComparison;
import dev.alidade.engine.sql.SqlStatement;
import dev.alidade.engine.sql.SqliteDatabase;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** Two plans beside each other: of two queries, or without and with an index. JavaFX thread. */
final class ComparisonViewModel {
  private final SqlContext context;
  private final DatabasesViewModel databases;
  private final RunViewModel runs;
  private final ReadOnlyObjectWrapper<Optional<Shown>> shown =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<@Nullable BackgroundTask> working =
      new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<Optional<Throwable>> failure =
      new ReadOnlyObjectWrapper<>(Optional.empty());

  /**
   * @param before what the left side is, for example {@code Now}
   * @param after what the right side is
   */
  record Shown(String before, String after, PlanComparison comparison) {}

  ComparisonViewModel(SqlContext context, DatabasesViewModel databases, RunViewModel runs) {
    this.context = context;
    this.databases = databases;
    this.runs = runs;
    runs.outcome().addListener((observed, was, is) -> forget());
  }

  ReadOnlyObjectProperty<Optional<Shown>> shown() {
    return shown.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<@Nullable BackgroundTask> working() {
    return working.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<Optional<Throwable>> failure() {
    return failure.getReadOnlyProperty();
  }

  /** Compares an earlier query with the last one; both run again, for their VM steps. */
  void compareWith(SqlStatement earlier) {
    Outcome last = runs.outcome().get();
    if (last != null) {
      start(
          "Compare plans",
          "Before",
          "Now",
          (target, progress) -> target.comparePlans(earlier, last.statement(), progress));
    }
  }

  /** Runs the last query without and with indexes on a copy of the data. */
  void tryIndexes(List<String> createSql, String name) {
    Outcome last = runs.outcome().get();
    if (last != null) {
      start(
          "Try index",
          "Now",
          name,
          (target, progress) -> target.tryIndexes(last.statement(), createSql, progress));
    }
  }

  /** Shows a comparison that was made already. */
  void show(String before, String after, PlanComparison comparison) {
    failure.set(Optional.empty());
    shown.set(Optional.of(new Shown(before, after, comparison)));
  }

  private void start(String title, String before, String after, Comparing comparing) {
    SqliteDatabase target = databases.chosen().get();
    if (target == null) {
      return;
    }
    failure.set(Optional.empty());
    Work<PlanComparison> work = progress -> comparing.of(target, progress);
    working.set(
        context
            .tasks()
            .task(title, work)
            .replacing(working)
            .onDone(
                made -> {
                  working.set(null);
                  show(before, after, made);
                })
            .onCancelled(() -> working.set(null))
            .onFailed(
                thrown -> {
                  working.set(null);
                  failure.set(Optional.of(thrown));
                })
            .start());
  }

  private void forget() {
    shown.set(Optional.empty());
    failure.set(Optional.empty());
  }

  @FunctionalInterface
  private interface Comparing {
    PlanComparison of(SqliteDatabase target, Progress progress);
  }
}
