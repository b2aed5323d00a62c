package dev.alidade.app.performance;

import dev.alidade.app.chart.Palette;
import dev.alidade.app.chart.Sparkline;
import dev.alidade.app.control.Badge;
import dev.alidade.app.control.Labels;
import dev.alidade.app.format.Figures;
import dev.alidade.engine.telemetry.OperationStats;
import dev.alidade.engine.telemetry.OperationSummary;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** A row an operation: trend, calls, percentiles in milliseconds, path and why. JavaFX thread. */
final class OperationTable extends TableView<OperationSummary> {
  private final ObservableValue<Palette> palette;
  private final TableColumn<OperationSummary, OperationSummary> comparison;
  private Map<String, List<Double>> trends = Map.of();

  OperationTable(
      ObservableValue<Palette> palette,
      Function<OperationSummary, Double> perSecond,
      Function<OperationSummary, String> change) {
    this.palette = palette;
    setId("operations-table");
    getStyleClass().addAll("al-ruled-rows", "al-operations");
    setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    setPlaceholder(Labels.muted("Nothing was called in this range."));
    setAccessibleText("Operations");
    getColumns().add(column("Operation", 140, false, OperationSummary::operation));
    getColumns().add(trendColumn());
    getColumns().add(column("Calls", 66, true, s -> Figures.count(s.count())));
    getColumns().add(column("Per second", 76, true, s -> Figures.perSecond(perSecond.apply(s))));
    getColumns().add(column("p50", 76, true, s -> Figures.millisOnly((double) s.p50Nanos())));
    getColumns().add(column("p95", 76, true, s -> Figures.millisOnly((double) s.p95Nanos())));
    getColumns().add(column("p99", 76, true, s -> Figures.millisOnly((double) s.p99Nanos())));
    comparison = column("p50 against run", 100, true, change);
    comparison.setVisible(false);
    getColumns().add(comparison);
    getColumns().add(pathColumn());
    getColumns().add(whyColumn());
  }

  /** Shows rows; the selected operation stays selected. */
  void show(List<OperationSummary> rows, Map<String, List<Double>> shownTrends, String selected) {
    trends = shownTrends;
    if (!getItems().equals(rows)) {
      getItems().setAll(rows);
    }
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).operation().equals(selected)) {
        getSelectionModel().select(i);
        return;
      }
    }
    getSelectionModel().clearSelection();
  }

  /** Shows or hides how each median moved against a run. */
  void compares(boolean shown) {
    comparison.setVisible(shown);
    refresh();
  }

  private static TableColumn<OperationSummary, OperationSummary> bare(String title, double width) {
    TableColumn<OperationSummary, OperationSummary> column = new TableColumn<>(title);
    column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(cell.getValue()));
    column.setPrefWidth(width);
    column.setMinWidth(width);
    column.setSortable(false);
    column.setReorderable(false);
    return column;
  }

  private static TableColumn<OperationSummary, OperationSummary> column(
      String title, double width, boolean number, Function<OperationSummary, String> words) {
    TableColumn<OperationSummary, OperationSummary> column = bare(title, width);
    if (number) {
      column.getStyleClass().add("al-number-column");
    }
    column.setCellFactory(
        made ->
            new SummaryCell(
                number ? "al-cell-number" : "al-cell-mono",
                (cell, summary) -> cell.setText(words.apply(summary))));
    return column;
  }

  private TableColumn<OperationSummary, OperationSummary> trendColumn() {
    TableColumn<OperationSummary, OperationSummary> column = bare("p95 over time", 116);
    column.setCellFactory(
        made -> {
          Sparkline line = new Sparkline(palette);
          line.setMinSize(104, 18);
          line.setPrefSize(104, 18);
          line.setMaxSize(104, 18);
          return new SummaryCell(
              "al-cell-plain",
              (cell, summary) -> {
                line.inColour(summary.errors() + summary.fallbacks() > 0 ? "warn-fill" : "bar");
                line.show(trends.getOrDefault(summary.operation(), List.of()));
                cell.setGraphic(line);
              });
        });
    return column;
  }

  private static TableColumn<OperationSummary, OperationSummary> pathColumn() {
    TableColumn<OperationSummary, OperationSummary> column = bare("Path", 140);
    column.setCellFactory(
        made ->
            new SummaryCell(
                "al-cell-plain", (cell, summary) -> cell.setGraphic(badges(summary.byPath()))));
    return column;
  }

  /** The two paths with most calls. */
  private static Node badges(List<OperationStats> byPath) {
    HBox badges = new HBox(4);
    badges.setAlignment(Pos.CENTER_LEFT);
    for (OperationStats stats : byPath.stream().limit(2).toList()) {
      Badge badge = Badge.of(stats.path());
      badge.setMinWidth(Region.USE_PREF_SIZE);
      badges.getChildren().add(badge);
    }
    return badges;
  }

  private static TableColumn<OperationSummary, OperationSummary> whyColumn() {
    TableColumn<OperationSummary, OperationSummary> column = bare("Why", 180);
    column.setCellFactory(
        made -> new SummaryCell("al-cell-plain", (cell, summary) -> explain(cell, why(summary))));
    return column;
  }

  private static void explain(TableCell<?, ?> cell, String reason) {
    cell.setText(reason);
    cell.setTooltip(new Tooltip(reason));
  }

  /** Why the path that most calls took. */
  static String why(OperationSummary summary) {
    return summary.byPath().isEmpty() ? "" : summary.byPath().getFirst().reason();
  }

  private static final class SummaryCell extends TableCell<OperationSummary, OperationSummary> {
    private final BiConsumer<TableCell<OperationSummary, OperationSummary>, OperationSummary> fill;

    SummaryCell(
        String style,
        BiConsumer<TableCell<OperationSummary, OperationSummary>, OperationSummary> fill) {
      this.fill = fill;
      getStyleClass().add(style);
    }

    @Override
    protected void updateItem(@Nullable OperationSummary summary, boolean empty) {
      super.updateItem(summary, empty);
      setText(null);
      setGraphic(null);
      if (!empty && summary != null) {
        fill.accept(this, summary);
      }
    }
  }
}
