package dev.alidade.app.datasets;

import dev.alidade.app.control.Icons;
import dev.alidade.app.control.Labels;
import dev.alidade.app.format.Figures;
import dev.alidade.app.table.BinBars;
import dev.alidade.app.table.ColumnValues;
import dev.alidade.engine.dataset.ColumnProfile;
import dev.alidade.engine.dataset.ColumnType;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import javafx.beans.property.IntegerProperty;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Every column on one line: distribution and figures. */
final class ProfileTable extends VBox {
  private static final double LINE = 44;
  private static final double BARS = 110;
  private static final double FIGURE = 68;

  private final ListView<ColumnProfile> lines = new ListView<>();

  ProfileTable(IntegerProperty selected) {
    lines.setId("profile-columns");
    lines.setFixedCellSize(LINE);
    lines.getStyleClass().addAll("al-list", "ruled", "al-profile-lines");
    lines.setCellFactory(list -> new Line());
    lines.setPlaceholder(Labels.muted("Profiling…"));
    VBox.setVgrow(lines, Priority.ALWAYS);
    getChildren().addAll(heads(), lines);
    lines
        .getSelectionModel()
        .selectedIndexProperty()
        .subscribe(
            index -> {
              if (index.intValue() >= 0) {
                selected.set(index.intValue());
              }
            });
    selected.subscribe(index -> lines.getSelectionModel().clearAndSelect(index.intValue()));
  }

  void show(List<ColumnProfile> columns) {
    int selected = lines.getSelectionModel().getSelectedIndex();
    lines.getItems().setAll(columns);
    lines.getSelectionModel().clearAndSelect(selected);
  }

  private static HBox heads() {
    Label name = Labels.caption("Column");
    HBox.setHgrow(name, Priority.ALWAYS);
    name.setMaxWidth(Double.MAX_VALUE);
    HBox heads = new HBox(12, name, sized(Labels.caption("Distribution"), BARS));
    for (String head : List.of("Nulls", "Distinct", "Min", "Median", "Max")) {
      Label label = Labels.caption(head);
      label.setAlignment(Pos.CENTER_RIGHT);
      heads.getChildren().add(sized(label, FIGURE));
    }
    heads.getStyleClass().addAll("al-toolbar", "al-profile-heads");
    return heads;
  }

  private static <R extends Region> R sized(R node, double width) {
    node.setMinWidth(width);
    node.setPrefWidth(width);
    node.setMaxWidth(width);
    return node;
  }

  private static final class Line extends ListCell<ColumnProfile> {
    private final Label name = Labels.of("", "al-medium");
    private final Label type = Labels.of("", "al-mono", "al-small", "al-muted");
    private final HBox icon = new HBox();
    private final BinBars bars = new BinBars();
    private final List<Label> figures = List.of(figure(), figure(), figure(), figure(), figure());
    private final HBox line;

    Line() {
      VBox words = new VBox(name, type);
      words.setAlignment(Pos.CENTER_LEFT);
      words.setMinWidth(0);
      HBox.setHgrow(words, Priority.ALWAYS);
      icon.setAlignment(Pos.CENTER);
      sized(bars, BARS).setPrefHeight(28);
      bars.setMaxHeight(28);
      line = new HBox(12, icon, words, bars);
      line.getChildren().addAll(figures);
      line.setAlignment(Pos.CENTER_LEFT);
      line.setMinWidth(0);
      line.setPrefWidth(1);
    }

    @Override
    protected void updateItem(@Nullable ColumnProfile item, boolean empty) {
      super.updateItem(item, empty);
      setText(null);
      if (item == null || empty) {
        setGraphic(null);
        return;
      }
      ColumnType kind = item.field().type();
      name.setText(item.field().name());
      type.setText(kind.label());
      icon.getChildren().setAll(Icons.small(Icons.ofType(kind)));
      bars.show(item.histogram(), null);
      bars.setVisible(!item.histogram().isEmpty());
      figures
          .get(0)
          .setText(item.nulls() == 0 ? "0" : Figures.percent((double) item.nulls() / item.rows()));
      figures.get(1).setText(Figures.compact(item.distinct()));
      figures.get(2).setText(number(item, ColumnProfile.Numbers::min));
      figures.get(3).setText(number(item, ColumnProfile.Numbers::median));
      figures.get(4).setText(number(item, ColumnProfile.Numbers::max));
      setGraphic(line);
    }

    private static String number(
        ColumnProfile item, ToDoubleFunction<ColumnProfile.Numbers> figure) {
      Optional<ColumnProfile.Numbers> numbers = item.numbers();
      return numbers
          .map(all -> ColumnValues.figure(item.field().type(), figure.applyAsDouble(all)))
          .orElse("");
    }

    private static Label figure() {
      Label label = Labels.of("", "al-mono", "al-small");
      label.setAlignment(Pos.CENTER_RIGHT);
      return sized(label, FIGURE);
    }
  }
}
