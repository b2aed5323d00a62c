package dev.alidade.app.sql;

import dev.alidade.app.control.Buttons;
import dev.alidade.app.control.Chip;
import dev.alidade.app.control.DataGrid;
import dev.alidade.app.control.EmptyState;
import dev.alidade.app.control.ErrorState;
import dev.alidade.app.control.Icons;
import dev.alidade.app.control.LoadingState;
import dev.alidade.app.format.Figures;
import dev.alidade.app.format.Values;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.scene.Node;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** What the last run gave: rows in a grid, changed rows, an error, or what to do first. */
final class ResultView extends StackPane {
  private static final int LONGEST_VALUE = 24;

  private final SqlViewModel model;
  private final SqlActions actions;
  private final DataGrid grid = new DataGrid();
  private final BorderPane rows = new BorderPane();
  private final HBox chips = new HBox(4);

  ResultView(SqlViewModel model, SqlActions actions) {
    this.model = model;
    this.actions = actions;
    grid.setId("result-grid");
    rows.setCenter(grid);
    rows.setTop(new ResultBar(model, actions, chips));
    rows.setBottom(new ResultFoot(model));
    model.result().setOnPage(page -> grid.changed());
    model.result().rows().subscribe(this::showRows);
    model.result().reading().state().subscribe(now -> grow());
    model.result().shape().subscribe(this::showShape);
    model.runs().outcome().addListener((observed, was, is) -> show());
    model.runs().failure().addListener((observed, was, is) -> show());
    model.runs().running().addListener((observed, was, is) -> show());
    grid.setOnColumn(column -> model.result().sortBy(column));
    grid.setOnWindow(this::showSort);
    grid.addEventFilter(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.SPACE) {
            focusedCell().ifPresent(actions::showCell);
            event.consume();
          }
        });
    grid.setOnMouseClicked(
        event -> {
          if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2) {
            focusedCell().ifPresent(actions::showCell);
          }
        });
    grid.getFocusModel()
        .focusedCellProperty()
        .subscribe(() -> focusedCell().ifPresent(actions::followCell));
    grid.getContextMenu()
        .getItems()
        .addAll(
            new SeparatorMenuItem(),
            Buttons.item("Show value", () -> focusedCell().ifPresent(actions::showCell)),
            Buttons.item("Keep rows with this value", () -> keep(true)),
            Buttons.item("Leave out rows with this value", () -> keep(false)));
    show();
  }

  /**
   * A cell of the grid.
   *
   * @param value whole, as SQLite gave it
   */
  record Cell(String column, long row, @Nullable Object value) {}

  private void show() {
    getChildren().setAll(state());
  }

  private Node state() {
    var task = model.runs().running().get();
    Throwable failure = model.runs().failure().get();
    Outcome outcome = model.runs().outcome().get();
    if (task != null) {
      return new LoadingState(task);
    }
    if (failure != null) {
      OptionalInt place = model.scripts().current().get().errorPlace().get();
      return place.isPresent()
          ? new ErrorState(
              "The query failed at " + actions.editor().placeName(place.getAsInt()),
              failure,
              "Show the place",
              actions.editor()::focusCode)
          : new ErrorState("The query failed", failure);
    }
    if (outcome == null) {
      return new EmptyState(
          model.databases().chosen().get() == null
              ? "Open a SQLite file to query it."
              : "Write a query, then press Ctrl+Enter. A double click on History brings one back.");
    }
    if (!outcome.hasRows()) {
      return new EmptyState(
          outcome.changedRows() > 0
              ? Figures.counted(outcome.changedRows(), "row") + " changed."
              : "Done. No row was changed.");
    }
    return rows;
  }

  private void showRows(Optional<ResultViewModel.Rows> shown) {
    if (shown.isPresent()) {
      grid.show(shown.get().model());
      showSort();
    }
  }

  private void grow() {
    model
        .result()
        .rows()
        .get()
        .filter(shown -> shown.model().equals(grid.model()))
        .ifPresent(shown -> grid.changed());
  }

  private void showShape(ResultShape shape) {
    chips.getChildren().clear();
    for (ResultShape.Kept kept : shape.kept()) {
      String value = Values.shown(kept.value());
      String words =
          model.result().heads().get(kept.column())
              + (kept.same() ? " is " : " is not ")
              + (value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE) + "…" : value);
      chips
          .getChildren()
          .add(
              Chip.filter(
                  words, () -> model.result().reshape(model.result().shape().get().without(kept))));
    }
  }

  /** An arrow in the head of the column that the rows are sorted by. */
  private void showSort() {
    List<Integer> columns = grid.shownColumns().boxed().toList();
    for (int column : columns) {
      Pane head = (Pane) ((Pane) grid.head(column)).getChildren().getFirst();
      head.getChildren().removeIf(node -> node.getStyleClass().contains("al-sort-mark"));
    }
    model
        .result()
        .shape()
        .get()
        .sort()
        .filter(sort -> columns.contains(sort.column()))
        .ifPresent(
            sort -> {
              Pane head = (Pane) ((Pane) grid.head(sort.column())).getChildren().getFirst();
              head.getChildren()
                  .add(
                      Icons.small(
                          sort.descending() ? Feather.ARROW_DOWN : Feather.ARROW_UP,
                          "al-sort-mark"));
            });
  }

  private void keep(boolean same) {
    int column = grid.focusedColumn();
    focusedCell()
        .ifPresent(
            cell ->
                model
                    .result()
                    .reshape(
                        model
                            .result()
                            .shape()
                            .get()
                            .with(new ResultShape.Kept(column, cell.value(), same))));
  }

  private Optional<Cell> focusedCell() {
    int column = grid.focusedColumn();
    int row = grid.getFocusModel().getFocusedCell().getRow();
    if (row < 0 || row >= grid.model().rowCount() || column < 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Cell(
            grid.model().columns().get(column).name(), row + 1L, grid.model().copied(row, column)));
  }
}
