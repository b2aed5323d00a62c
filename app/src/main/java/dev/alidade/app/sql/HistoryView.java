package dev.alidade.app.sql;

import dev.alidade.app.control.DataGrid;
import dev.alidade.app.control.EmptyState;
import dev.alidade.app.control.GridColumn;
import dev.alidade.app.control.GridModel;
import dev.alidade.app.format.Figures;
import dev.alidade.engine.sql.HistoryEntry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/** Query shapes that ran on this database; a double click puts one back into the editor. */
final class HistoryView extends StackPane {
  private static final List<GridColumn> COLUMNS =
      List.of(
          new GridColumn("Query", null, GridColumn.Kind.MONO),
          new GridColumn("Runs", null, GridColumn.Kind.NUMBER),
          new GridColumn("p50 ms", null, GridColumn.Kind.NUMBER),
          new GridColumn("p95 ms", null, GridColumn.Kind.NUMBER),
          new GridColumn("max ms", null, GridColumn.Kind.NUMBER),
          new GridColumn("Rows", null, GridColumn.Kind.NUMBER),
          new GridColumn("VM steps", null, GridColumn.Kind.NUMBER),
          new GridColumn("Errors", null, GridColumn.Kind.NUMBER),
          new GridColumn("Last", null, GridColumn.Kind.TEXT));

  private final SqlViewModel model;
  private final Clock clock;
  private final DataGrid grid = new DataGrid();

  /**
   * @param onOpen takes the statement to put into the editor
   */
  HistoryView(SqlViewModel model, Clock clock, Consumer<String> onOpen) {
    this.model = model;
    this.clock = clock;
    setId("history");
    grid.setOnMouseClicked(
        event -> {
          int row = grid.getSelectionModel().getSelectedIndex();
          if (event.getClickCount() == 2 && row >= 0 && row < model.history().get().size()) {
            onOpen.accept(model.history().get().get(row).lastSql());
          }
        });
    model.history().addListener((observed, was, is) -> show());
    show();
  }

  private void show() {
    List<HistoryEntry> entries = model.history().get();
    if (entries.isEmpty()) {
      getChildren().setAll(new EmptyState("Queries you run are kept here with their times."));
      return;
    }
    grid.show(new Entries(entries));
    getChildren().setAll(grid);
  }

  private final class Entries implements GridModel {
    private final List<HistoryEntry> entries;

    Entries(List<HistoryEntry> entries) {
      this.entries = entries;
    }

    @Override
    public List<GridColumn> columns() {
      return COLUMNS;
    }

    @Override
    public int rowCount() {
      return entries.size();
    }

    @Override
    public @Nullable Object value(int row, int column) {
      HistoryEntry entry = entries.get(row);
      return switch (column) {
        case 0 -> entry.lastSql().strip();
        case 1 -> entry.count();
        case 2 -> Figures.millisOnly((double) entry.p50Nanos());
        case 3 -> Figures.millisOnly((double) entry.p95Nanos());
        case 4 -> Figures.millisOnly((double) entry.maxNanos());
        case 5 -> entry.lastRows();
        case 6 -> entry.lastVmSteps();
        case 7 -> entry.errors();
        default -> Figures.ago(Duration.between(entry.lastAt(), clock.instant()));
      };
    }
  }
}
