package dev.alidade.app.sql;

import dev.alidade.app.fx.BackgroundTask;
import dev.alidade.app.fx.BackgroundTasks;
import dev.alidade.app.shell.Notices;
import dev.alidade.engine.EngineException;
import dev.alidade.engine.WasmServices;
import dev.alidade.engine.sql.DatabaseSchema;
import dev.alidade.engine.sql.HistoryEntry;
import dev.alidade.engine.sql.OpenOptions;
import dev.alidade.engine.sql.QueryAnalysis;
import dev.alidade.engine.sql.QueryOptions;
import dev.alidade.engine.sql.QueryPlan;
import dev.alidade.engine.sql.QueryResult;
import dev.alidade.engine.sql.SqlException;
import dev.alidade.engine.sql.SqlParameters;
import dev.alidade.engine.sql.SqliteDatabase;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** State of the SQL panel: the database, the script, and what the last run gave. */
final class SqlViewModel {
  private static final long MOST_ROWS = 1_000_000;

  private final WasmServices engine;
  private final BackgroundTasks tasks;
  private final Notices notices;
  private final Map<SqliteDatabase, Path> files = new HashMap<>();

  private final ObservableList<SqliteDatabase> databases = FXCollections.observableArrayList();
  private final ObjectProperty<@Nullable SqliteDatabase> database = new SimpleObjectProperty<>();
  private final ReadOnlyObjectWrapper<@Nullable DatabaseSchema> schema =
      new ReadOnlyObjectWrapper<>();
  private final StringProperty script = new SimpleStringProperty("");
  private final ReadOnlyObjectWrapper<List<String>> parameters =
      new ReadOnlyObjectWrapper<>(List.of());
  private final Map<String, String> typedValues = new HashMap<>();
  private final ReadOnlyObjectWrapper<@Nullable BackgroundTask> running =
      new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<@Nullable Outcome> outcome = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<@Nullable Throwable> failure = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<OptionalInt> errorPlace =
      new ReadOnlyObjectWrapper<>(OptionalInt.empty());
  private final ReadOnlyObjectWrapper<@Nullable QueryAnalysis> analysis =
      new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<@Nullable BackgroundTask> analysing =
      new ReadOnlyObjectWrapper<>();
  private final RecentRuns recent = new RecentRuns();
  private final ReadOnlyBooleanWrapper canAllowWriting = new ReadOnlyBooleanWrapper();
  private final ReadOnlyObjectWrapper<List<HistoryEntry>> history =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ObjectProperty<QueryPlan.@Nullable Node> selectedNode =
      new SimpleObjectProperty<>();

  SqlViewModel(WasmServices engine, BackgroundTasks tasks, Notices notices) {
    this.engine = engine;
    this.tasks = tasks;
    this.notices = notices;
    database.addListener((observed, was, is) -> changeDatabase());
  }

  ObservableList<SqliteDatabase> databases() {
    return databases;
  }

  ObjectProperty<@Nullable SqliteDatabase> database() {
    return database;
  }

  ReadOnlyObjectProperty<@Nullable DatabaseSchema> schema() {
    return schema.getReadOnlyProperty();
  }

  StringProperty script() {
    return script;
  }

  /** Names of the parameters of the statement at the caret. */
  ReadOnlyObjectProperty<List<String>> parameters() {
    return parameters.getReadOnlyProperty();
  }

