package dev.alidade.app.control;

import dev.alidade.app.format.Figures;
import java.util.function.IntConsumer;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.geometry.Pos;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** Makes the columns of a {@link DataGrid}. JavaFX thread. */
final class GridColumns {
  private static final double PER_CHARACTER = 7.3;
  private static final double PER_HEAD_CHARACTER = 7;

  /** Capital letters of the text face are wider; short texts may well consist of them. */
  private static final double PER_CAPITAL = 9;

  private static final int MOST_CAPITALS = 12;
  private static final double HEAD_ICON = 22;
  private static final double NARROWEST = 64;

  /** Both ends of a histogram's axis fit beside each other. */
  private static final double NARROWEST_NUMBER = 78;

  /** A column of this width, its default, is made as wide as its rows by the table itself. */
  private static final double SELF_SIZED = 80;

  private static final double WIDEST = 200;
  private static final int ROWS_MEASURED = 40;

  private static final double OTHERS = 190;

  private final DataGrid grid;

  GridColumns(DataGrid grid) {
    this.grid = grid;
  }

  /** Row numbers. */
  TableColumn<Integer, Object> numbers() {
    TableColumn<Integer, Object> column = new TableColumn<>();
    Label head = Labels.of("#", "al-grid-number");
    head.setMinHeight(20);
    column.setGraphic(head);
    column.setCellValueFactory(
        cell -> new ReadOnlyObjectWrapper<>(grid.model().rowNumber(cell.getValue())));
    column.setCellFactory(made -> grid.kept(new DataGridCell.RowNumber(grid)));
    column.setSortable(false);
    column.setReorderable(false);
    column.setPrefWidth(numberWidth());
    return column;
  }

  double numberWidth() {
    return Math.max(40, 16 + 7 * Figures.count(grid.model().highestRowNumber()).length());
  }

  /**
   * A column of the model.
   *
   * @param clicked is called with its index when its head is clicked
   */
  TableColumn<Integer, Object> column(int index, GridColumn described, IntConsumer clicked) {
    TableColumn<Integer, Object> column = new TableColumn<>();
    Label name = new Label(described.name());
    if (described.icon() != null) {
      name.setGraphic(Icons.small(described.icon()));
    }
    HBox head = new HBox(name);
    head.setAlignment(
        described.kind() == GridColumn.Kind.NUMBER ? Pos.CENTER_RIGHT : Pos.CENTER_LEFT);
    head.setMinHeight(20);
    head.setOnMouseClicked(event -> clicked.accept(index));
    VBox graphic = new VBox(4, head);
    graphic.getStyleClass().add("al-grid-head");
    graphic.setFillWidth(true);
    graphic.prefWidthProperty().bind(column.widthProperty().subtract(17));
    graphic.setMinWidth(0);
    column.setGraphic(graphic);
    column.setCellValueFactory(
        cell -> new ReadOnlyObjectWrapper<>(grid.model().value(cell.getValue(), index)));
    column.setCellFactory(made -> grid.kept(new DataGridCell(described.kind(), grid, index)));
    column.setSortable(false);
    column.setPrefWidth(width(index, described));
    return column;
  }

  private double width(int index, GridColumn described) {
    int longest = 0;
    for (int row = 0; row < Math.min(ROWS_MEASURED, grid.model().rowCount()); row++) {
      longest = Math.max(longest, grid.model().words(grid.model().value(row, index)).length());
    }
    double head =
        described.name().length() * PER_HEAD_CHARACTER + (described.icon() == null ? 0 : HEAD_ICON);
    int capitals = described.kind() == GridColumn.Kind.TEXT ? Math.min(longest, MOST_CAPITALS) : 0;
    double values = longest * PER_CHARACTER + capitals * (PER_CAPITAL - PER_CHARACTER);
    double least = described.kind() == GridColumn.Kind.NUMBER ? NARROWEST_NUMBER : NARROWEST;
    double width = Math.clamp(17 + Math.max(head, values), least, WIDEST);
    return width == SELF_SIZED ? width + 1 : width;
  }

  /** Stands for columns that are not in the grid, and leads to them. */
  TableColumn<Integer, Object> others(String words, String id, Runnable show) {
    Hyperlink link = new Hyperlink(words);
    link.setId(id);
    link.getStyleClass().add("al-small");
    link.setMinHeight(20);
    link.setOnAction(event -> show.run());
    TableColumn<Integer, Object> column = new TableColumn<>();
    column.setGraphic(link);
    column.setSortable(false);
    column.setReorderable(false);
    column.setPrefWidth(OTHERS);
    return column;
  }
}
