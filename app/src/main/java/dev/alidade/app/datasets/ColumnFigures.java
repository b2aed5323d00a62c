package dev.alidade.app.datasets;

import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Tips;
import dev.alidade.app.format.Figures;
import dev.alidade.app.table.ColumnValues;
import dev.alidade.engine.dataset.ColumnProfile;
import dev.alidade.engine.dataset.ColumnType;
import javafx.geometry.HPos;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;

/** The figures of a column in two columns of names and values; tooltips have every digit. */
final class ColumnFigures {
  private ColumnFigures() {}

  static GridPane of(ColumnProfile of) {
    ColumnType type = of.field().type();
    GridPane grid = new GridPane(12, 6);
    int shown = of.numbers().isPresent() ? 4 : 2;
    for (int i = 0; i < shown; i++) {
      ColumnConstraints constraint = new ColumnConstraints();
      if (i % 2 == 1) {
        constraint.setHgrow(Priority.ALWAYS);
        constraint.setHalignment(HPos.RIGHT);
      }
      grid.getColumnConstraints().add(constraint);
    }
    figure(
        grid,
        0,
        0,
        "Values",
        Figures.compact(of.rows() - of.nulls()),
        Figures.count(of.rows() - of.nulls()));
    figure(grid, 0, 1, "Nulls", Figures.compact(of.nulls()), Figures.count(of.nulls()));
    String about = of.estimated() ? "≈ " : "";
    figure(
        grid,
        0,
        2,
        "Distinct",
        about + Figures.compact(of.distinct()),
        about + Figures.count(of.distinct()));
    of.numbers()
        .ifPresent(
            n -> {
              number(grid, 0, 3, "Mean", type, n.mean());
              if (type != ColumnType.TIMESTAMP) {
                number(grid, 0, 4, "Std dev", type, n.standardDeviation());
              }
              number(grid, 2, 0, "Min", type, n.min());
              number(grid, 2, 1, "p25", type, n.p25());
              number(grid, 2, 2, "Median", type, n.median());
              number(grid, 2, 3, "p75", type, n.p75());
              number(grid, 2, 4, "Max", type, n.max());
            });
    return grid;
  }

  private static void number(
      GridPane grid, int column, int row, String name, ColumnType type, double value) {
    String shown =
        type == ColumnType.TIMESTAMP
            ? ColumnValues.figure(type, value)
            : Math.abs(value) >= 1e6 ? Figures.compact(Math.round(value)) : Figures.number(value);
    figure(grid, column, row, name, shown, ColumnValues.exact(type, value));
  }

  private static void figure(
      GridPane grid, int column, int row, String name, String shown, String exact) {
    Label value = Labels.of(shown, "al-mono", "al-small");
    Tips.on(value, exact);
    grid.add(Labels.small(name), column, row);
    grid.add(value, column + 1, row);
  }
}
