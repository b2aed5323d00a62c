package dev.alidade.app.vector;

import dev.alidade.app.fx.BackgroundTask;
import dev.alidade.app.fx.BackgroundTasks;
import dev.alidade.app.vector.VectorViewModel.Answer;
import dev.alidade.engine.Progress;
import dev.alidade.engine.WasmServices;
import dev.alidade.engine.vector.CollectionInfo;
import dev.alidade.engine.vector.SearchOptions;
import dev.alidade.engine.vector.SearchResults;
import dev.alidade.engine.vector.VectorCollection;
import dev.alidade.engine.vector.VectorDocument;
import dev.alidade.engine.vector.VectorSample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/** State of the map: where the points lie, their colours, what the lasso holds, who is near. */
final class MapViewModel {
  /** The limit: more points than this hide each other anyway. */
  static final int MOST_POINTS = 100_000;

  /** A field with more kinds of values than this is no grouping: an id, a title, a text. */
  private static final int MOST_KINDS = 60;

  private static final int HITS_WITH_NEIGHBOURS = 10;
  private static final int NEIGHBOURS = 3;

  private final WasmServices engine;
  private final BackgroundTasks tasks;
  private final VectorViewModel search;
  private final Projection.Method method;

  private final BooleanProperty shown = new SimpleBooleanProperty();
  private final ReadOnlyObjectWrapper<@Nullable Projection> projection =
      new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<@Nullable BackgroundTask> running =
      new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<@Nullable Throwable> failure = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<List<String>> colourFields =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ObjectProperty<@Nullable String> colourField = new SimpleObjectProperty<>();
  private final ReadOnlyObjectWrapper<Colouring> colouring =
      new ReadOnlyObjectWrapper<>(Colouring.none(0));
  private final BooleanProperty showHits = new SimpleBooleanProperty(true);
  private final BooleanProperty showNeighbours = new SimpleBooleanProperty(true);
  private final ObjectProperty<Integer> clusters = new SimpleObjectProperty<>(MapClusters.USUAL);
  private final DoubleProperty pointSize = new SimpleDoubleProperty(2);
  private final ReadOnlyObjectWrapper<List<Link>> links = new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<int[]> lassoed = new ReadOnlyObjectWrapper<>(new int[0]);
  private final ReadOnlyObjectWrapper<@Nullable VectorDocument> pointed =
      new ReadOnlyObjectWrapper<>();
  private String loaded = "";

  MapViewModel(
      WasmServices engine,
      BackgroundTasks tasks,
      VectorViewModel search,
      Projection.Method method) {
    this.engine = engine;
    this.tasks = tasks;
    this.search = search;
    this.method = method;
    shown.addListener((observed, was, is) -> load());
    search.collection().addListener((observed, was, is) -> load());
    colourField.addListener((observed, was, is) -> colour());
    clusters.addListener(
        (observed, was, is) -> {
          if (MapClusters.FIELD.equals(colourField.get())) {
            colour();
          }
        });
    search.answer().addListener((observed, was, is) -> link());
    showNeighbours.addListener((observed, was, is) -> link());
  }

  /** A hit and one of its nearest neighbours in all dimensions, as points. */
  record Link(int hit, int neighbour) {}

  /** Whether the map is in view; it is computed when it first is. */
  BooleanProperty shown() {
    return shown;
  }

