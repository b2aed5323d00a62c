package dev.alidade.app.transform;

import dev.alidade.app.control.Buttons;
import dev.alidade.app.control.DataGrid;
import dev.alidade.app.control.ErrorState;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Section;
import dev.alidade.app.control.Segmented;
import dev.alidade.app.format.Figures;
import dev.alidade.app.table.DatasetRows;
import dev.alidade.engine.data.Step;
import dev.alidade.engine.data.StepReport;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/** The tab Rows: the preview with what changed, or all rows of the last run. JavaFX thread. */
final class PreviewView extends BorderPane {
  /** Left in view above a row that is pointed to. */
  private static final int ROWS_ABOVE = 4;

  private enum Shows {
    PREVIEW("Preview"),
    RESULT("Full result");

    private final String word;

    Shows(String word) {
      this.word = word;
    }
  }

  private final TransformViewModel model;
  private final DataGrid grid = new DataGrid();
  private final StackPane body = new StackPane(grid);
  private final Label what = Labels.small("");
  private final Label figures = Labels.of("", "al-mono", "al-small", "al-muted");
  private final MenuButton sample = new MenuButton("");
  private final HBox legend =
      new HBox(12, legend("al-legend-changed", "changed"), legend("al-legend-new", "new"));
  private final Segmented<Shows> shows =
      new Segmented<>(List.of(Shows.values()), (Shows each) -> each.word);
  private final Label changed = Labels.small("");
  private final Label verdict = Labels.small("");
  private final Hyperlink where = new Hyperlink();
  private @Nullable Object inGrid;
  private String revealed = "";

  PreviewView(TransformViewModel model) {
    this.model = model;
    grid.setId("preview-rows");
    what.setId("preview-title");
    what.getStyleClass().remove("al-muted");
    figures.setId("preview-figures");
    changed.setId("preview-changes");
    verdict.setId("preview-verdict");
    shows.setId("preview-or-result");
    shows.getStyleClass().add("al-compact");
    legend.setAlignment(Pos.CENTER_LEFT);
    sample.setId("preview-sample");
    sample.getStyleClass().addAll("al-flat", "al-compact");
    sample.setMinWidth(0);
    sample.setAccessibleHelp("Which rows the preview is of");
    sample
        .getItems()
        .setAll(
            Buttons.item(
                "First 1,000 rows", () -> model.sampleRowsProperty().set(SampleRows.FIRST)),
            Buttons.item("1,000 random rows", this::takeRandomRows));
    HBox bar = new HBox(8, what, sample, figures, Section.gap(), legend, shows);
    bar.getStyleClass().add("al-toolbar");
    where.setId("preview-where");
    where.getStyleClass().add("al-small");
    HBox foot = new HBox(8, changed, Section.gap(), verdict, where);
    foot.setAlignment(Pos.CENTER_LEFT);
    foot.getStyleClass().add("al-foot");
    setTop(bar);
    setCenter(body);
    setBottom(foot);
    grid.setOnWindow(
        () -> {
          if (inGrid instanceof Preview made) {
            addStrips(made);
          }
        });
    model.previewProperty().subscribe(made -> fill());
    model.previewProblemProperty().subscribe(problem -> fill());
    model.sampleRowsProperty().subscribe(rows -> revealed = "");
    model
        .draftProperty()
        .subscribe(
            (was, is) -> {
              if (is.selected() >= 0 && is.selected() != was.selected()) {
                shows.valueProperty().set(Shows.PREVIEW);
              }
              fill();
            });
    model
        .fullRun()
        .finishedProperty()
        .subscribe(
            run -> {
              if (run.isPresent()) {
                shows.valueProperty().set(Shows.RESULT);
              }
              fill();
            });
    shows.valueProperty().subscribe(each -> fill());
    model.pointedRowProperty().subscribe(row -> pointTo(row.intValue()));
  }

  private void fill() {
    Optional<FullRunViewModel.Finished> run = model.fullRun().current(model.draftProperty().get());
    shown(shows, run.isPresent());
    if (run.isEmpty()) {
      shows.valueProperty().set(Shows.PREVIEW);
    }
    Optional<Throwable> problem = model.previewProblemProperty().get();
    if (run.isPresent() && shows.valueProperty().get() == Shows.RESULT) {
      show(run.get());
    } else if (problem.isPresent()) {
      inGrid = null;
      body.getChildren().setAll(new ErrorState("Can't preview the data set", problem.get()));
    } else {
      model.previewProperty().get().ifPresentOrElse(this::show, this::showNothing);
    }
  }

