package dev.alidade.app.sql;

import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** The last runs that have a plan, the newest first, and which of them is compared. */
final class RecentRuns {
  private static final int KEPT = 12;

  private final ObservableList<Outcome> runs = FXCollections.observableArrayList();
  private final ObjectProperty<@Nullable Outcome> comparedWith = new SimpleObjectProperty<>();

  /** Those before the last one. */
  List<Outcome> earlier() {
    return runs.stream().skip(1).toList();
  }

  /** The earlier run whose plan stands beside the last one's. */
  ObjectProperty<@Nullable Outcome> comparedWith() {
    return comparedWith;
  }

  /** Keeps a run and compares it with the one before it. */
  void add(Outcome done) {
    if (done.plan().filter(plan -> !plan.roots().isEmpty()).isEmpty()) {
      return;
    }
    Outcome before = runs.isEmpty() ? null : runs.getFirst();
    runs.addFirst(done);
    if (runs.size() > KEPT) {
      runs.removeLast();
    }
    comparedWith.set(before);
  }

  void clear() {
    runs.clear();
    comparedWith.set(null);
  }
}