  ReadOnlyObjectProperty<@Nullable Projection> projection() {
    return projection.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<@Nullable BackgroundTask> running() {
    return running.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<@Nullable Throwable> failure() {
    return failure.getReadOnlyProperty();
  }

  /** Metadata fields that group documents. */
  ReadOnlyObjectProperty<List<String>> colourFields() {
    return colourFields.getReadOnlyProperty();
  }

  ObjectProperty<@Nullable String> colourField() {
    return colourField;
  }

  ReadOnlyObjectProperty<Colouring> colouring() {
    return colouring.getReadOnlyProperty();
  }

  BooleanProperty showHits() {
    return showHits;
  }

  BooleanProperty showNeighbours() {
    return showNeighbours;
  }

  /** How many clusters k-means makes, where points are coloured by them. */
  ObjectProperty<Integer> clusters() {
    return clusters;
  }

  /** Edge of a point, in points of the screen. */
  DoubleProperty pointSize() {
    return pointSize;
  }

  ReadOnlyObjectProperty<List<Link>> links() {
    return links.getReadOnlyProperty();
  }

  /** Points inside the lasso; empty where there is none. */
  ReadOnlyObjectProperty<int[]> lassoed() {
    return lassoed.getReadOnlyProperty();
  }

  /** The document under the pointer, once its text has been read. */
  ReadOnlyObjectProperty<@Nullable VectorDocument> pointed() {
    return pointed.getReadOnlyProperty();
  }

  /** Hits that are on the map, best first. */
  List<SearchResults.Hit> hits() {
    Projection map = projection.get();
    Answer answer = search.answer().get();
    return map == null || answer == null
        ? List.of()
        : answer.results().hits().stream().filter(hit -> map.place(hit.id()) >= 0).toList();
  }

  /** Takes the points inside a closed line, in the units of the map. */
  void lasso(double[] edgeX, double[] edgeY) {
    Projection map = projection.get();
    if (map != null) {
      lassoed.set(Lasso.inside(edgeX, edgeY, map.x(), map.y()));
    }
  }

  /** Returns whether there was a lasso to take away. */
  boolean clearLasso() {
    boolean was = lassoed.get().length > 0;
    lassoed.set(new int[0]);
    return was;
  }

  Set<String> lassoedIds() {
    Projection map = projection.get();
    Set<String> ids = new HashSet<>();
    if (map != null) {
      Arrays.stream(lassoed.get()).forEach(point -> ids.add(map.ids().get(point)));
    }
    return ids;
  }

  /** The nearest point within a distance, or −1; all in the units of the map. */
  int nearest(double x, double y, double within) {
    Projection map = projection.get();
    int found = -1;
    double best = within * within;
    for (int i = 0; map != null && i < map.size(); i++) {
      double dx = map.x()[i] - x;
      double dy = map.y()[i] - y;
      double distance = dx * dx + dy * dy;
      if (distance <= best) {
        best = distance;
        found = i;
      }
    }
    return found;
  }

  /** Reads what is under the pointer; −1 for nothing. */
  void point(int place) {
    Projection map = projection.get();
    CollectionInfo info = search.collection().get();
    if (map == null || info == null || place < 0) {
      pointed.set(null);
      return;
    }
    String id = map.ids().get(place);
    VectorDocument now = pointed.get();
    if (now != null && now.id().equals(id)) {
      return;
    }
    tasks
        .task(
            "Read document",
            progress -> engine.vectorSearch().collection(info.name()).documents(List.of(id)))
        .quietly()
        .replacing(pointed)
        .onDone(found -> pointed.set(found.isEmpty() ? null : found.getFirst()))
        .start();
  }

  /** Shows a document's details as if it were a hit. */
  void selectPointed() {
    VectorDocument document = pointed.get();
    if (document != null) {
      search.selectedHit().set(search.hitOf(document));
    }
  }

  /** Computes the map anew, for example after the collection has changed. */
  void reload() {
    loaded = "";
    load();
  }

  private void load() {
    CollectionInfo info = search.collection().get();
    String wanted = info == null ? "" : info.name() + " " + info.version();
    if (!shown.get() || wanted.equals(loaded)) {
      return;
    }
    loaded = wanted;
    projection.set(null);
    failure.set(null);
    links.set(List.of());
    lassoed.set(new int[0]);
    pointed.set(null);
    if (info == null || info.size() == 0) {
      running.set(null);
      return;
    }
    running.set(
        tasks
            .task(
                "Map " + info.name(),
                progress -> {
                  VectorCollection source = engine.vectorSearch().collection(info.name());
                  progress.report(0, "Reading vectors");
                  VectorSample sample = source.sample(MOST_POINTS, progress);
                  progress.report(0.1, "Finding the two main axes");
                  return new Made(method.of(sample, progress), fields(source, sample.ids()));
                })
            .replacing(projection)
            .onDone(this::show)
            .onCancelled(() -> stopped(wanted, null))
            .onFailed(thrown -> stopped(wanted, thrown))
            .start());
  }

  private void stopped(String which, @Nullable Throwable thrown) {
    if (which.equals(loaded)) {
      running.set(null);
      failure.set(thrown);
      loaded = "";
    }
  }

  /** Fields that group the documents, the fewest groups first. */
  private static List<String> fields(VectorCollection source, List<String> ids) {
    record Kinds(String field, int count) {}
    List<Kinds> found = new ArrayList<>();
    for (VectorCollection.MetadataField field : source.metadataFields()) {
      int kinds = new HashSet<>(source.values(field.name(), ids)).size();
      boolean grouping = field.type().equals("STRING") ? kinds <= MOST_KINDS : true;
      if (kinds > 1 && grouping) {
        found.add(new Kinds(field.name(), field.type().equals("STRING") ? kinds : kinds + 1_000));
      }
    }
    found.sort((a, b) -> Integer.compare(a.count(), b.count()));
    return Stream.concat(found.stream().map(Kinds::field), Stream.of(MapClusters.FIELD)).toList();
  }

  private void show(Made made) {
    running.set(null);
    colouring.set(Colouring.none(made.projection().size()));
    projection.set(made.projection());
    colourFields.set(made.fields());
    String before = colourField.get();
    if (before == null || !made.fields().contains(before)) {
      colourField.set(made.fields().isEmpty() ? null : made.fields().getFirst());
    } else {
      colour();
    }
    link();
  }

  private void colour() {
    Projection map = projection.get();
    String field = colourField.get();
    CollectionInfo info = search.collection().get();
    if (map == null || info == null) {
      return;
    }
    if (field == null) {
      colouring.set(Colouring.none(map.size()));
      return;
    }
    int count = clusters.get();
    tasks
        .task("Colour by " + field, progress -> colouring(info.name(), field, count, map, progress))
        .replacing(colouring)
        .onDone(
            made -> {
              if (map.equals(projection.get()) && made.groupOf().length == map.size()) {
                colouring.set(made);
              }
            })
        .start();
  }

  private Colouring colouring(
      String name, String field, int count, Projection map, Progress progress) {
    VectorCollection source = engine.vectorSearch().collection(name);
    return field.equals(MapClusters.FIELD)
        ? MapClusters.of(source.sample(MOST_POINTS, progress), count, engine.compute(), progress)
        : Colouring.of(field, source.values(field, map.ids()));
  }

  private void link() {
    Projection map = projection.get();
    CollectionInfo info = search.collection().get();
    List<String> hits =
        hits().stream().limit(HITS_WITH_NEIGHBOURS).map(SearchResults.Hit::id).toList();
    if (map == null || info == null || hits.isEmpty() || !showNeighbours.get()) {
      links.set(List.of());
      return;
    }
    tasks
        .task("Find neighbours", progress -> neighbours(info.name(), hits, map))
        .quietly()
        .replacing(links)
        .onDone(links::set)
        .start();
  }

  private List<Link> neighbours(String name, List<String> hits, Projection map) {
    VectorCollection source = engine.vectorSearch().collection(name);
    List<VectorDocument> documents = source.documents(hits);
    float[][] queries = documents.stream().map(VectorDocument::embedding).toArray(float[][]::new);
    List<SearchResults> near = source.searchBatch(queries, SearchOptions.top(NEIGHBOURS + 1));
    List<Link> found = new ArrayList<>();
    for (int i = 0; i < near.size(); i++) {
      String id = documents.get(i).id();
      near.get(i).hits().stream()
          .filter(hit -> !hit.id().equals(id) && map.place(hit.id()) >= 0)
          .limit(NEIGHBOURS)
          .forEach(hit -> found.add(new Link(map.place(id), map.place(hit.id()))));
    }
    return found;
  }

  /** The rank of a hit from 1, where a document is one. */
  Optional<Integer> rank(String id) {
    Answer answer = search.answer().get();
    if (answer != null) {
      List<SearchResults.Hit> hits = answer.results().hits();
      for (int i = 0; i < hits.size(); i++) {
        if (hits.get(i).id().equals(id)) {
          return Optional.of(i + 1);
        }
      }
    }
    return Optional.empty();
  }

  private record Made(Projection projection, List<String> fields) {}
}