  /** What was typed for each parameter, kept while the window is open. */
  Map<String, String> typedValues() {
    return typedValues;
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

  /** Where in the script the last error is, in characters; empty where nobody knows. */
  ReadOnlyObjectProperty<OptionalInt> errorPlace() {
    return errorPlace.getReadOnlyProperty();
  }

  /** The script was changed: an error is no longer where it was. */
  void forgetErrorPlace() {
    errorPlace.set(OptionalInt.empty());
  }

  ReadOnlyObjectProperty<@Nullable QueryAnalysis> analysis() {
    return analysis.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<@Nullable BackgroundTask> analysing() {
    return analysing.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<List<HistoryEntry>> history() {
    return history.getReadOnlyProperty();
  }

  ObjectProperty<QueryPlan.@Nullable Node> selectedNode() {
    return selectedNode;
  }

  /** Runs since the database was chosen, to compare their plans. */
  RecentRuns recent() {
    return recent;
  }

  /** Lists the open databases, the workspace last. */
  void refresh() {
    tasks
        .task("List databases", progress -> engine.sqlite().databases())
        .quietly()
        .replacing(databases)
        .onDone(
            open -> {
              SqliteDatabase chosen = database.get();
              databases.setAll(open);
              if (chosen == null || !open.contains(chosen)) {
                database.set(open.isEmpty() ? null : open.getFirst());
              } else {
                database.set(chosen);
              }
            })
        .start();
  }

  void open(Path file, boolean writable) {
    tasks
        .task(
            "Open " + file.getFileName(),
            progress -> engine.sqlite().open(file, new OpenOptions(writable)))
        .onDone(
            opened -> {
              files.put(opened, file);
              lookForWriting();
              if (!databases.contains(opened)) {
                databases.addFirst(opened);
              }
              database.set(opened);
            })
        .start();
  }

  /** Opens the file of the current database again so that statements may change it. */
  void allowWriting() {
    SqliteDatabase current = database.get();
    Path file = current == null ? null : files.get(current);
    if (file != null) {
      open(file, true);
    }
  }

  /** Whether the database is a file that was opened read-only. */
  ReadOnlyBooleanProperty canAllowWriting() {
    return canAllowWriting.getReadOnlyProperty();
  }

  private void lookForWriting() {
    SqliteDatabase current = database.get();
    canAllowWriting.set(current != null && !current.writable() && files.containsKey(current));
  }

  /** Finds the parameters of the statement at the caret. */
  void lookForParameters(int caret) {
    SqliteDatabase target = database.get();
    String text = script.get();
    if (target == null || text.isBlank()) {
      parameters.set(List.of());
      return;
    }
    tasks
        .task("Read parameters", progress -> target.parametersOf(statementAt(text, caret).sql()))
        .quietly()
        .replacing(parameters)
        .onDone(parameters::set)
        // An unfinished statement cannot be prepared; its fields stay as they were.
        .onFailed(thrown -> {})
        .start();
  }

  /**
   * Runs the selected text, or the statement in which the caret stands.
   *
   * @param selectedAt where the selection begins in the script, in characters
   */
  void run(String selected, int selectedAt, int caret) {
    SqliteDatabase target = database.get();
    boolean whole = selected.isBlank();
    String text = whole ? script.get() : selected;
    if (target == null || text.isBlank()) {
      return;
    }
    failure.set(null);
    errorPlace.set(OptionalInt.empty());
    Map<String, String> typed = Map.copyOf(typedValues);
    StatementAt asked = statementAt(text, whole ? caret : 0);
    int start = asked.start() + (whole ? 0 : selectedAt);
    running.set(
        tasks
            .task(
                "Run query",
                progress -> {
                  String sql = asked.sql();
                  SqlParameters values = ParameterValues.of(target.parametersOf(sql), typed);
                  QueryResult result =
                      target.executeQuery(
                          sql,
                          values,
                          new QueryOptions(false, true, MOST_ROWS, Optional.empty()),
                          progress);
                  return new Outcome(sql, values, result, result.plan());
                })
            .replacing(running)
            .onDone(this::show)
            .onCancelled(() -> running.set(null))
            .onFailed(
                thrown -> {
                  running.set(null);
                  outcome.set(null);
                  selectedNode.set(null);
                  analysis.set(null);
                  failure.set(thrown);
                  if (thrown instanceof SqlException.StatementFailed failed) {
                    failed.offset().ifPresent(at -> errorPlace.set(OptionalInt.of(start + at)));
                  }
                  readHistory();
                })
            .start());
  }

  /** Looks for what is slow in the last query and tries indexes on a copy. */
  void analyse() {
    Outcome last = outcome.get();
    SqliteDatabase target = database.get();
    if (last == null || target == null) {
      return;
    }
    analysing.set(
        tasks
            .task(
                "Look for advice",
                progress -> target.analyzeQuery(last.sql(), last.parameters(), progress))
            .replacing(analysis)
            .onDone(
                found -> {
                  analysing.set(null);
                  analysis.set(found);
                })
            .onCancelled(() -> analysing.set(null))
            .onFailed(
                thrown -> {
                  analysing.set(null);
                  notices.error("Look for advice", thrown);
                })
            .start());
  }

  /** Creates a recommended index in the user's file. */
  void apply(QueryAnalysis.IndexRecommendation advice) {
    SqliteDatabase target = database.get();
    if (target == null) {
      return;
    }
    if (!target.writable()) {
      notices.info(
          target.name() + " is open read-only. The index needs writing.",
          "Allow writing",
          this::allowWriting);
      return;
    }
    tasks
        .task(
            "Create index",
            progress ->
                target.executeQuery(
                    advice.createSql(), SqlParameters.NONE, QueryOptions.defaults(), progress))
        .onDone(
            done -> {
              notices.info(
                  "The index was created.", "Undo", () -> execute(advice.undoSql(), "Drop index"));
              changeDatabase();
            })
        .start();
  }

  private void execute(String sql, String title) {
    SqliteDatabase target = database.get();
    if (target != null) {
      tasks
          .task(
              title,
              progress ->
                  target.executeQuery(sql, SqlParameters.NONE, QueryOptions.defaults(), progress))
          .onDone(done -> changeDatabase())
          .start();
    }
  }

  private StatementAt statementAt(String text, int caret) {
    return StatementAt.caret(text, engine.sqlite().split(text), caret);
  }

  private void show(Outcome done) {
    running.set(null);
    analysis.set(null);
    selectedNode.set(null);
    recent.add(done);
    outcome.set(done);
    readHistory();
    if (StatementAt.changesSchema(done.sql())) {
      readSchema();
    }
  }

  private void changeDatabase() {
    lookForWriting();
    recent.clear();
    outcome.set(null);
    analysis.set(null);
    failure.set(null);
    selectedNode.set(null);
    readSchema();
    readHistory();
  }

  private void readSchema() {
    SqliteDatabase target = database.get();
    if (target == null) {
      schema.set(null);
      return;
    }
    tasks
        .task("Read schema of " + target.name(), progress -> target.schema())
        .quietly()
        .replacing(schema)
        .onDone(schema::set)
        .onFailed(
            thrown -> {
              schema.set(null);
              if (thrown instanceof EngineException known) {
                notices.error("Read schema", known);
              }
            })
        .start();
  }

  private void readHistory() {
    SqliteDatabase target = database.get();
    if (target == null) {
      history.set(List.of());
      return;
    }
    tasks
        .task("Read history", progress -> target.history())
        .quietly()
        .replacing(history)
        .onDone(history::set)
        .start();
  }
}
