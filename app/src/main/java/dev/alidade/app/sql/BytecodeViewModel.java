package dev.alidade.app.sql;

import dev.alidade.engine.sql.SqliteDatabase;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The bytecode of the last query, read when someone looks at it. JavaFX thread. */
final class BytecodeViewModel {
  private final SqlContext context;
  private final DatabasesViewModel databases;
  private final RunViewModel runs;
  private final ReadOnlyObjectWrapper<List<String[]>> program =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<Optional<Throwable>> failure =
      new ReadOnlyObjectWrapper<>(Optional.empty());

  BytecodeViewModel(SqlContext context, DatabasesViewModel databases, RunViewModel runs) {
    this.context = context;
    this.databases = databases;
    this.runs = runs;
    runs.outcome()
        .addListener(
            (observed, was, is) -> {
              program.set(List.of());
              failure.set(Optional.empty());
            });
  }

  /** The heads, then a line for each instruction; empty until it was read. */
  ReadOnlyObjectProperty<List<String[]>> program() {
    return program.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<Optional<Throwable>> failure() {
    return failure.getReadOnlyProperty();
  }

  void read() {
    Outcome of = runs.outcome().get();
    SqliteDatabase target = databases.chosen().get();
    if (of == null || target == null || !program.get().isEmpty()) {
      return;
    }
    context
        .tasks()
        .task(
            "Read bytecode",
            progress -> target.bytecode(of.statement().sql(), of.statement().parameters()))
        .quietly()
        .replacing(program)
        .onDone(program::set)
        .onFailed(thrown -> failure.set(Optional.of(thrown)))
        .start();
  }
}
