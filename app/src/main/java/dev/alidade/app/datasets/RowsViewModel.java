package dev.alidade.app.datasets;

import dev.alidade.app.format.Figures;
import dev.alidade.app.fx.BackgroundTask;
import dev.alidade.app.fx.BackgroundTasks;
import dev.alidade.app.table.ClosingTask;
import dev.alidade.engine.data.DataProcessor;
import dev.alidade.engine.dataset.ColumnProfile;
import dev.alidade.engine.dataset.Dataset;
import dev.alidade.engine.dataset.DatasetProfile;
import dev.alidade.engine.dataset.Int64Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * The rows of the selected data set: its profile, the filters on it and the rows they keep. Holds
 * the columns it shows, so that a data set removed elsewhere stays readable until it is out of
 * view. JavaFX thread.
 */
final class RowsViewModel {
  private final DataProcessor processor;
  private final BackgroundTasks tasks;
  private final ReadOnlyObjectWrapper<Optional<Shown>> shown =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<DatasetProfile>> profile =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<Throwable>> profileProblem =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<Throwable>> filterProblem =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyStringWrapper count = new ReadOnlyStringWrapper("");
  private final ReadOnlyBooleanWrapper filtering = new ReadOnlyBooleanWrapper();
  private final ObservableList<RowFilter> filters = FXCollections.observableArrayList();
  private final ObservableList<RowFilter> filtersView =
      FXCollections.unmodifiableObservableList(filters);
  private final Map<Dataset, DatasetProfile> profiles = new WeakHashMap<>();
  private Optional<Dataset> original = Optional.empty();
  private Optional<FilteredRows> kept = Optional.empty();
  private Optional<BackgroundTask> running = Optional.empty();
  private int runs;

  /**
   * What the grid shows.
   *
   * @param data held by this view model
   * @param kept the rows that filters keep; empty where all show
   */
  record Shown(Dataset data, Optional<FilteredRows> kept) {
    Optional<Int64Column> rows() {
      return kept.flatMap(FilteredRows::rows);
    }

    Optional<KeptCounts> counts() {
      return kept.flatMap(FilteredRows::counts);
    }
  }

  RowsViewModel(DataProcessor processor, BackgroundTasks tasks) {
    this.processor = processor;
    this.tasks = tasks;
  }

