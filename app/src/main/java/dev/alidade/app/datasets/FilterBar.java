package dev.alidade.app.datasets;

import dev.alidade.app.control.Buttons;
import dev.alidade.app.control.Chip;
import dev.alidade.app.control.Icons;
import dev.alidade.app.control.Section;
import dev.alidade.app.table.ColumnCompletion;
import dev.alidade.engine.EngineException;
import java.util.List;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** The filters in force as chips, a field for one more, and what is wrong with the last. */
final class FilterBar extends VBox {
  private static final double FIELD_WIDTH = 320;

  private final RowsViewModel model;
  private final FlowPane chips = new FlowPane(6, 4);
  private final TextField field = new TextField();
  private final Button add;

  FilterBar(RowsViewModel model) {
    this.model = model;
    this.add = Buttons.compact(Buttons.flat("Add filter", Feather.PLUS, this::open));
    add.setId("add-filter");
    Button clear = Buttons.compact(Buttons.flat("Clear", Feather.X, model::clearFilters));
    clear.setId("clear-filters");
    clear.setGraphic(null);
    field.setId("filter-field");
    field.setPromptText("rating > 7 and genre = 'Drama'");
    field.setAccessibleText("A condition; Ctrl+Space lists columns, Enter adds it");
    field.setPrefWidth(FIELD_WIDTH);
    field.getStyleClass().addAll("al-compact", "al-mono");
    field.setOnAction(event -> addWritten());
    field.addEventFilter(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.ESCAPE) {
            close();
            event.consume();
          }
        });
    ColumnCompletion.install(
        field,
        () ->
            model.shownProperty().get().map(now -> now.data().schema().fields()).orElse(List.of()));
    chips.setAlignment(Pos.CENTER_LEFT);
    HBox.setHgrow(chips, Priority.ALWAYS);
    HBox bar = new HBox(8, Icons.small(Feather.FILTER), chips, Section.gap(), clear);
    bar.getStyleClass().add("al-toolbar");
    Label wrong = new Label();
    wrong.getStyleClass().addAll("al-field-error", "al-filter-error");
    wrong.setId("filter-error");
    wrong.setWrapText(true);
    model
        .filterProblemProperty()
        .subscribe(
            problem -> {
              wrong.setText(problem.map(FilterBar::words).orElse(""));
              wrong.setVisible(problem.isPresent());
              wrong.setManaged(problem.isPresent());
            });
    model.filters().addListener((ListChangeListener<RowFilter>) change -> fill());
    clear.visibleProperty().bind(javafx.beans.binding.Bindings.isNotEmpty(model.filters()));
    field.setVisible(false);
    fill();
    getChildren().addAll(bar, wrong);
  }

  private void fill() {
    chips.getChildren().clear();
    for (RowFilter filter : model.filters()) {
      chips.getChildren().add(Chip.filter(filter.label(), () -> model.remove(filter)));
    }
    chips.getChildren().add(field.isVisible() ? field : add);
  }

  private void open() {
    field.setVisible(true);
    fill();
    field.requestFocus();
  }

  private void close() {
    field.setVisible(false);
    field.clear();
    fill();
    add.requestFocus();
  }

  private void addWritten() {
    String text = field.getText().strip();
    if (text.isEmpty()) {
      close();
      return;
    }
    field.setVisible(false);
    field.clear();
    model.add(new RowFilter.Written(text));
  }

  private static String words(Throwable problem) {
    if (problem instanceof EngineException known) {
      return known.sentence() + " " + known.remedy() + " (" + known.code() + ")";
    }
    String message = problem.getMessage();
    return message == null ? problem.toString() : message;
  }
}
