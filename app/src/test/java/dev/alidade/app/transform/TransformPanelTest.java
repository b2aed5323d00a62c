package dev.alidade.app.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.alidade.app.control.DataGrid;
import dev.alidade.app.shell.Intent;
import dev.alidade.app.shell.PanelId;
import dev.alidade.app.testing.WorkbenchFixture;
import dev.alidade.engine.data.Pipeline;
import dev.alidade.engine.data.Step;
import dev.alidade.engine.data.StepForm;
import dev.alidade.engine.dataset.Dataset;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TableCell;
import javafx.scene.image.Image;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TransformPanelTest {
  @RegisterExtension static final WorkbenchFixture WORKBENCH = new WorkbenchFixture();

  private final WorkbenchFixture workbench = WORKBENCH;

  private final StepsDriver steps = new StepsDriver(WORKBENCH);

  private final WeatherFile file = WeatherFile.read();

  @BeforeAll
  static void openTheWeather() {
    WORKBENCH.openSample("weather.csv");
  }

  @BeforeEach
  void startWithoutSteps() {
    steps.start("weather");
  }

  @Test
  void addsAStepShowsWhatItChangesAndTakesItBack() {
    addStep("Uppercase");

    workbench.waitForText("SEATTLE");
    assertThat(styledCells("al-changed")).contains("SEATTLE").doesNotContain("Seattle", "drizzle");
    workbench.waitFor("the count of changes", () -> workbench.showsPart("1,000 cells in 1 column"));
    assertThat(workbench.byId("step-1", StepCard.class).getAccessibleText())
        .startsWith("Step 1, Uppercase: location");

    workbench.press(KeyCode.CONTROL, KeyCode.Z);
    workbench.waitForText("Seattle");
    assertThat(workbench.fx(() -> workbench.scene().lookup("#step-1") == null)).isTrue();

    workbench.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.Z);
    workbench.waitForText("SEATTLE");
  }

  @Test
  void tintsANewColumnAndShowsExamplesFromRealRows() {
    addStep("Compute a column");
    steps.write("step-new-column", "temp_range");
    steps.write("expression", "temp_max - temp_min");

    workbench.waitForText("Compute temp_range");
    workbench.waitForText("✓ Result is float64, never null here");
    workbench.waitFor("examples", () -> workbench.shows("Examples"));
    workbench.waitFor("the new column", () -> workbench.showsPart("1 new column"));
    workbench.waitFor("its first value", () -> workbench.shows("7.8"));
    assertThat(workbench.showsPart("no kernel for expressions")).isTrue();
  }

  @Test
  void scrollsToTheColumnThatAStepMade() {
    addStep("Compute a column");
    steps.write("step-new-column", "temp_range");
    steps.write("expression", "temp_max - temp_min");
    workbench.waitFor("the new column", () -> workbench.showsPart("1 new column"));

    DataGrid grid = workbench.byId("preview-rows", DataGrid.class);
    workbench.waitForFx(
        "the head of the last column within the grid",
        () -> {
          Node head = grid.head(grid.model().columns().size() - 1);
          return head.localToScene(head.getLayoutBounds()).getMaxX()
              <= grid.localToScene(grid.getLayoutBounds()).getMaxX();
        });
  }

  @Test
  void previewsRandomRowsAndSaysSo() {
    workbench.waitForText("the first 1,000 rows");
    DataGrid grid = workbench.byId("preview-rows", DataGrid.class);
    MenuButton sample = workbench.byId("preview-sample", MenuButton.class);
    workbench.fx(
        () -> {
          sample.getItems().getLast().fire();
          return true;
        });

    workbench.waitForText("1,000 random rows");
    workbench.waitForFx("rows from the end of the file", () -> grid.model().rowNumber(999) > 2_000);
    workbench.fx(
        () -> {
          sample.getItems().getFirst().fire();
          return true;
        });
    workbench.waitForText("the first 1,000 rows");
    workbench.waitForFx("the first rows", () -> grid.model().rowNumber(999) == 1_000);
  }

  @Test
  void showsAWrongExpressionAtItsStepAndPointsAtTheCharacter() {
    addStep("Filter");
    steps.write("expression", "precipitaton > 0");

    Label error = workbench.byId("step-error", Label.class);
    assertThat(workbench.fx(error::getText)).contains("precipitaton");
    assertThat(workbench.shows("XFRM-101")).isTrue();
    assertThat(workbench.shows("precipitaton > 0\n^")).isTrue();
    assertThat(workbench.shows("Step 1 has an error")).isTrue();

    steps.write("expression", "precipitation > 0");
    workbench.waitForText("✓ No errors");
    assertThat(workbench.shows("XFRM-101")).isFalse();
  }

  @Test
  void runsTheStepsAndSavesTheResultAsADataSet() {
    steps.paste(StepsDriver.RAINY);
    workbench.press(KeyCode.CONTROL, KeyCode.ENTER);
    workbench.waitForText("Result of all steps");
    assertThat(workbench.showsPart("%,d rows".formatted(file.rainy()))).isTrue();
    assertThat(workbench.fx(() -> workbench.byId("last-run", Label.class).getText()))
        .startsWith("%,d → %,d".formatted(file.days().size(), file.rainy()));
    assertThat(workbench.shows("RAIN")).isTrue();

    workbench.clickOn(workbench.byId("save-result", Node.class));
    steps.write("name-field", "rainy");
    workbench.clickOn(workbench.byId("name-take", Node.class));
    workbench.waitForText("Saved the result as rainy.");
    Dataset made = workbench.engine().datasets().get("rainy");
    assertThat(made.rowCount()).isEqualTo(file.rainy());

    workbench.go(new Intent.ShowDataset("rainy"));
    workbench.waitForText("%,d rows".formatted(file.rainy()));
  }

  @Test
  void movesAndSwitchesStepsByKeyboard() {
    steps.paste(StepsDriver.RAINY);
    focus("step-2");
    workbench.press(KeyCode.ALT, KeyCode.UP);
    workbench.waitFor("the moved step", () -> steps.card(1).startsWith("Step 1, Uppercase"));

    focus("step-2");
    workbench.press(KeyCode.SPACE);
    workbench.waitFor("all rows again", () -> workbench.shows("the first 1,000 rows"));

    focus("step-2");
    workbench.press(KeyCode.DELETE);
    workbench.waitFor(
        "one step", () -> workbench.fx(() -> workbench.scene().lookup("#step-2") == null));
  }

  @Test
  void groupsAllRowsAndDrawsThem() {
    workbench.clickOn("Aggregate");
    workbench.clickOn("Count rows by location");
    workbench.clickOn(workbench.byId("add-measure", Node.class));
    workbench.waitForText("avg of");
    choose("add-measure", "avg of", "temp_max");

    workbench.waitForText("avg of temp_max");
    DataGrid grid = workbench.byId("aggregate-rows", DataGrid.class);
    workbench.waitForFx("two groups", () -> grid.model().columns().size() == 3);
    for (int row = 0; row < 2; row++) {
      int at = row;
      Object city = workbench.fx(() -> grid.model().value(at, 0));
      Object mean = workbench.fx(() -> grid.model().value(at, 2));
      assertThat((Double) mean)
          .isCloseTo(
              file.days().stream()
                  .filter(day -> day.location().equals(city))
                  .mapToDouble(WeatherFile.Day::warmest)
                  .average()
                  .orElseThrow(),
              within(1e-9));
    }

    assertThat(workbench.fx(() -> transforms().chart().shown()))
        .as("a chart that nobody looks at")
        .isEmpty();
    workbench.clickOn("Chart");
    workbench.waitForText("rows by location");
    assertThat(workbench.shows("Seattle")).isTrue();

    workbench.clickOn("Heatmap");
    workbench.waitForText("Value");
    assertThat(workbench.byId("heat-most", Label.class).getText()).isEqualTo("1,461");
    Path picture = workbench.folder().resolve("chart.png");
    ChartView chart = workbench.all(ChartView.class).getFirst();
    workbench.fx(
        () -> {
          chart.writePicture(picture);
          return true;
        });
    workbench.waitForText("Wrote the picture to " + picture + ".");
    Image written = new Image(picture.toUri().toString());
    assertThat(written.getWidth()).isGreaterThan(300);
    int empty = written.getPixelReader().getArgb(0, 0);
    assertThat(
            IntStream.range(0, (int) written.getWidth())
                .filter(at -> written.getPixelReader().getArgb(at, 100) != empty)
                .count())
        .isGreaterThan(100);
  }

  @Test
  void leadsFromAValueThatBecameNullToItsStepAndItsRow() {
    steps.paste(
        """
        {"version": 1, "name": "late", "steps": [
          {"step": "limit", "rows": 900},
          {"step": "compute", "new_column": "code",
           "expression": "if(temp_max > 33, weather, '1')"},
          {"step": "cast", "column": "code", "type": "int64"}
        ]}
        """);
    long hot = file.days().subList(0, 900).stream().filter(day -> day.warmest() > 33).count();
    workbench.waitForText(hot + " values became null");
    workbench.settle();
    workbench.clickOn("Show step 3");
    int first =
        IntStream.range(0, 900)
            .filter(i -> file.days().get(i).warmest() > 33)
            .findFirst()
            .orElseThrow();
    DataGrid grid = workbench.byId("preview-rows", DataGrid.class);
    workbench.waitFor("the row", () -> workbench.showsPart("Row " + (first + 1) + ":"));
    String problem =
        workbench.texts().stream()
            .filter(text -> text.startsWith("Row " + (first + 1) + ":"))
            .findFirst()
            .orElseThrow();
    workbench.clickOn(problem);
    assertThat(workbench.fx(() -> grid.getSelectionModel().getSelectedIndex())).isEqualTo(first);
  }

  @ParameterizedTest
  @EnumSource
  void hasAFieldForEachParameterOfEachStep(StepKind kind) {
    Dataset weather = workbench.engine().datasets().get("weather");
    Step step = FreshStep.of(kind, weather.schema().fields());
    Pipeline recipe = new Pipeline(kind.title(), List.of(new Pipeline.Item(step, true)));
    String json = workbench.engine().dataProcessor().toJson(recipe);
    workbench.fx(
        () -> {
          ((TransformPanel) workbench.composition().shell().panel(PanelId.TRANSFORMS).orElseThrow())
              .openRecipe(json);
          return true;
        });
    workbench.waitFor("the step", () -> steps.card(1).startsWith("Step 1, "));
    workbench.clickOn(workbench.byId("step-1", Node.class));
    workbench.waitForFx("its editor", () -> !workbench.all(StepEditor.class).isEmpty());
    StepEditor editor = workbench.all(StepEditor.class).getFirst();
    assertThat(workbench.fx(() -> editor.getChildren().size()))
        .isEqualTo(StepForm.of(step).parameters().size());
  }

  /** Chooses from a menu within the open menu of a button. */
  private void choose(String button, String menu, String item) {
    MenuButton opened = workbench.byId(button, MenuButton.class);
    workbench.fx(
        () -> {
          opened.getItems().stream()
              .filter(each -> menu.equals(each.getText()))
              .flatMap(each -> ((Menu) each).getItems().stream())
              .filter(each -> item.equals(each.getText()))
              .findFirst()
              .orElseThrow()
              .fire();
          opened.hide();
          return true;
        });
    workbench.settle();
  }

  private void addStep(String title) {
    StepKind kind =
        Arrays.stream(StepKind.values())
            .filter(each -> each.title().equals(title))
            .findFirst()
            .orElseThrow();
    workbench.clickOn("Add step");
    choose("add-step", kind.group().word(), title);
  }

  private void focus(String id) {
    workbench.fx(
        () -> {
          workbench.scene().lookup("#" + id).requestFocus();
          return true;
        });
  }

  private TransformView transforms() {
    return (TransformView)
        workbench.composition().shell().panel(PanelId.TRANSFORMS).orElseThrow().content();
  }

  private List<String> styledCells(String styleClass) {
    return workbench.all(TableCell.class).stream()
        .filter(cell -> cell.getStyleClass().contains(styleClass))
        .map(cell -> String.valueOf(cell.getText()))
        .toList();
  }
}
