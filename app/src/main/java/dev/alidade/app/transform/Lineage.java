package dev.alidade.app.transform;

import dev.alidade.app.table.RowNumbers;
import dev.alidade.engine.data.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which column of a base each column is after some steps; empty for columns that the steps made.
 * Immutable.
 */
final class Lineage {
  private final Map<String, Optional<String>> origins;

  private Lineage(Map<String, Optional<String>> origins) {
    this.origins = origins;
  }

  /** Every column is itself. */
  static Lineage of(List<String> columns) {
    Map<String, Optional<String>> origins = new LinkedHashMap<>();
    columns.forEach(name -> origins.put(name, Optional.of(name)));
    return new Lineage(origins);
  }

  List<String> names() {
    return List.copyOf(origins.keySet());
  }

  Optional<String> origin(String column) {
    return origins.getOrDefault(column, Optional.empty());
  }

  Lineage after(Step step) {
    Map<String, Optional<String>> next = new LinkedHashMap<>(origins);
    switch (step) {
      case Step.Rename s -> {
        next.clear();
        origins.forEach(
            (name, origin) -> next.put(name.equals(s.column()) ? s.newName() : name, origin));
      }
      case Step.Drop s -> s.columns().forEach(next::remove);
      case Step.Select s -> {
        next.clear();
        s.columns().forEach(name -> next.put(name, origin(name)));
      }
      case Step.Compute s -> next.put(s.newColumn(), Optional.empty());
      case Step.Split s -> s.newColumns().forEach(name -> next.put(name, Optional.empty()));
      case Step.Pivot s -> next.keySet().retainAll(s.keys());
      case Step.GroupBy s -> next.keySet().retainAll(s.keys());
      case Step.Unpivot s -> {
        s.columns().forEach(next::remove);
        next.put(s.nameColumn(), Optional.empty());
        next.put(s.valueColumn(), Optional.empty());
      }
      default -> {
        // Changes values or rows, or adds the one column that it names.
        String made = StepText.output(step);
        if (!made.isEmpty()) {
          next.putIfAbsent(made, Optional.empty());
        }
      }
    }
    return new Lineage(next);
  }

  /** The step as it must run so that {@link RowNumbers#COLUMN} stays and changes nothing. */
  Step tracked(Step step) {
    if (step instanceof Step.Select select && !select.columns().isEmpty()) {
      return new Step.Select(plusRowNumbers(select.columns()));
    }
    if (step instanceof Step.Deduplicate all && all.columns().isEmpty()) {
      return new Step.Deduplicate(names());
    }
    if (step instanceof Step.Drop drop
        && new LinkedHashSet<>(drop.columns()).containsAll(origins.keySet())) {
      // With the row numbers something would be left; the step must fail as it does without them.
      return new Step.Drop(plusRowNumbers(drop.columns()));
    }
    return step;
  }

  private static List<String> plusRowNumbers(List<String> columns) {
    List<String> all = new ArrayList<>(columns);
    all.add(RowNumbers.COLUMN);
    return all;
  }
}
