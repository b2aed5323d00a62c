package dev.alidade.app.vector;

import dev.alidade.app.chart.Palette;
import dev.alidade.app.control.Chip;
import dev.alidade.app.control.Icons;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Section;
import dev.alidade.app.control.Segmented;
import dev.alidade.app.control.ToggleSwitch;
import dev.alidade.app.format.Figures;
import dev.alidade.app.vector.VectorViewModel.Answer;
import dev.alidade.engine.vector.CollectionInfo;
import dev.alidade.engine.vector.SearchResults;
import java.util.List;
import java.util.Objects;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Slider;
import javafx.scene.control.TextArea;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** What to search for: the query, filters, how many, how near, how precise. */
final class QueryColumn extends VBox {
  private final VectorViewModel model;
  private final TextArea query = new TextArea();
  private final FlowPane chips = new FlowPane(6, 6);
  private final Label matching = Labels.small("");
  private final Label recall = Labels.mono(Figures.NONE);
  private final Label scanTime = Labels.mono(Figures.NONE);

  QueryColumn(VectorViewModel model, ObservableValue<Palette> palette) {
    this.model = model;
    VBox list = new VBox(limitsPart(), precisionPart(), memoryPart());
    MapColumn map = new MapColumn(model.map(), palette);
    list.visibleProperty().bind(model.map().shown().not());
    map.visibleProperty().bind(model.map().shown());
    for (Node part : List.of(list, map)) {
      part.managedProperty().bind(part.visibleProperty());
    }
    ScrollPane scroll = new ScrollPane(new VBox(filterPart(), list, map));
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    VBox.setVgrow(scroll, Priority.ALWAYS);
    // The query stands outside of what scrolls, so that it is there to take the keyboard at once.
    getChildren().addAll(queryPart(), scroll);
    getStyleClass().add("al-left");
    recall.setId("measured-recall");
    setPrefWidth(280);
    setMinWidth(280);
    model.answer().addListener((observed, was, is) -> showAnswer(is));
    model.conditions().addListener((ListChangeListener<Condition>) change -> showChips());
    showChips();
  }

  void focusQuery() {
    query.requestFocus();
  }

