package dev.alidade.app.sql;

import dev.alidade.engine.sql.QueryPlan;
import dev.alidade.engine.sql.SqliteDatabase;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/**
 * Which terms of the last query are checked after a row was read, found when someone looks at a
 * node of its plan. JavaFX thread.
 */
final class LaterFiltersViewModel {
  private final SqlContext context;
  private final DatabasesViewModel databases;
  private final ReadOnlyObjectWrapper<Map<Integer, List<String>>> byNode =
      new ReadOnlyObjectWrapper<>(Map.of());
  private Optional<Outcome> about = Optional.empty();

  LaterFiltersViewModel(SqlContext context, DatabasesViewModel databases, RunViewModel runs) {
    this.context = context;
    this.databases = databases;
    runs.outcome()
        .addListener(
            (observed, was, is) -> {
              about = Optional.empty();
              byNode.set(Map.of());
            });
    runs.selectedNode()
        .addListener(
            (observed, was, is) -> {
              if (is != null) {
                read(runs.outcome().get());
              }
            });
  }

  /** By node id; empty until they were found. */
  ReadOnlyObjectProperty<Map<Integer, List<String>>> byNode() {
    return byNode.getReadOnlyProperty();
  }

  private void read(Outcome of) {
    SqliteDatabase target = databases.chosen().get();
    Optional<QueryPlan> plan = of == null ? Optional.empty() : of.plan();
    if (of == null || target == null || plan.isEmpty() || about.filter(of::equals).isPresent()) {
      return;
    }
    about = Optional.of(of);
    context
        .tasks()
        .task("Look for filters", progress -> target.laterFilters(of.statement().sql(), plan.get()))
        .quietly()
        .replacing(byNode)
        .onDone(byNode::set)
        .start();
  }
}
