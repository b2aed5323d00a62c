package dev.alidade.app.vector;

import dev.alidade.engine.vector.SearchResults;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Line;
import javafx.scene.shape.Polygon;

/** What stands on the points: hits, lines to their neighbours, names, the lasso. */
final class MapMarks extends Pane {
  private static final double HIT_RADIUS = 5;
  private static final double SELECTED_RADIUS = 7;
  private static final double NEIGHBOUR_RADIUS = 3.5;
  private static final int NAMED_HITS = 8;
  private static final double NAME_HEIGHT = 18;
  private static final double VIEW_EDGE = 8;
  private static final double CHARACTER = 6.6;

  private final MapViewModel model;
  private final VectorViewModel search;
  private final Polygon lasso = new Polygon();
  private List<double[]> edge = List.of();
  private MapWindow window = new MapWindow(0, 0, 1);

  MapMarks(MapViewModel model, VectorViewModel search) {
    this.model = model;
    this.search = search;
    lasso.getStyleClass().add("al-map-lasso");
    setMouseTransparent(true);
    setMinSize(0, 0);
    setManaged(true);
  }

  /** Corners of the lasso in the units of the map. */
  void edge(List<double[]> corners, MapWindow seen) {
    edge = List.copyOf(corners);
    window = seen;
    lasso.setVisible(edge.size() > 1);
  }

  void drawEdge(double width, double height) {
    lasso
        .getPoints()
        .setAll(
            edge.stream()
                .flatMap(
                    corner ->
                        List.of(window.screenX(corner[0], width), window.screenY(corner[1], height))
                            .stream())
                .toList());
    if (!getChildren().contains(lasso)) {
      getChildren().addFirst(lasso);
    }
  }

  void draw(Projection map, MapWindow seen, double width, double height) {
    window = seen;
    List<Node> nodes = new ArrayList<>();
    nodes.add(lasso);
    if (model.showHits().get()) {
      for (MapViewModel.Link link : model.links().get()) {
        addLink(nodes, map, link, width, height);
      }
      addHits(nodes, map, width, height);
    }
    getChildren().setAll(nodes);
    drawEdge(width, height);
  }

  private void addLink(
      List<Node> nodes, Projection map, MapViewModel.Link link, double width, double height) {
    if (link.hit() >= map.size() || link.neighbour() >= map.size()) {
      return;
    }
    double x = window.screenX(map.x()[link.neighbour()], width);
    double y = window.screenY(map.y()[link.neighbour()], height);
    Line line =
        new Line(
            window.screenX(map.x()[link.hit()], width),
            window.screenY(map.y()[link.hit()], height),
            x,
            y);
    line.getStyleClass().add("al-map-link");
    Circle end = new Circle(x, y, NEIGHBOUR_RADIUS);
    end.getStyleClass().add("al-map-neighbour-mark");
    nodes.add(line);
    nodes.add(end);
  }

  private void addHits(List<Node> nodes, Projection map, double width, double height) {
    SearchResults.Hit selected = search.selectedHit().get();
    List<SearchResults.Hit> hits = model.hits();
    List<Bounds> taken = new ArrayList<>();
    for (SearchResults.Hit hit : hits) {
      double x = window.screenX(map.x()[map.place(hit.id())], width);
      double y = window.screenY(map.y()[map.place(hit.id())], height);
      boolean chosen = selected != null && selected.id().equals(hit.id());
      Circle circle = new Circle(x, y, chosen ? SELECTED_RADIUS : HIT_RADIUS);
      circle.getStyleClass().add("al-map-hit-mark");
      nodes.add(circle);
      taken.add(new BoundingBox(x - HIT_RADIUS, y - HIT_RADIUS, 2 * HIT_RADIUS, 2 * HIT_RADIUS));
    }
    Bounds view =
        new BoundingBox(VIEW_EDGE, VIEW_EDGE, width - 2 * VIEW_EDGE, height - 2 * VIEW_EDGE);
    for (SearchResults.Hit hit : hits.subList(0, Math.min(NAMED_HITS, hits.size()))) {
      double x = window.screenX(map.x()[map.place(hit.id())], width);
      double y = window.screenY(map.y()[map.place(hit.id())], height);
      name(hit, x, y, view, taken).ifPresent(nodes::add);
    }
  }

  /** A name beside a hit, whole in view, where it covers no other hit and no other name. */
  private static Optional<Label> name(
      SearchResults.Hit hit, double x, double y, Bounds view, List<Bounds> taken) {
    String words = HitTitle.of(hit);
    double width = words.length() * CHARACTER + 10;
    for (Bounds place :
        List.of(
            new BoundingBox(x + 8, y - NAME_HEIGHT / 2, width, NAME_HEIGHT),
            new BoundingBox(x - 8 - width, y - NAME_HEIGHT / 2, width, NAME_HEIGHT),
            new BoundingBox(x - width / 2, y - 8 - NAME_HEIGHT, width, NAME_HEIGHT),
            new BoundingBox(x - width / 2, y + 8, width, NAME_HEIGHT))) {
      if (view.contains(place) && taken.stream().noneMatch(place::intersects)) {
        Label label = new Label(words);
        label.getStyleClass().add("al-map-name");
        label.setManaged(false);
        label.resizeRelocate(place.getMinX(), place.getMinY(), width, NAME_HEIGHT);
        taken.add(place);
        return Optional.of(label);
      }
    }
    return Optional.empty();
  }
}
