package dev.alidade.app.transform;

import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Section;
import dev.alidade.app.format.Figures;
import dev.alidade.app.table.BinBars;
import dev.alidade.app.table.ColumnValues;
import dev.alidade.engine.dataset.ColumnProfile;
import dev.alidade.engine.dataset.ColumnType;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** A column's distribution under its head: bars with both ends, or how many values there are. */
final class ColumnStrip extends VBox {
  ColumnStrip(ColumnProfile of) {
    getStyleClass().add("al-profile");
    if (of.histogram().isEmpty()) {
      getChildren().add(small(Figures.counted(of.distinct(), "value")));
    } else {
      bars(of);
    }
    if (of.nulls() > 0) {
      getChildren().add(small(Figures.counted(of.nulls(), "null")));
    }
  }

  private void bars(ColumnProfile of) {
    BinBars bars = new BinBars();
    bars.show(of.histogram(), null);
    ColumnType type = of.field().type();
    bars.describe(
        index -> {
          ColumnProfile.Bin bin = of.histogram().get(index);
          return ColumnValues.range(type, bin.from(), bin.to())
              + ": "
              + Figures.counted(bin.count(), "row");
        });
    VBox.setVgrow(bars, Priority.ALWAYS);
    double from = of.histogram().getFirst().from();
    double to = of.histogram().getLast().to();
    getChildren()
        .addAll(
            bars,
            new HBox(
                small(ColumnValues.shortEnd(type, from, to - from)),
                Section.gap(),
                small(ColumnValues.shortEnd(type, to, to - from))));
  }

  private static Label small(String text) {
    Label label = Labels.of(text, "al-mono", "al-small", "al-muted");
    label.setMinWidth(0);
    return label;
  }
}
