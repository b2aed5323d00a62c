package dev.alidade.app.vector;

import dev.alidade.app.fx.BackgroundTask;
import dev.alidade.app.fx.BackgroundTasks;
import dev.alidade.app.fx.Work;
import dev.alidade.app.shell.Notices;
import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.WasmServices;
import dev.alidade.engine.vector.CollectionInfo;
import dev.alidade.engine.vector.SearchOptions;
import dev.alidade.engine.vector.SearchResults;
import dev.alidade.engine.vector.VectorCollection;
import dev.alidade.engine.vector.VectorDocument;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** State of the Vector search panel: the collection, the query, its filters and the answer. */
final class VectorViewModel {
  private final WasmServices engine;
  private final BackgroundTasks tasks;
  private final CollectionFormModel form;
  private final MapViewModel map;

  private final CollectionChoice choice;
  private final BooleanProperty creating = new SimpleBooleanProperty();
  private final ObjectProperty<QueryKind> kind = new SimpleObjectProperty<>(QueryKind.TEXT);
  private final StringProperty text = new SimpleStringProperty("");
  private final ObservableList<Condition> conditions = FXCollections.observableArrayList();
  private final ObjectProperty<List<VectorCollection.MetadataField>> fields =
      new SimpleObjectProperty<>(List.of());
  private final ObjectProperty<Integer> maxResults = new SimpleObjectProperty<>(20);
  private final StringProperty threshold = new SimpleStringProperty("none");
  private final BooleanProperty hybrid = new SimpleBooleanProperty();
  private final PrecisionModel precision;
  private final CollectionActions actions;
  private final LassoActions lassoActions;
  private final ReadOnlyObjectWrapper<@Nullable Answer> answer = new ReadOnlyObjectWrapper<>();
  private final ScoreCounting counting;
  private final ReadOnlyObjectWrapper<@Nullable Throwable> failure = new ReadOnlyObjectWrapper<>();
  private final BooleanProperty searching = new SimpleBooleanProperty();
  private final ReadOnlyObjectWrapper<@Nullable Comparison> comparison =
      new ReadOnlyObjectWrapper<>();
  private @Nullable BackgroundTask running;
  private long searches;
  private final ObjectProperty<SearchResults.@Nullable Hit> selectedHit =
      new SimpleObjectProperty<>();

  VectorViewModel(
      WasmServices engine, BackgroundTasks tasks, Notices notices, Projection.Method method) {
    this.engine = engine;
    this.tasks = tasks;
    this.choice = new CollectionChoice(engine, tasks);
    this.counting = new ScoreCounting(engine, tasks);
    this.precision = new PrecisionModel(engine, tasks, this);
    this.actions = new CollectionActions(engine, tasks, notices, this);
    this.lassoActions = new LassoActions(engine, tasks, notices, this);
    this.form = new CollectionFormModel(engine, tasks, this::created);
    choice
        .chosen()
        .addListener(
            (observed, was, is) -> {
              if (was == null || is == null || !was.name().equals(is.name())) {
                changeCollection(is);
              } else if (!was.version().equals(is.version())) {
                readFields(is);
              }
            });
    this.map = new MapViewModel(engine, tasks, this, method);
  }

  /**
   * An answer and what it was asked.
   *
   * @param searched the collection as it was
   * @param least the threshold, where there was one
   */
  record Answer(
      VectorQuery asked,
      CollectionInfo searched,
      SearchResults results,
      List<String> markedWords,
      OptionalDouble least) {}

  CollectionFormModel form() {
    return form;
  }

  MapViewModel map() {
    return map;
  }

  ObservableList<CollectionInfo> collections() {
    return choice.all();
  }

  ObjectProperty<@Nullable CollectionInfo> collection() {
    return choice.chosen();
  }

  /** Whether the form for a new collection is in view. */
  BooleanProperty creating() {
    return creating;
  }

  ObjectProperty<QueryKind> kind() {
    return kind;
  }

  StringProperty text() {
    return text;
  }

  ObservableList<Condition> conditions() {
    return conditions;
  }

  /** Adds a filter and searches so. */
  void addCondition(Condition condition) {
    conditions.add(condition);
    search();
  }

  /** Takes a filter away; hits in view are found anew without it. */
  void removeCondition(Condition condition) {
    conditions.remove(condition);
    if (answer.get() != null) {
      search();
    }
  }

  /** Metadata fields of the collection with their frequent values. */
  ObjectProperty<List<VectorCollection.MetadataField>> fields() {
    return fields;
  }

  ObjectProperty<Integer> maxResults() {
    return maxResults;
  }

  /** A number, or {@code none}. */
  StringProperty threshold() {
    return threshold;
  }

  BooleanProperty hybrid() {
    return hybrid;
  }

  PrecisionModel precision() {
    return precision;
  }

  LassoActions lassoActions() {
    return lassoActions;
  }

  CollectionActions actions() {
    return actions;
  }

