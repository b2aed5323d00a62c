package dev.alidade.app.datasets;

import dev.alidade.app.fx.BackgroundTasks;
import dev.alidade.engine.compute.ComputeEngine;
import dev.alidade.engine.dataset.Column;
import dev.alidade.engine.dataset.ColumnProfile;
import dev.alidade.engine.dataset.Dataset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleIntegerProperty;

/** The selected column: its profile and what it correlates with. JavaFX thread. */
final class ColumnViewModel {
  /** What is shown of the strongest. */
  private static final int STRONGEST = 5;

  private final RowsViewModel rows;
  private final ComputeEngine compute;
  private final BackgroundTasks tasks;
  private final Details opening;
  private final IntegerProperty selected = new SimpleIntegerProperty(-1);
  private final ReadOnlyObjectWrapper<Correlations> correlations =
      new ReadOnlyObjectWrapper<>(Correlations.NONE);

  /** Whether the details of a column come into view with its data set, as the user left it. */
  interface Details {
    boolean shown();

    void keep(boolean shown);
  }

  /** Pearson's r with another column. */
  record Correlation(String column, double r) {}

  /**
   * The strongest first.
   *
   * @param known false until they are computed
   */
  record Correlations(boolean known, List<Correlation> strongest, Optional<Throwable> problem) {
    static final Correlations NONE = new Correlations(false, List.of(), Optional.empty());

    Correlations {
      strongest = List.copyOf(strongest);
    }
  }

  /**
   * @param opening whether a data set that comes into view has its first column selected
   */
  ColumnViewModel(
      RowsViewModel rows, ComputeEngine compute, BackgroundTasks tasks, Details opening) {
    this.opening = opening;
    this.rows = rows;
    this.compute = compute;
    this.tasks = tasks;
    rows.shownProperty()
        .addListener(
            (observed, was, is) -> {
              if (!was.map(RowsViewModel.Shown::data).equals(is.map(RowsViewModel.Shown::data))) {
                selected.set(-1);
                if (is.isPresent() && opening.shown()) {
                  selected.set(0);
                }
              }
            });
    selected.subscribe(
        index -> {
          if (index.intValue() >= 0) {
            opening.keep(true);
          }
          correlate(index.intValue());
        });
  }

  /** Selects none, because the user folded the details away. */
  void close() {
    opening.keep(false);
    selected.set(-1);
  }

  /** Position of the selected column, −1 for none. */
  IntegerProperty selectedProperty() {
    return selected;
  }

  ReadOnlyObjectProperty<Correlations> correlationsProperty() {
    return correlations.getReadOnlyProperty();
  }

  /** The selected column's profile, once it is there. */
  Optional<ColumnProfile> profile() {
    return rows.profileProperty()
        .get()
        .filter(all -> selected.get() >= 0 && selected.get() < all.columns().size())
        .map(all -> all.columns().get(selected.get()));
  }

  private void correlate(int index) {
    correlations.set(Correlations.NONE);
    Optional<Dataset> data = rows.shownProperty().get().map(RowsViewModel.Shown::data);
    if (index < 0 || data.isEmpty()) {
      return;
    }
    Dataset shown = data.get();
    if (!shown.column(index).field().type().isNumeric()) {
      return;
    }
    tasks
        .task(
            "Correlate " + shown.column(index).field().name(),
            progress -> {
              try (Dataset own = shown.named(shown.name())) {
                Column column = own.column(index);
                List<Correlation> all = new ArrayList<>();
                for (Column other : own.columns()) {
                  progress.check("compute.correlation");
                  if (!other.field().equals(column.field()) && other.field().type().isNumeric()) {
                    all.add(
                        new Correlation(
                            other.field().name(), compute.correlation(column, other).r()));
                  }
                }
                return strongest(all);
              }
            })
        .quietly()
        .replacing(this)
        .onDone(strongest -> correlations.set(new Correlations(true, strongest, Optional.empty())))
        .onFailed(
            problem -> correlations.set(new Correlations(true, List.of(), Optional.of(problem))))
        .start();
  }

  private static List<Correlation> strongest(List<Correlation> all) {
    return all.stream()
        .filter(correlation -> Double.isFinite(correlation.r()))
        .sorted(Comparator.comparingDouble((Correlation c) -> -Math.abs(c.r())))
        .limit(STRONGEST)
        .toList();
  }
}
