package dev.alidade.app.sql;

import dev.alidade.app.fx.BackgroundTask;
import dev.alidade.engine.sql.DatabaseStorage;
import dev.alidade.engine.sql.SqliteDatabase;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** What tables and indexes take of the file, read when someone looks at it. JavaFX thread. */
final class StorageViewModel {
  private final SqlContext context;
  private final DatabasesViewModel databases;
  private final ReadOnlyObjectWrapper<Optional<DatabaseStorage>> storage =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<Throwable>> failure =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<@Nullable BackgroundTask> working =
      new ReadOnlyObjectWrapper<>();

  StorageViewModel(SqlContext context, DatabasesViewModel databases) {
    this.context = context;
    this.databases = databases;
    databases
        .schema()
        .addListener(
            (observed, was, is) -> {
              storage.set(Optional.empty());
              failure.set(Optional.empty());
            });
  }

  ReadOnlyObjectProperty<Optional<DatabaseStorage>> storage() {
    return storage.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<Optional<Throwable>> failure() {
    return failure.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<@Nullable BackgroundTask> working() {
    return working.getReadOnlyProperty();
  }

  /** Reads all pages of the file, where that was not done yet. */
  void read() {
    SqliteDatabase target = databases.chosen().get();
    if (target == null || storage.get().isPresent() || working.get() != null) {
      return;
    }
    failure.set(Optional.empty());
    working.set(
        context
            .tasks()
            .task("Measure the tables of " + target.name(), target::storage)
            .replacing(working)
            .onDone(
                found -> {
                  working.set(null);
                  storage.set(Optional.of(found));
                })
            .onCancelled(() -> working.set(null))
            .onFailed(
                thrown -> {
                  working.set(null);
                  failure.set(Optional.of(thrown));
                })
            .start());
  }
}
