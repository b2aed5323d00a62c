package dev.alidade.app.sql;

import dev.alidade.app.fx.BackgroundTask;
import dev.alidade.engine.sql.QueryPlan;
import dev.alidade.engine.sql.SqlException;
import dev.alidade.engine.sql.SqlStatement;
import dev.alidade.engine.sql.SqliteDatabase;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** Runs statements and holds what the last one gave. JavaFX thread. */
final class RunViewModel {
  private static final int RECENT = 12;

  private final SqlContext context;
  private final DatabasesViewModel databases;
  private final ScriptsViewModel scripts;
  private final ResultViewModel result;
  private final ReadOnlyObjectWrapper<@Nullable BackgroundTask> running =
      new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<@Nullable Outcome> outcome = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<@Nullable Throwable> failure = new ReadOnlyObjectWrapper<>();
  private final ObjectProperty<QueryPlan.@Nullable Node> selectedNode =
      new SimpleObjectProperty<>();
  private final ObservableList<SqlStatement> recent = FXCollections.observableArrayList();

  /** Where the recent statements ran. */
  private @Nullable SqliteDatabase recentOf;

  RunViewModel(SqlContext context, DatabasesViewModel databases, ScriptsViewModel scripts) {
    this.context = context;
    this.databases = databases;
    this.scripts = scripts;
    this.result = new ResultViewModel(context);
    databases.chosen().addListener((observed, was, is) -> clear());
    // The history has a query when its last row was read.
    result
        .reading()
        .state()
        .addListener(
            (observed, was, is) -> {
              if (is.complete() && !is.equals(RowReading.State.NONE)) {
                databases.readHistory();
              }
            });
  }

  ReadOnlyObjectProperty<@Nullable BackgroundTask> running() {
    return running.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<@Nullable Outcome> outcome() {
    return outcome.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<@Nullable Throwable> failure() {
    return failure.getReadOnlyProperty();
  }

  ResultViewModel result() {
    return result;
  }

  ObjectProperty<QueryPlan.@Nullable Node> selectedNode() {
    return selectedNode;
  }

  /** Different statements with a plan since the database was chosen, the newest first. */
  ObservableList<SqlStatement> recent() {
    return recent;
  }

  /**
   * Runs the selected text, or the statement in which the caret stands.
   *
   * @param selectedAt where the selection begins in the script, in characters
   */
  void run(Script script, String selected, int selectedAt, int caret) {
    SqliteDatabase target = databases.chosen().get();
    boolean whole = selected.isBlank();
    String text = whole ? script.text().get() : selected;
    if (target == null || text.isBlank()) {
      return;
    }
    failure.set(null);
    script.errorPlace().set(OptionalInt.empty());
    scripts.keep();
    Map<String, String> typed = Map.copyOf(script.typedValues());
    StatementAt asked = scripts.at(text, whole ? caret : 0);
    int start = asked.start() + (whole ? 0 : selectedAt);
    String sql = asked.sql();
    if (!SqlTokens.onlyReads(sql)) {
      result.release();
    }
    running.set(
        context
            .tasks()
            .task(
                "Run query",
                progress -> {
                  SqlStatement statement =
                      new SqlStatement(sql, ParameterValues.of(target.parametersOf(sql), typed));
                  return StatementRun.of(target, statement, progress);
                })
            .replacing(running)
            .onDone(done -> show(done, target))
            .onCancelled(
                () -> {
                  running.set(null);
                  databases.lookAtState();
                })
            .onFailed(
                thrown -> {
                  clear();
                  if (thrown instanceof SqlException.StatementFailed failed) {
                    failed
                        .offset()
                        .ifPresent(at -> script.errorPlace().set(OptionalInt.of(start + at)));
                  }
                  failure.set(thrown);
                  databases.lookAtState();
                  databases.readHistory();
                })
            .start());
  }

  /** Stops the statement that runs, or the reading of its rows. Returns whether there was one. */
  boolean cancel() {
    BackgroundTask task = running.get();
    if (task != null) {
      task.cancel();
      return true;
    }
    return false;
  }

  private void show(Outcome done, SqliteDatabase from) {
    running.set(null);
    selectedNode.set(null);
    if (done.plan().filter(plan -> !plan.roots().isEmpty()).isPresent()) {
      recent.remove(done.statement());
      recent.addFirst(done.statement());
      if (recent.size() > RECENT) {
        recent.removeLast();
      }
    }
    result.show(done, from);
    outcome.set(done);
    if (SqlTokens.changesSchema(done.statement().sql())) {
      databases.look();
    } else {
      databases.lookAtState();
    }
  }

  private void clear() {
    running.set(null);
    outcome.set(null);
    failure.set(null);
    selectedNode.set(null);
    result.clear();
    SqliteDatabase of = databases.chosen().get();
    if (of == null || !of.equals(recentOf)) {
      recent.clear();
      recentOf = of;
    }
  }

  /** The statements of the last runs, without the newest. */
  List<SqlStatement> earlier() {
    return recent.stream().skip(1).toList();
  }
}