  /** The search twice, exact and by the cascade; null where hits are shown. */
  ReadOnlyObjectProperty<@Nullable Comparison> comparison() {
    return comparison.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<@Nullable Answer> answer() {
    return answer.getReadOnlyProperty();
  }

  /** How the scores of all documents lie for the answer in view, once they are counted. */
  ReadOnlyObjectProperty<Optional<VectorCollection.ScoreHistogram>> scores() {
    return counting.scores();
  }

  ReadOnlyObjectProperty<@Nullable Throwable> failure() {
    return failure.getReadOnlyProperty();
  }

  BooleanProperty searching() {
    return searching;
  }

  ObjectProperty<SearchResults.@Nullable Hit> selectedHit() {
    return selectedHit;
  }

  /** Reads the list of collections again and keeps the choice where it still exists. */
  void refresh() {
    form.refresh();
    choice.refresh();
  }

  /** Makes a collection the one that is searched. */
  void select(String name) {
    creating.set(false);
    choice.list(name);
  }

  /** The hit that a document is, or one without a score where it is none. */
  SearchResults.Hit hitOf(VectorDocument document) {
    Answer now = answer.get();
    return (now == null ? List.<SearchResults.Hit>of() : now.results().hits())
        .stream()
            .filter(hit -> hit.id().equals(document.id()))
            .findFirst()
            .orElseGet(
                () ->
                    new SearchResults.Hit(
                        document.id(), Double.NaN, document.content(), document.metadata()));
  }

  void findSimilar(SearchResults.Hit hit) {
    kind.set(QueryKind.LIKE_THIS);
    text.set(hit.id());
    search();
  }

  /** Runs the query in the background; a newer one takes the place of one that still runs. */
  void search() {
    CollectionInfo info = choice.chosen().get();
    String query = text.get().strip();
    if (info == null || query.isEmpty()) {
      return;
    }
    VectorQuery asked;
    try {
      asked = new VectorQuery(kind.get(), query, options());
    } catch (InvalidRequest refused) {
      failure.set(refused);
      return;
    }
    comparison.set(null);
    counting.stop();
    begin(
        "Search " + info.name(),
        progress -> asked.answer(engine.vectorSearch().collection(info.name())),
        found -> {
          counting.clear();
          answer.set(found);
          counting.count(found);
          selectedHit.set(
              found.results().hits().isEmpty() ? null : found.results().hits().getFirst());
        });
  }

  /** Runs the query twice, exact and by the cascade, and shows what differs. */
  void compare() {
    CollectionInfo info = choice.chosen().get();
    Answer now = answer.get();
    if (info == null || now == null) {
      return;
    }
    begin(
        "Compare on " + info.name(),
        progress ->
            now.asked()
                .compared(
                    engine.vectorSearch().collection(info.name()),
                    precision.quickPrecision(),
                    progress),
        comparison::set);
  }

  /** Goes back from the comparison to the hits; false where there is none. */
  boolean endComparison() {
    boolean was = comparison.get() != null;
    comparison.set(null);
    return was;
  }

  /** Stops the search that runs; false where none does. */
  boolean cancelSearch() {
    BackgroundTask task = running;
    if (task == null || !searching.get()) {
      return false;
    }
    task.cancel();
    return true;
  }

  private <T> void begin(String title, Work<T> work, Consumer<T> done) {
    searching.set(true);
    failure.set(null);
    long turn = ++searches;
    running =
        tasks
            .task(title, work)
            .quietly()
            .replacing(answer)
            .onDone(
                found -> {
                  searching.set(false);
                  done.accept(found);
                })
            .onCancelled(() -> searching.set(searching.get() && turn != searches))
            .onFailed(
                thrown -> {
                  searching.set(false);
                  failure.set(thrown);
                })
            .start();
  }

  private SearchOptions options() {
    Optional<Double> least = Optional.empty();
    String typed = threshold.get() == null ? "" : threshold.get().strip();
    if (!typed.isEmpty() && !typed.equals("none")) {
      try {
        least = Optional.of(Double.parseDouble(typed));
      } catch (NumberFormatException e) {
        throw new InvalidRequest(
            "\"" + typed + "\" is not a score.", "Write a number such as 0.5, or none.");
      }
    }
    return new SearchOptions(
        maxResults.get(),
        least,
        Condition.all(conditions),
        precision.choice().get().precision(),
        hybrid.get() && kind.get() == QueryKind.TEXT,
        0,
        true);
  }

  private void created(String name) {
    creating.set(false);
    select(name);
  }

  private void changeCollection(@Nullable CollectionInfo info) {
    answer.set(null);
    counting.clear();
    comparison.set(null);
    failure.set(null);
    selectedHit.set(null);
    conditions.clear();
    fields.set(List.of());
    if (info != null) {
      readFields(info);
    }
  }

  private void readFields(CollectionInfo info) {
    tasks
        .task(
            "Look at " + info.name(),
            progress -> {
              engine.workspace().putSetting(CollectionChoice.LAST, info.name());
              return engine.vectorSearch().collection(info.name()).metadataFields();
            })
        .quietly()
        .replacing(fields)
        .onDone(fields::set)
        .start();
  }
}
