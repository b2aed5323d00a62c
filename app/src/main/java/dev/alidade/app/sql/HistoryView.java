package dev.alidade.app.sql;

import dev.alidade.app.chart.Palette;
import dev.alidade.app.control.Buttons;
import dev.alidade.app.control.EmptyState;
import dev.alidade.app.control.Section;
import dev.alidade.app.control.Segmented;
import dev.alidade.engine.sql.HistoryEntry;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Insets;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** Query shapes that ran on this database; a double click or Enter puts one into the editor. */
final class HistoryView extends StackPane {
  private static final double SIDE = 16;
  private static final ObservableValue<Number> NO_WIDTH = new SimpleDoubleProperty(0);
  private static final String LATEST = "Latest";
  private static final String SLOWEST = "Slowest";
  private static final String COSTLIEST = "Most time";

  private final SqlViewModel model;
  private final ListView<HistoryEntry> list = new ListView<>();
  private final Segmented<String> order =
      new Segmented<>(List.of(LATEST, SLOWEST, COSTLIEST), name -> name);
  private final TextField search = Buttons.compact(new TextField());
  private final VBox filled;

  /**
   * @param onOpen takes the statement to put into the editor
   */
  HistoryView(
      SqlViewModel model, Clock clock, ObservableValue<Palette> palette, Consumer<String> onOpen) {
    this.model = model;
    setId("history");
    list.setId("history-list");
    list.setAccessibleText("History");
    list.getStyleClass().addAll("al-list", "ruled");
    list.setCellFactory(view -> new HistoryCell(clock, palette));
    list.setOnMouseClicked(
        event -> {
          if (event.getClickCount() == 2) {
            open(onOpen);
          }
        });
    list.setOnKeyPressed(
        event -> {
          if (event.getCode() == KeyCode.ENTER) {
            open(onOpen);
            event.consume();
          }
        });
    search.setPromptText("Find a query");
    search.setAccessibleText("Find a query");
    search.textProperty().addListener((observed, was, is) -> show());
    order.getStyleClass().add("al-compact");
    order.valueProperty().addListener((observed, was, is) -> show());
    HBox bar = new HBox(8, search, Section.gap(), order);
    bar.getStyleClass().add("al-toolbar");
    VBox.setVgrow(list, Priority.ALWAYS);
    HBox heads = HistoryCell.heads();
    list.skinProperty().subscribe(skin -> keepOverRows(heads));
    filled = new VBox(bar, heads, list);
    model.databases().history().addListener((observed, was, is) -> show());
    show();
  }

  /** Heads end where the rows end: before the scroll bar, where there is one. */
  private void keepOverRows(HBox heads) {
    heads.setPadding(new Insets(0, SIDE, 0, SIDE));
    for (Node node : list.lookupAll(".scroll-bar")) {
      if (node instanceof ScrollBar bar && bar.getOrientation() == Orientation.VERTICAL) {
        heads
            .paddingProperty()
            .bind(
                bar.visibleProperty()
                    .flatMap(shown -> shown ? bar.widthProperty() : NO_WIDTH)
                    .map(width -> new Insets(0, SIDE + width.doubleValue(), 0, SIDE)));
      }
    }
  }

  private void open(Consumer<String> onOpen) {
    HistoryEntry chosen = list.getSelectionModel().getSelectedItem();
    if (chosen != null) {
      onOpen.accept(chosen.lastSql());
    }
  }

  private void show() {
    List<HistoryEntry> entries = model.databases().history().get();
    Node state = filled;
    if (entries.isEmpty()) {
      state = new EmptyState("Queries you run are kept here with their times.");
    } else {
      String wanted = search.getText().strip().toLowerCase(Locale.ROOT);
      list.getItems()
          .setAll(
              entries.stream()
                  .filter(entry -> entry.lastSql().toLowerCase(Locale.ROOT).contains(wanted))
                  .sorted(comparator())
                  .toList());
    }
    getChildren().setAll(state);
  }

  private Comparator<HistoryEntry> comparator() {
    return switch (order.valueProperty().get()) {
      case SLOWEST -> Comparator.comparingLong(HistoryEntry::p95Nanos).reversed();
      case COSTLIEST ->
          Comparator.comparingDouble(
                  (HistoryEntry entry) -> (double) entry.count() * entry.p50Nanos())
              .reversed();
      default -> Comparator.comparing(HistoryEntry::lastAt).reversed();
    };
  }
}
