package dev.alidade.app.datasets;

import dev.alidade.app.control.Badge;
import dev.alidade.app.control.Buttons;
import dev.alidade.app.control.DataGrid;
import dev.alidade.app.control.ErrorState;
import dev.alidade.app.control.GridColumn;
import dev.alidade.app.control.GridModel;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Section;
import dev.alidade.app.format.Figures;
import dev.alidade.app.fx.FrameWork;
import dev.alidade.app.table.DatasetRows;
import dev.alidade.engine.dataset.ColumnProfile;
import dev.alidade.engine.dataset.Dataset;
import dev.alidade.engine.dataset.DatasetProfile;
import dev.alidade.engine.dataset.Reject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** The tabs Rows, Profile and Rejects of the selected data set. */
final class RowsView extends StackPane {
  private final RowsViewModel model;
  private final ColumnViewModel column;
  private final DataGrid grid = new DataGrid();
  private final DataGrid rejects = new DataGrid();
  private final Label rejectNote = Labels.small("");
  private final Badge rejectCount = Badge.neutral("0");
  private final Button export;
  private final ProfileTable profiles;
  private final StackPane profileTab = new StackPane();
  private final Tab profileOf = tab("Profile", profileTab);
  private final Tab rejectsTab = tab("Rejects", new StackPane());
  private @Nullable Stripped stripped;

  RowsView(RowsViewModel model, ColumnViewModel column, DatasetActions actions) {
    this.model = model;
    this.column = column;
    this.profiles = new ProfileTable(column.selectedProperty());
    grid.setId("dataset-rows");
    rejects.setId("dataset-rejects");
    VBox rows = new VBox(new FilterBar(model), grid);
    VBox.setVgrow(grid, Priority.ALWAYS);
    export =
        Buttons.compact(Buttons.flat("Export rejects…", Feather.DOWNLOAD, actions::exportRejects));
    export.setId("export-rejects");
    Button reload =
        Buttons.compact(
            Buttons.flat("Reload with options…", Feather.SLIDERS, actions::reloadSelected));
    reload.setId("reload-with-options");
    reload.visibleProperty().bind(export.visibleProperty());
    HBox foot = new HBox(8, rejectNote, Section.gap(), reload, export);
    foot.setAlignment(Pos.CENTER_LEFT);
    foot.getStyleClass().add("al-foot");
    VBox rejected = new VBox(rejects, foot);
    VBox.setVgrow(rejects, Priority.ALWAYS);
    rejectsTab.setContent(rejected);
    rejectsTab.setGraphic(rejectCount);
    TabPane tabs = new TabPane(tab("Rows", rows), profileOf, rejectsTab);
    tabs.getStyleClass().add("al-tabs");
    Label count = Labels.of("", "al-mono", "al-small");
    count.setId("row-count");
    count.textProperty().bind(model.countProperty());
    StackPane.setAlignment(count, Pos.TOP_RIGHT);
    count.getStyleClass().add("al-beside-tabs");
    count.setMouseTransparent(true);
    getChildren().addAll(tabs, count);

    model.shownProperty().subscribe(this::show);
    model.profileProperty().subscribe(profile -> profiled());
    model.profileProblemProperty().subscribe(problem -> profiled());
    grid.setOnWindow(
        () -> {
          stripped = null;
          profiled();
        });
    grid.setOnColumn(index -> column.selectedProperty().set(index));
    grid.getFocusModel()
        .focusedCellProperty()
        .map(cell -> cell.getColumn())
        .addListener(
            (observed, was, is) -> {
              if (grid.focusedColumn() >= 0) {
                column.selectedProperty().set(grid.focusedColumn());
              }
            });
    profileOf.selectedProperty().subscribe(chosen -> fillProfileTab());
    column.selectedProperty().subscribe(index -> tintSelectedColumn());
  }

  DataGrid grid() {
    return grid;
  }

  /** Once a frame: between two data sets the selection is taken away and comes back. */
  private void tintSelectedColumn() {
    FrameWork.replaceLater(
        column,
        List.of(
            () -> {
              int selected = column.selectedProperty().get();
              grid.selectColumn(selected);
              if (selected >= 0 && grid.shownColumns().noneMatch(shown -> shown == selected)) {
                grid.reveal(selected);
              }
            }));
  }

  /** What the strips under the heads were made from: several properties change for one reason. */
  private record Stripped(
      RowsViewModel.Shown shown, Optional<DatasetProfile> profile, Optional<Throwable> problem) {}

