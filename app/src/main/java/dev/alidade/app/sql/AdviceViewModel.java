package dev.alidade.app.sql;

import dev.alidade.app.fx.BackgroundTask;
import dev.alidade.engine.sql.IndexFinding;
import dev.alidade.engine.sql.QueryAnalysis;
import dev.alidade.engine.sql.QueryAnalysis.IndexRecommendation;
import dev.alidade.engine.sql.SqliteDatabase;
import dev.alidade.engine.sql.WorkloadAdvice;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** Looks for what is slow, tries indexes on a copy, and applies them when asked. JavaFX thread. */
final class AdviceViewModel {
  /** Shapes of the history that are tried together. */
  private static final int SHAPES = 12;

  private final SqlContext context;
  private final DatabasesViewModel databases;
  private final RunViewModel runs;
  private final ReadOnlyObjectWrapper<Optional<QueryAnalysis>> analysis =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<HistoryAdvice>> history =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<@Nullable BackgroundTask> working =
      new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<Optional<Throwable>> failure =
      new ReadOnlyObjectWrapper<>(Optional.empty());

  /** Indexes for the whole history, and those that are not worth their room. */
  record HistoryAdvice(WorkloadAdvice advice, List<IndexFinding> findings) {}

  AdviceViewModel(SqlContext context, DatabasesViewModel databases, RunViewModel runs) {
    this.context = context;
    this.databases = databases;
    this.runs = runs;
    runs.outcome().addListener((observed, was, is) -> forget());
    databases.chosen().addListener((observed, was, is) -> history.set(Optional.empty()));
  }

  /** Of the last run; empty until it was asked for. */
  ReadOnlyObjectProperty<Optional<QueryAnalysis>> analysis() {
    return analysis.getReadOnlyProperty();
  }

  /** Of the whole history; empty until it was asked for. */
  ReadOnlyObjectProperty<Optional<HistoryAdvice>> history() {
    return history.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<@Nullable BackgroundTask> working() {
    return working.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<Optional<Throwable>> failure() {
    return failure.getReadOnlyProperty();
  }

  /** Looks for what is slow in the last query and tries indexes on a copy. */
  void analyse() {
    Outcome last = runs.outcome().get();
    SqliteDatabase target = databases.chosen().get();
    if (last == null || target == null) {
      return;
    }
    failure.set(Optional.empty());
    working.set(
        context
            .tasks()
            .task(
                "Look for advice",
                progress ->
                    target.analyzeQuery(
                        last.statement().sql(), last.statement().parameters(), progress))
            .replacing(working)
            .onDone(
                found -> {
                  working.set(null);
                  history.set(Optional.empty());
                  analysis.set(Optional.of(found));
                })
            .onCancelled(() -> working.set(null))
            .onFailed(this::fail)
            .start());
  }

  /** Tries indexes for all queries of the history together, and looks for needless ones. */
  void analyseHistory() {
    SqliteDatabase target = databases.chosen().get();
    if (target == null) {
      return;
    }
    failure.set(Optional.empty());
    working.set(
        context
            .tasks()
            .task(
                "Look for advice on the history",
                progress ->
                    new HistoryAdvice(
                        target.adviseHistory(SHAPES, progress), target.indexFindings(progress)))
            .replacing(working)
            .onDone(
                found -> {
                  working.set(null);
                  history.set(Optional.of(found));
                })
            .onCancelled(() -> working.set(null))
            .onFailed(this::fail)
            .start());
  }

  /** Back to the advice on the last query. */
  void leaveHistory() {
    history.set(Optional.empty());
  }

  /** Why nothing can be applied; empty where it can. */
  Optional<String> whyNotApply() {
    SqliteDatabase target = databases.chosen().get();
    if (target == null) {
      return Optional.of("No database is open.");
    }
    if (target.writable()) {
      return Optional.empty();
    }
    return Optional.of(
        databases.isFile().get()
            ? target.name() + " is open read-only. Allow writing to apply an index."
            : target.name() + " is always read-only.");
  }

  /** Creates a recommended index in the user's file; undo drops it. */
  void apply(IndexRecommendation advice) {
    change(advice.applySql(), "The index was created.", advice.undoSql());
  }

  /** Drops an index that is not worth its room; undo creates it again. */
  void apply(IndexFinding finding) {
    change(List.of(finding.dropSql()), "The index was dropped.", finding.undoSql());
  }

  private void change(List<String> statements, String sentence, String undo) {
    SqliteDatabase target = databases.chosen().get();
    if (target == null || whyNotApply().isPresent()) {
      return;
    }
    runs.result().release();
    databases.execute(
        target,
        statements.getFirst(),
        "Apply index",
        () -> {
          statements.stream()
              .skip(1)
              .forEach(sql -> databases.execute(target, sql, "Apply index", () -> {}));
          context
              .notices()
              .info(
                  sentence, "Undo", () -> databases.execute(target, undo, "Undo index", () -> {}));
        });
  }

  private void forget() {
    analysis.set(Optional.empty());
    history.set(Optional.empty());
    failure.set(Optional.empty());
  }

  private void fail(Throwable thrown) {
    working.set(null);
    failure.set(Optional.of(thrown));
  }
}
