package dev.alidade.app.performance;

import dev.alidade.app.chart.Palette;
import dev.alidade.app.control.Badge;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Section;
import dev.alidade.app.format.Figures;
import dev.alidade.engine.benchmark.BenchmarkComparison;
import dev.alidade.engine.benchmark.BenchmarkComparison.Delta;
import dev.alidade.engine.benchmark.BenchmarkComparison.Verdict;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** Two runs beside each other: a row a variant, what got slower first. */
final class BenchmarkDeltas extends BorderPane {
  static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  private final TableView<Delta> table = new TableView<>();
  private final VBox head = new VBox();
  private final ZoneId zone;

  private final ObservableValue<Palette> palette;
  private @Nullable RunOverlay overlay;

  BenchmarkDeltas(ZoneId zone, ObservableValue<Palette> palette) {
    this.palette = palette;
    this.zone = zone;
    table.setId("benchmark-deltas");
    table.getStyleClass().add("al-ruled-rows");
    table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    table.setPlaceholder(Labels.muted("The two runs have no row in common."));
    table
        .getColumns()
        .setAll(
            List.of(
                text("Operation", 180, Delta::name, false),
                text("Size", 96, d -> d.size() == 0 ? "" : Figures.count(d.size()), true),
                text("Variant", 100, d -> BenchmarkResults.word(d.variant()), false),
                text("Before", 90, d -> Figures.nanos(d.beforeMillis() * 1e6), true),
                text("After", 90, d -> Figures.nanos(d.afterMillis() * 1e6), true),
                text("Time", 80, BenchmarkDeltas::change, true),
                verdict()));
    table.getSelectionModel().selectedItemProperty().subscribe(this::tell);
    setTop(head);
    setCenter(table);
  }

  /** The times of the row that is selected. */
  private void tell(@Nullable Delta delta) {
    if (delta == null) {
      return;
    }
    RunOverlay shown = overlay;
    if (shown == null) {
      shown = new RunOverlay(palette, delta);
      shown.setPrefHeight(220);
      shown.getStyleClass().add("al-ruled-above");
      overlay = shown;
      setBottom(shown);
    } else {
      shown.show(delta);
    }
  }

  void show(BenchmarkComparison comparison) {
    Label words =
        Labels.heading(
            MOMENT.format(comparison.before().at().atZone(zone))
                + " → "
                + MOMENT.format(comparison.after().at().atZone(zone)));
    HBox first =
        new HBox(
            8,
            words,
            Section.gap(),
            badge(Verdict.REGRESSED, comparison.count(Verdict.REGRESSED) + " slower"),
            badge(Verdict.IMPROVED, comparison.count(Verdict.IMPROVED) + " faster"),
            badge(Verdict.ALIKE, comparison.count(Verdict.ALIKE) + " alike"));
    first.getStyleClass().addAll("al-toolbar", "al-toolbar-44");
    head.getChildren().setAll(first);
    if (!comparison.sameMachine()) {
      head.getChildren()
          .add(
              remark(
                  "The two ran on different machines or Java versions: differences say little about"
                      + " the program."));
    }
    int alone = comparison.onlyBefore().size() + comparison.onlyAfter().size();
    if (alone > 0) {
      head.getChildren()
          .add(remark(Figures.counted(alone, "row") + " stand in one of the two runs only."));
    }
    table
        .getItems()
        .setAll(
            comparison.deltas().stream()
                .sorted(Comparator.comparing(Delta::verdict).thenComparingDouble(d -> -d.ratio()))
                .toList());
    table.getSelectionModel().selectFirst();
  }

  private static Node remark(String sentence) {
    HBox line = new HBox(Labels.small(sentence));
    line.getStyleClass().add("al-toolbar");
    return line;
  }

  /** For example {@code +12 %}. */
  static String change(Delta delta) {
    long percent = Math.round((delta.ratio() - 1) * 100);
    return (percent > 0 ? "+" : percent < 0 ? "−" : "") + Math.abs(percent) + " %";
  }

  private static Badge badge(Verdict verdict, String word) {
    return switch (verdict) {
      case REGRESSED -> new Badge(word, Badge.Kind.ERROR, Feather.TRENDING_DOWN);
      case IMPROVED -> new Badge(word, Badge.Kind.OK, Feather.TRENDING_UP);
      case ALIKE -> new Badge(word, Badge.Kind.NEUTRAL, Feather.MINUS);
    };
  }

  private static String word(Verdict verdict) {
    return switch (verdict) {
      case REGRESSED -> "slower";
      case IMPROVED -> "faster";
      case ALIKE -> "alike";
    };
  }

  private static TableColumn<Delta, String> text(
      String title, double width, Function<Delta, String> value, boolean figure) {
    TableColumn<Delta, String> column = new TableColumn<>(title);
    column.setPrefWidth(width);
    column.setSortable(false);
    if (figure) {
      column.getStyleClass().add("al-number-column");
    }
    column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(value.apply(cell.getValue())));
    column.setCellFactory(
        made -> {
          TableCell<Delta, String> cell =
              new TableCell<>() {
                @Override
                protected void updateItem(@Nullable String item, boolean empty) {
                  super.updateItem(item, empty);
                  setText(empty ? null : item);
                }
              };
          cell.getStyleClass().add(figure ? "al-cell-number" : "al-cell-mono");
          return cell;
        });
    return column;
  }

  private static TableColumn<Delta, Verdict> verdict() {
    TableColumn<Delta, Verdict> column = new TableColumn<>("Verdict");
    column.setPrefWidth(110);
    column.setSortable(false);
    column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(cell.getValue().verdict()));
    column.setCellFactory(
        made ->
            new TableCell<>() {
              @Override
              protected void updateItem(@Nullable Verdict item, boolean empty) {
                super.updateItem(item, empty);
                setGraphic(empty || item == null ? null : badge(item, word(item)));
              }
            });
    return column;
  }
}