  ReadOnlyObjectProperty<Optional<Shown>> shownProperty() {
    return shown.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<Optional<DatasetProfile>> profileProperty() {
    return profile.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<Optional<Throwable>> profileProblemProperty() {
    return profileProblem.getReadOnlyProperty();
  }

  /** Why the filters could not run; the rows of before stay in view. */
  ReadOnlyObjectProperty<Optional<Throwable>> filterProblemProperty() {
    return filterProblem.getReadOnlyProperty();
  }

  /** {@code 1,418 of 3,201 rows}. */
  ReadOnlyStringProperty countProperty() {
    return count.getReadOnlyProperty();
  }

  ReadOnlyBooleanProperty filteringProperty() {
    return filtering.getReadOnlyProperty();
  }

  ObservableList<RowFilter> filters() {
    return filtersView;
  }

  /** Shows a data set of the catalogue from its first row, without filters. */
  void show(Dataset data) {
    if (original.equals(Optional.of(data))) {
      return;
    }
    replace(Optional.of(data), Optional.of(new Shown(data.named(data.name()), Optional.empty())));
    takeProfile(data);
  }

  /** Shows nothing and lets everything go. */
  void clear() {
    replace(Optional.empty(), Optional.empty());
  }

  /**
   * Shows something else in one step, so that the view is filled once and not emptied before; what
   * was shown is let go when nothing shows it any more.
   */
  private void replace(Optional<Dataset> next, Optional<Shown> nextShown) {
    Optional<Shown> before = shown.get();
    Optional<FilteredRows> rowsBefore = kept;
    runs++;
    running.ifPresent(BackgroundTask::cancel);
    running = Optional.empty();
    original = next;
    kept = Optional.empty();
    filters.clear();
    filterProblem.set(Optional.empty());
    profileProblem.set(Optional.empty());
    filtering.set(false);
    profile.set(next.flatMap(data -> Optional.ofNullable(profiles.get(data))));
    shown.set(nextShown);
    rowsBefore.ifPresent(FilteredRows::close);
    before.ifPresent(rows -> rows.data().close());
    tell();
  }

  /** Adds a filter; it takes the place of one that chooses values of the same column. */
  void add(RowFilter filter) {
    List<RowFilter> next = new ArrayList<>(filters);
    next.removeIf(old -> old.replacedBy(filter) || old.equals(filter));
    next.add(filter);
    run(next);
  }

  /** Adds the filter that a range of a profile's bins means. */
  void addBins(int column, int first, int last) {
    profile
        .get()
        .map(all -> all.columns().get(column))
        .ifPresent(of -> add(rangeOf(of, first, last)));
  }

  void remove(RowFilter filter) {
    List<RowFilter> next = new ArrayList<>(filters);
    next.remove(filter);
    run(next);
  }

  void clearFilters() {
    run(List.of());
  }

  private static RowFilter rangeOf(ColumnProfile column, int first, int last) {
    int end = column.histogram().size() - 1;
    return new RowFilter.Range(
        column.field().name(),
        column.field().type(),
        column.histogram().get(first).from(),
        column.histogram().get(last).to(),
        last == end);
  }

  private void run(List<RowFilter> next) {
    List<RowFilter> before = List.copyOf(filters);
    int run = ++runs;
    running.ifPresent(BackgroundTask::cancel);
    running = Optional.empty();
    filters.setAll(next);
    filterProblem.set(Optional.empty());
    Optional<Shown> now = shown.get();
    if (now.isEmpty()) {
      return;
    }
    Dataset data = now.get().data();
    if (next.isEmpty()) {
      keep(data, Optional.empty());
      return;
    }
    filtering.set(true);
    Optional<DatasetProfile> bins = profile.get();
    running =
        Optional.of(
            ClosingTask.<FilteredRows>of(
                    tasks,
                    "Filter " + data.name(),
                    progress -> {
                      try (Dataset own = data.named(data.name())) {
                        return FilteredRows.of(own, next, bins, processor, progress);
                      }
                    },
                    result -> keep(data, Optional.of(result)),
                    () -> giveUp(run, before))
                .onFailed(
                    problem -> {
                      if (giveUp(run, before)) {
                        filterProblem.set(Optional.of(problem));
                      }
                    })
                .start());
  }

  /** Goes back to the filters in force, unless a newer run decides. */
  private boolean giveUp(int run, List<RowFilter> before) {
    boolean newest = run == runs;
    if (newest) {
      filtering.set(false);
      filters.setAll(before);
    }
    return newest;
  }

  private void keep(Dataset data, Optional<FilteredRows> rows) {
    filtering.set(false);
    if (shown.get().filter(now -> now.data().equals(data)).isEmpty()) {
      rows.ifPresent(FilteredRows::close);
      return;
    }
    Optional<FilteredRows> before = kept;
    kept = rows;
    shown.set(Optional.of(new Shown(data, rows)));
    before.ifPresent(FilteredRows::close);
    tell();
  }

  private void tell() {
    count.set(
        shown
            .get()
            .map(
                now -> {
                  String all = Figures.counted(now.data().rowCount(), "row");
                  return now.rows()
                      .map(rows -> Figures.compact(rows.rowCount()) + " of " + all)
                      .orElse(all);
                })
            .orElse(""));
  }

  private void takeProfile(Dataset data) {
    DatasetProfile known = profiles.get(data);
    if (known != null) {
      return;
    }
    tasks
        .task(
            "Profile " + data.name(),
            progress -> {
              try (Dataset own = data.named(data.name())) {
                return own.profile();
              }
            })
        .quietly()
        .replacing(this)
        .onDone(made -> profiled(data, made))
        .onFailed(
            problem -> {
              if (original.equals(Optional.of(data))) {
                profileProblem.set(Optional.of(problem));
              }
            })
        .start();
  }

  private void profiled(Dataset data, DatasetProfile made) {
    profiles.put(data, made);
    if (original.equals(Optional.of(data))) {
      profile.set(Optional.of(made));
      if (!filters.isEmpty()) {
        run(List.copyOf(filters));
      }
    }
  }
}
