package dev.alidade.app.sql;

import dev.alidade.engine.sql.DatabaseSchema;
import dev.alidade.engine.sql.HistoryEntry;
import dev.alidade.engine.sql.OpenOptions;
import dev.alidade.engine.sql.QueryOptions;
import dev.alidade.engine.sql.SqlParameters;
import dev.alidade.engine.sql.SqliteDatabase;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** The open databases, which one is chosen, and what is known of it. JavaFX thread. */
final class DatabasesViewModel {
  private final SqlContext context;
  private final Map<SqliteDatabase, Path> files = new HashMap<>();
  private final ObservableList<SqliteDatabase> all = FXCollections.observableArrayList();
  private final ObjectProperty<@Nullable SqliteDatabase> chosen = new SimpleObjectProperty<>();
  private final ReadOnlyObjectWrapper<@Nullable DatabaseSchema> schema =
      new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<List<HistoryEntry>> history =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyBooleanWrapper isFile = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper inTransaction = new ReadOnlyBooleanWrapper();

  DatabasesViewModel(SqlContext context) {
    this.context = context;
    chosen.addListener((observed, was, is) -> look());
  }

  ObservableList<SqliteDatabase> all() {
    return all;
  }

  ObjectProperty<@Nullable SqliteDatabase> chosen() {
    return chosen;
  }

  ReadOnlyObjectProperty<@Nullable DatabaseSchema> schema() {
    return schema.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<List<HistoryEntry>> history() {
    return history.getReadOnlyProperty();
  }

  /** Whether the chosen one is a file, which can be closed or opened in the other mode. */
  ReadOnlyBooleanProperty isFile() {
    return isFile.getReadOnlyProperty();
  }

  /** Whether a transaction of the chosen one is open. */
  ReadOnlyBooleanProperty inTransaction() {
    return inTransaction.getReadOnlyProperty();
  }

  /** All databases whose transaction is open. */
  List<SqliteDatabase> withTransactions() {
    return all.stream().filter(SqliteDatabase::inTransaction).toList();
  }

  /** Lists the open databases, the workspace last. */
  void refresh() {
    context
        .tasks()
        .task("List databases", progress -> context.engine().sqlite().databases())
        .quietly()
        .replacing(all)
        .onDone(
            open -> {
              SqliteDatabase before = chosen.get();
              all.setAll(open);
              if (before == null || !open.contains(before)) {
                chosen.set(open.isEmpty() ? null : open.getFirst());
              } else {
                chosen.set(before);
              }
            })
        .start();
  }

  void open(Path file, boolean writable) {
    context
        .tasks()
        .task(
            "Open " + file.getFileName(),
            progress -> context.engine().sqlite().open(file, new OpenOptions(writable)))
        .onDone(
            opened -> {
              files.put(opened, file);
              if (!all.contains(opened)) {
                all.addFirst(opened);
              }
              chosen.set(opened);
              look();
            })
        .start();
  }

  /** Opens the chosen file again, so that statements may or may not change it. */
  void reopen(boolean writable) {
    SqliteDatabase before = chosen.get();
    Path file = before == null ? null : files.get(before);
    if (before == null || file == null || before.writable() == writable) {
      return;
    }
    context
        .tasks()
        .task(
            "Open " + file.getFileName(),
            progress -> {
              SqliteDatabase opened =
                  context.engine().sqlite().open(file, new OpenOptions(writable));
              before.close();
              return opened;
            })
        .onDone(
            opened -> {
              files.remove(before);
              files.put(opened, file);
              all.remove(before);
              if (!all.contains(opened)) {
                all.addFirst(opened);
              }
              chosen.set(opened);
            })
        .start();
  }

  /** Closes the chosen file; an open transaction is rolled back. */
  void close() {
    SqliteDatabase closing = chosen.get();
    if (closing != null && files.remove(closing) != null) {
      context
          .tasks()
          .task(
              "Close " + closing.name(),
              progress -> {
                closing.close();
                return closing;
              })
          .onDone(closed -> all.remove(closed))
          .start();
    }
  }

  /** Ends the open transaction of the chosen one. */
  void endTransaction(boolean commit) {
    SqliteDatabase target = chosen.get();
    if (target != null) {
      execute(target, commit ? "COMMIT" : "ROLLBACK", commit ? "Commit" : "Roll back", () -> {});
    }
  }

  /** Runs a statement of the panel's own. */
  void execute(SqliteDatabase target, String sql, String title, Runnable onDone) {
    context
        .tasks()
        .task(
            title,
            progress ->
                target.executeQuery(sql, SqlParameters.NONE, QueryOptions.defaults(), progress))
        .onDone(
            done -> {
              look();
              onDone.run();
            })
        .onFailed(
            thrown -> {
              look();
              context.notices().error(title, thrown);
            })
        .start();
  }

  /** Takes schema, history and state of the chosen one anew. */
  void look() {
    lookAtState();
    readSchema();
    readHistory();
  }

  void lookAtState() {
    SqliteDatabase of = chosen.get();
    isFile.set(of != null && files.containsKey(of));
    inTransaction.set(of != null && of.inTransaction());
  }

  private void readSchema() {
    SqliteDatabase target = chosen.get();
    if (target == null) {
      schema.set(null);
      return;
    }
    context
        .tasks()
        .task("Read schema of " + target.name(), progress -> target.schema())
        .quietly()
        .replacing(schema)
        .onDone(schema::set)
        .onFailed(
            thrown -> {
              schema.set(null);
              context.notices().error("Read schema", thrown);
            })
        .start();
  }

  void readHistory() {
    SqliteDatabase target = chosen.get();
    if (target == null) {
      history.set(List.of());
      return;
    }
    context
        .tasks()
        .task("Read history", progress -> target.history())
        .quietly()
        .replacing(history)
        .onDone(history::set)
        .start();
  }
}