  private Node queryPart() {
    Segmented<QueryKind> kind =
        new Segmented<>(List.of(QueryKind.values()), QueryKind::label).filling();
    kind.valueProperty().bindBidirectional(model.kind());
    query.setId("query");
    query.setWrapText(true);
    query.setPrefRowCount(2);
    query.setPrefHeight(64);
    query.setAccessibleText("Query");
    query.promptTextProperty().bind(model.kind().map(QueryKind::prompt));
    query.textProperty().bindBidirectional(model.text());
    query.addEventFilter(
        javafx.scene.input.KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == javafx.scene.input.KeyCode.ENTER && !event.isShiftDown()) {
            event.consume();
            model.search();
          }
        });
    return new Section(kind, query);
  }

  private Node filterPart() {
    Hyperlink add = new Hyperlink("Add");
    add.setGraphic(Icons.small(Feather.PLUS, "al-icon-accent"));
    add.getStyleClass().add("al-small");
    add.setId("add-filter");
    add.setOnAction(event -> new FilterPopup(model).show(add));
    add.disableProperty().bind(model.fields().map(List::isEmpty));
    return Section.of("Filters", add, chips, matching);
  }

  private Node limitsPart() {
    ComboBox<Integer> k = new ComboBox<>();
    k.getItems().setAll(5, 10, 20, 50, 100);
    k.valueProperty().bindBidirectional(model.maxResults());
    ComboBox<String> threshold = new ComboBox<>();
    threshold.getItems().setAll("none", "0.30", "0.50", "0.70", "0.80", "0.90");
    threshold.setEditable(true);
    threshold.valueProperty().bindBidirectional(model.threshold());
    ToggleSwitch hybrid = new ToggleSwitch("Add keyword match (BM25)");
    hybrid.selectedProperty().bindBidirectional(model.hybrid());
    HBox pair = new HBox(12, labelled("Results k", k), labelled("Score at least", threshold));
    return new Section(pair, hybrid);
  }

  private Node precisionPart() {
    Label value = Labels.of("", "al-mono", "al-strong");
    value.textProperty().bind(model.precision().choice().map(PrecisionChoice::label));
    Slider slider = new Slider(0, PrecisionChoice.ALL.size() - 1.0, 0);
    slider.setMajorTickUnit(1);
    slider.setMinorTickCount(0);
    slider.setSnapToTicks(true);
    slider.setBlockIncrement(1);
    slider.setAccessibleText("Precision");
    slider
        .valueProperty()
        .addListener(
            (observed, was, is) ->
                model
                    .precision()
                    .choice()
                    .set(PrecisionChoice.ALL.get((int) Math.round(is.doubleValue()))));
    model
        .precision()
        .choice()
        .addListener((observed, was, is) -> slider.setValue(PrecisionChoice.ALL.indexOf(is)));
    Label sentence = Labels.paragraph("");
    sentence.getStyleClass().add("al-small");
    sentence.textProperty().bind(model.precision().choice().map(PrecisionChoice::sentence));
    VBox last =
        new VBox(4, Section.row("Last search's recall", recall), Section.row("Its scan", scanTime));
    return Section.of(
        "Precision",
        value,
        slider,
        new PrecisionChart(model.precision()),
        sentence,
        PrecisionChart.facts(model.precision()),
        last);
  }

  /** What the vectors take, representation by representation. */
  private Node memoryPart() {
    VBox rows = new VBox(4);
    rows.setId("collection-memory");
    model
        .collection()
        .addListener(
            (observed, was, is) -> {
              CollectionInfo.Memory before = was == null ? null : was.memory();
              CollectionInfo.Memory now = is == null ? null : is.memory();
              if (!Objects.equals(before, now)) {
                rows.getChildren().setAll(memory(now));
              }
            });
    CollectionInfo first = model.collection().get();
    rows.getChildren().setAll(memory(first == null ? null : first.memory()));
    return Section.titled("In linear memory", rows);
  }

  private static List<Node> memory(CollectionInfo.@Nullable Memory bytes) {
    if (bytes == null) {
      return List.of(Labels.small(Figures.NONE));
    }
    return List.of(
        Section.row("float32, exact", Figures.bytes(bytes.float32())),
        Section.row("int8", Figures.bytes(bytes.int8())),
        Section.row("1 bit a dimension", Figures.bytes(bytes.oneBit())),
        Section.row("Which rows are alive", Figures.bytes(bytes.other())));
  }

  private void showChips() {
    chips
        .getChildren()
        .setAll(
            model.conditions().stream()
                .map(c -> Chip.filter(c.text(), () -> model.removeCondition(c)))
                .toList());
    if (model.conditions().isEmpty()) {
      matching.setText("All documents are searched.");
    }
  }

  private void showAnswer(@Nullable Answer answer) {
    if (answer == null) {
      recall.setText(Figures.NONE);
      scanTime.setText(Figures.NONE);
      return;
    }
    SearchResults.Explanation why = answer.results().explanation();
    recall.setText(SearchWay.recall(why));
    scanTime.setText(
        SearchWay.of(why) == SearchWay.KEYWORDS
            ? Figures.NONE
            : Figures.nanos(Comparison.scanNanos(answer.results())));
    if (!model.conditions().isEmpty()) {
      matching.setText(matching(answer.searched().size(), why));
    }
  }

  /** How many documents the filters keep, and what was made of that. */
  static String matching(long documents, SearchResults.Explanation why) {
    boolean gathered = why.stages().stream().anyMatch(stage -> stage.name().equals("Gather"));
    return "%s of %s match · %s · %s"
        .formatted(
            Figures.count(Math.round(why.selectivity() * documents)),
            Figures.count(documents),
            Figures.percent(why.selectivity()),
            SearchWay.of(why) == SearchWay.KEYWORDS
                ? "keywords"
                : gathered ? "gathered" : "scan masked");
  }

  private static Node labelled(String caption, ComboBox<?> field) {
    field.setMaxWidth(Double.MAX_VALUE);
    field.setPrefWidth(116);
    VBox box = new VBox(4, Labels.caption(caption), field);
    box.setAlignment(Pos.CENTER_LEFT);
    HBox.setHgrow(box, Priority.ALWAYS);
    return box;
  }
}
