package dev.alidade.app.performance;

import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Section;
import dev.alidade.app.format.Figures;
import dev.alidade.engine.telemetry.OperationStats;
import dev.alidade.engine.telemetry.OperationSummary;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Operations of the stretch in view with their p95 and the mix of paths; a click looks at one. */
final class OperationList extends ListView<String> {
  private static final double BAR = 140;

  private final PerformanceContext context;
  private final Map<String, OperationSummary> summaries = new HashMap<>();
  private boolean syncing;

  OperationList(PerformanceContext context) {
    this.context = context;
    setId("live-operations");
    getStyleClass().add("al-list");
    setFixedCellSize(44);
    setAccessibleText("Operations");
    setCellFactory(list -> new Cell());
    getItems().setAll(PerformanceContext.ALL_OPERATIONS);
    getSelectionModel()
        .selectedItemProperty()
        .addListener(
            (observed, was, is) -> {
              if (!syncing && is != null) {
                context.operationProperty().set(is);
              }
            });
    context.operationProperty().subscribe(operation -> select());
  }

  void show(List<OperationSummary> operations) {
    summaries.clear();
    operations.forEach(summary -> summaries.put(summary.operation(), summary));
    List<String> names = new ArrayList<>();
    names.add(PerformanceContext.ALL_OPERATIONS);
    operations.forEach(summary -> names.add(summary.operation()));
    String looked = context.operationProperty().get();
    if (!names.contains(looked)) {
      names.add(looked);
    }
    if (!getItems().equals(names)) {
      syncing = true;
      getItems().setAll(names);
      syncing = false;
      select();
    }
    refresh();
  }

  private void select() {
    syncing = true;
    getSelectionModel().select(context.operationProperty().get());
    syncing = false;
  }

  private final class Cell extends ListCell<String> {
    private final Label name = Labels.mono("");
    private final Label p95 = Labels.of("", "al-mono", "al-small");
    private final Map<PathShare, Region> parts = new EnumMap<>(PathShare.class);
    private final HBox bar = new HBox();
    private final VBox content;

    Cell() {
      for (PathShare share : PathShare.values()) {
        Region part = new Region();
        part.getStyleClass().addAll("al-path-part", styleOf(share));
        parts.put(share, part);
        bar.getChildren().add(part);
      }
      bar.setMaxWidth(BAR);
      HBox head = new HBox(8, name, Section.gap(), p95);
      head.setAlignment(Pos.CENTER_LEFT);
      content = new VBox(5, head, bar);
      content.setAlignment(Pos.CENTER_LEFT);
    }

    @Override
    protected void updateItem(@Nullable String item, boolean empty) {
      super.updateItem(item, empty);
      setText(null);
      if (empty || item == null) {
        setGraphic(null);
        return;
      }
      boolean all = item.equals(PerformanceContext.ALL_OPERATIONS);
      OperationSummary summary = summaries.get(item);
      name.setText(all ? "All operations" : item);
      p95.setText(
          all ? "" : summary == null ? "no calls" : Figures.nanos((double) summary.p95Nanos()));
      List<OperationStats> stats =
          all
              ? summaries.values().stream().flatMap(s -> s.byPath().stream()).toList()
              : summary == null ? List.of() : summary.byPath();
      long calls = stats.stream().mapToLong(OperationStats::count).sum();
      parts.forEach(
          (share, part) -> {
            long count =
                stats.stream()
                    .filter(s -> PathShare.of(s.path()) == share)
                    .mapToLong(OperationStats::count)
                    .sum();
            double width = calls == 0 ? 0 : BAR * count / calls;
            part.setMinWidth(width);
            part.setPrefWidth(width);
          });
      setGraphic(content);
    }

    private static String styleOf(PathShare share) {
      return switch (share) {
        case WASM -> "wasm";
        case JAVA -> "java";
        case OTHER -> "other";
      };
    }
  }
}
