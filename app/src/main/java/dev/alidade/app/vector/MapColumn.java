package dev.alidade.app.vector;

import dev.alidade.app.chart.Palette;
import dev.alidade.app.control.Badge;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Section;
import dev.alidade.app.control.ShareBar;
import dev.alidade.app.format.Figures;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.Spinner;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** What the map shows: colours with their legend, hits, size of points, how it was projected. */
final class MapColumn extends VBox {
  private static final double SMALLEST_POINT = 1;
  private static final double LARGEST_POINT = 6;
  private static final double CLUSTERS_WIDTH = 84;

  private final MapViewModel model;
  private final ObservableValue<Palette> palette;
  private final VBox legend = new VBox(4);
  private final VBox projection = new VBox(6);

  MapColumn(MapViewModel model, ObservableValue<Palette> palette) {
    this.model = model;
    this.palette = palette;
    getChildren().addAll(colours(), shown(), Section.titled("Projection", projection));
    model.colouring().addListener((observed, was, is) -> showLegend());
    model.projection().addListener((observed, was, is) -> showProjection(is));
    palette.addListener((observed, was, is) -> showLegend());
    showLegend();
    showProjection(model.projection().get());
  }

  private Node colours() {
    ComboBox<String> field = new ComboBox<>();
    field.setId("map-colour");
    field.setMaxWidth(Double.MAX_VALUE);
    field.setPromptText("one colour");
    field.setAccessibleText("Colour points by");
    model
        .colourFields()
        .addListener(
            (observed, was, is) -> {
              String chosen = model.colourField().get();
              field.getItems().setAll(is);
              field.setValue(chosen);
            });
    field.getItems().setAll(model.colourFields().get());
    field.valueProperty().bindBidirectional(model.colourField());
    legend.setId("map-legend");
    Spinner<Integer> clusters =
        new Spinner<>(MapClusters.FEWEST, MapClusters.MOST, model.clusters().get());
    clusters.setId("map-clusters");
    clusters.setPrefWidth(CLUSTERS_WIDTH);
    clusters.getEditor().setAccessibleText("Number of clusters");
    clusters.valueProperty().addListener((observed, was, is) -> model.clusters().set(is));
    HBox count = new HBox(8, new Label("Clusters"), Section.gap(), clusters);
    count.setAlignment(Pos.CENTER_LEFT);
    count.visibleProperty().bind(model.colourField().isEqualTo(MapClusters.FIELD));
    count.managedProperty().bind(count.visibleProperty());
    return Section.titled("Colour points by", field, count, legend);
  }

  private Node shown() {
    CheckBox hits = new CheckBox("Hits");
    hits.selectedProperty().bindBidirectional(model.showHits());
    CheckBox neighbours = new CheckBox("Nearest neighbours of the hits");
    neighbours.selectedProperty().bindBidirectional(model.showNeighbours());
    neighbours.disableProperty().bind(model.showHits().not());
    Slider size = new Slider(SMALLEST_POINT, LARGEST_POINT, 2);
    size.setAccessibleText("Point size");
    size.setBlockIncrement(1);
    size.valueProperty().bindBidirectional(model.pointSize());
    HBox.setHgrow(size, Priority.ALWAYS);
    HBox row = new HBox(12, new Label("Point size"), size);
    row.setAlignment(Pos.CENTER_LEFT);
    return Section.titled("Show on the map", hits, neighbours, row);
  }

  private void showLegend() {
    Colouring colouring = model.colouring().get();
    int[] colours = new MapColours(palette.getValue()).of(colouring);
    legend.getChildren().clear();
    for (int i = 0; i < colours.length && !colouring.field().isEmpty(); i++) {
      legend.getChildren().add(line(colouring.groups().get(i), colours[i]));
    }
  }

  private static Node line(Colouring.Group group, int argb) {
    Region dot = new Region();
    dot.getStyleClass().add("al-dot");
    dot.setStyle(MapColours.fill(argb));
    Label name = Labels.of(group.label(), "al-small");
    if (group.rest()) {
      name.getStyleClass().add("al-muted");
    }
    name.setMinWidth(0);
    Label count = Labels.of(Figures.count(group.count()), "al-mono", "al-small");
    count.setMinWidth(USE_PREF_SIZE);
    HBox row = new HBox(8, dot, name, Section.gap(), count);
    row.setAlignment(Pos.CENTER_LEFT);
    return row;
  }

  private void showProjection(@Nullable Projection map) {
    projection.getChildren().clear();
    if (map == null) {
      projection.getChildren().add(Labels.small(Figures.NONE));
      return;
    }
    double first = map.explained()[0];
    double second = map.explained()[1];
    HBox head =
        new HBox(
            new Label("PCA, 2 of %,d axes".formatted(map.dimensions())),
            Section.gap(),
            Labels.mono(Figures.percent(first + second)));
    head.setAlignment(Pos.CENTER_LEFT);
    Label words =
        Labels.small(
            "of the variance shown: %s + %s. Lines to neighbours use all %,d axes."
                .formatted(Figures.percent(first), Figures.percent(second), map.dimensions()));
    words.setWrapText(true);
    words.setMinHeight(USE_PREF_SIZE);
    Label reason = Labels.small(map.path().reason());
    reason.setMinWidth(0);
    HBox path = new HBox(8, Badge.of(map.path().used()), reason);
    path.setAlignment(Pos.CENTER_LEFT);
    projection
        .getChildren()
        .addAll(head, new ShareBar(first + second, Badge.Kind.ACCENT), words, path);
  }
}