  private void show(FullRunViewModel.Finished run) {
    shown(legend, false);
    shown(sample, false);
    what.setText("Result of all steps");
    figures.setText(
        Figures.counted(run.result().rowsOut(), "row")
            + ", "
            + Figures.duration(run.result().duration()));
    changed.setText(run.result().path().used().label() + ": " + run.result().path().reason());
    verdict(run.result().steps(), Optional.empty());
    if (!run.equals(inGrid)) {
      inGrid = run;
      body.getChildren().setAll(grid);
      grid.show(new DatasetRows(run.result().data()));
    }
  }

  private void show(Preview made) {
    shown(legend, true);
    int steps = made.shownSteps();
    what.setText(steps == 0 ? "Source" : "After step " + steps);
    shown(sample, true);
    sample.setText(model.sampleWords(made.shown().rowCount()));
    figures.setText(Figures.nanos((double) made.nanos()));
    Changes changes = made.changes();
    changed.setText(
        "Changed in the preview: "
            + Figures.counted(changes.cells(), "cell")
            + " in "
            + Figures.counted(changes.changedColumns(), "column")
            + (changes.newColumns() == 0
                ? ""
                : ", " + Figures.counted(changes.newColumns(), "new column")));
    verdict(made.reports().values(), made.problem());
    if (!made.equals(inGrid)) {
      inGrid = made;
      body.getChildren().setAll(grid);
      grid.show(new PreviewRows(made));
      addStrips(made);
      reveal(made);
    }
  }

  private void addStrips(Preview made) {
    grid.shownColumns()
        .forEach(
            column -> {
              grid.profile(column, new ColumnStrip(made.profile().get(column)));
              grid.dress(column, "al-new-column", made.changes().isNew(column));
            });
  }

  /** Another seed each time, so that choosing it again gives other rows. */
  private void takeRandomRows() {
    SampleRows now = model.sampleRowsProperty().get();
    model.sampleRowsProperty().set(SampleRows.random(now.seed() + 1));
  }

  /** Brings what a step made into view, once for each step and column that it makes. */
  private void reveal(Preview made) {
    Draft draft = made.draft();
    if (draft.selected() < 0) {
      revealed = "";
      return;
    }
    Step step = draft.items().get(draft.selected()).step();
    String now = draft.selected() + " " + StepText.title(step) + " " + StepText.output(step);
    OptionalInt first = made.ownChanges().first();
    if (!now.equals(revealed) && first.isPresent()) {
      revealed = now;
      grid.reveal(first.getAsInt());
    }
  }

  private void showNothing() {
    inGrid = null;
    what.setText("");
    figures.setText("");
    shown(sample, false);
    changed.setText("");
    verdict.setText("");
    shown(where, false);
    body.getChildren().clear();
  }

  /** Says whether anything went wrong, and leads to the first step where it did. */
  private void verdict(Collection<StepReport> reports, Optional<StepProblem> problem) {
    long rejected = reports.stream().mapToLong(StepReport::rejected).sum();
    OptionalInt at =
        problem.isPresent()
            ? OptionalInt.of(problem.get().index())
            : reports.stream()
                .filter(report -> report.rejected() > 0)
                .mapToInt(StepReport::index)
                .min();
    verdict.getStyleClass().removeAll("al-text-ok", "al-text-err", "al-text-warn", "al-muted");
    verdict.setText(
        problem.isPresent()
            ? "Step " + (problem.get().index() + 1) + " has an error"
            : rejected > 0 ? Figures.counted(rejected, "value") + " became null" : "✓ No errors");
    verdict
        .getStyleClass()
        .add(problem.isPresent() ? "al-text-err" : rejected > 0 ? "al-text-warn" : "al-text-ok");
    shown(where, at.isPresent() && model.draftProperty().get().selected() != at.getAsInt());
    at.ifPresent(
        index -> {
          where.setText("Show step " + (index + 1));
          where.setOnAction(event -> model.select(index));
        });
  }

  /** Brings a row of the preview into view and selects it. */
  private void pointTo(int row) {
    if (row >= 0) {
      shows.valueProperty().set(Shows.PREVIEW);
      grid.getSelectionModel().clearAndSelect(row);
      grid.scrollTo(Math.max(0, row - ROWS_ABOVE));
    }
  }

  private static Label legend(String styleClass, String word) {
    Region mark = new Region();
    mark.getStyleClass().add(styleClass);
    Label label = Labels.small(word);
    label.setGraphic(mark);
    return label;
  }

  private static void shown(Node node, boolean shown) {
    node.setVisible(shown);
    node.setManaged(shown);
  }
}