  private void show(Optional<RowsViewModel.Shown> shown) {
    if (shown.isEmpty()) {
      // Strips that still wait belong to columns that are gone.
      FrameWork.drop(this);
      grid.show(new NoRows());
      showRejects(Optional.empty());
      return;
    }
    grid.show(new DatasetRows(shown.get().data(), shown.get().rows()));
    tintSelectedColumn();
    showRejects(shown.map(RowsViewModel.Shown::data));
    profiled();
  }

  private void profiled() {
    Optional<RowsViewModel.Shown> shown = model.shownProperty().get();
    if (shown.isEmpty()) {
      return;
    }
    Optional<DatasetProfile> profile =
        model.profileProperty().get().filter(made -> describes(made, shown.get().data()));
    Optional<Throwable> problem = model.profileProblemProperty().get();
    Stripped now = new Stripped(shown.get(), profile, problem);
    if (now.equals(stripped)) {
      return;
    }
    stripped = now;
    List<Runnable> strips = new ArrayList<>();
    grid.shownColumns()
        .forEach(
            index ->
                strips.add(
                    () ->
                        grid.profile(
                            index,
                            problem.isPresent() ? null : strip(profile, shown.get(), index))));
    FrameWork.replaceLater(this, strips);
    fillProfileTab();
  }

  /** Its lines are made when someone looks at them. */
  private void fillProfileTab() {
    Stripped now = stripped;
    if (now == null || !profileOf.isSelected()) {
      return;
    }
    profileTab
        .getChildren()
        .setAll(
            now.problem()
                .<Node>map(cause -> new ErrorState("Can't profile the data set", cause))
                .orElse(profiles));
    profiles.show(now.profile().map(DatasetProfile::columns).orElse(List.of()));
  }

  /** Whether a profile fits the columns in view, which change a moment after it. */
  private static boolean describes(DatasetProfile made, Dataset shown) {
    return made.columns().stream()
        .map(ColumnProfile::field)
        .toList()
        .equals(shown.schema().fields());
  }

  private Node strip(Optional<DatasetProfile> profile, RowsViewModel.Shown shown, int index) {
    if (profile.isEmpty()) {
      return ProfileCell.waiting();
    }
    ColumnProfile of = profile.get().columns().get(index);
    return new ProfileCell(
        of,
        shown.counts().map(counts -> counts.columns().get(index)),
        new ProfileCell.Actions() {
          @Override
          public void bins(int first, int last) {
            column.selectedProperty().set(index);
            model.addBins(index, first, last);
          }

          @Override
          public void value(String value) {
            column.selectedProperty().set(index);
            model.add(new RowFilter.Equal(of.field().name(), of.field().type(), value));
          }

          @Override
          public void nulls() {
            column.selectedProperty().set(index);
            model.add(new RowFilter.Missing(of.field().name()));
          }
        });
  }

  private void showRejects(Optional<Dataset> data) {
    List<Reject> shown = data.map(Dataset::rejects).orElse(List.of());
    long all = data.map(Dataset::rejectCount).orElse(0L);
    rejectCount.setText(Figures.compact(all));
    RejectRows next = new RejectRows(shown);
    if (!next.equals(rejects.model())) {
      rejects.show(next);
    }
    export.setVisible(!shown.isEmpty());
    rejectNote.setText(
        all == 0
            ? "Every record of the source became a row."
            : all > shown.size()
                ? "The first %,d of %,d rejected records.".formatted(shown.size(), all)
                : Figures.counted(all, "record") + " did not become rows.");
  }

  private static Tab tab(String name, Node content) {
    Tab tab = new Tab(name, content);
    tab.setClosable(false);
    return tab;
  }

  private record RejectRows(List<Reject> rejects) implements GridModel {
    @Override
    public List<GridColumn> columns() {
      return List.of(
          new GridColumn("Line", null, GridColumn.Kind.NUMBER),
          new GridColumn("Why", null, GridColumn.Kind.TEXT),
          new GridColumn("Record", null, GridColumn.Kind.MONO));
    }

    @Override
    public int rowCount() {
      return rejects.size();
    }

    @Override
    public @Nullable Object value(int row, int column) {
      Reject reject = rejects.get(row);
      return switch (column) {
        case 0 -> (Object) reject.line();
        case 1 -> reject.reason();
        default -> reject.text();
      };
    }
  }

  private static final class NoRows implements GridModel {
    @Override
    public List<GridColumn> columns() {
      return List.of();
    }

    @Override
    public int rowCount() {
      return 0;
    }

    @Override
    public @Nullable Object value(int row, int column) {
      return null;
    }
  }
}
