package dev.alidade.app.transform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.app.shell.Intent;
import dev.alidade.app.testing.WorkbenchFixture;
import dev.alidade.engine.data.Pipeline;
import java.nio.file.Path;
import javafx.scene.Node;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.input.Clipboard;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Recipes kept in the workspace, in files and on the clipboard. */
class RecipesTest {
  @RegisterExtension static final WorkbenchFixture WORKBENCH = new WorkbenchFixture();

  private final WorkbenchFixture workbench = WORKBENCH;

  private final StepsDriver steps = new StepsDriver(WORKBENCH);

  @BeforeAll
  static void openTheWeather() {
    WORKBENCH.openSample("weather.csv");
  }

  @BeforeEach
  void startWithoutSteps() {
    steps.start("weather");
  }

  @Test
  void savesARecipeAndOpensItAgainAfterARestart() throws Exception {
    steps.paste(StepsDriver.RAINY);
    workbench.clickOn("Recipe");
    workbench.clickOn("Save recipe…");
    steps.write("name-field", "rain only");
    workbench.clickOn(workbench.byId("name-take", Node.class));
    workbench.waitForText("Saved the recipe rain only in the workspace.");

    workbench.reopen();
    workbench.waitFor(
        "the data set to be read again",
        () ->
            workbench.engine().datasets().list().stream()
                .anyMatch(data -> data.name().equals("weather")));
    workbench.go(new Intent.TransformDataset("weather"));
    workbench.waitForText("Seattle");
    workbench.clickOn("Recipe");
    workbench.clickOn("Open saved");
    workbench.clickOn("rain only (2 steps)");
    workbench.waitFor("the steps", () -> steps.card(2).startsWith("Step 2, Uppercase: weather"));
  }

  @Test
  void writesTheRecipeToAFileAndReadsItAgain() {
    steps.paste(StepsDriver.RAINY);
    Path file = workbench.folder().resolve("rain.json");
    RecipeMenu menu = workbench.byId("recipe", RecipeMenu.class);
    workbench.fx(
        () -> {
          menu.write("rain", file);
          return true;
        });
    workbench.waitForText("Wrote the recipe to " + file + ".");
    workbench.fx(
        () -> {
          menu.paste(StepsDriver.NOTHING);
          return true;
        });
    workbench.waitFor("no steps", () -> steps.card(1).isEmpty());
    workbench.fx(
        () -> {
          menu.read(file);
          return true;
        });
    workbench.waitFor("the steps", () -> steps.card(2).startsWith("Step 2, Uppercase: weather"));
  }

  @Test
  void copiesTheRecipeAsJson() {
    steps.paste(StepsDriver.RAINY);
    workbench.clickOn("Recipe");
    workbench.clickOn("Copy as JSON");

    String copied = workbench.fx(() -> Clipboard.getSystemClipboard().getString());
    assertThat(workbench.engine().dataProcessor().fromJson(copied).items())
        .isEqualTo(workbench.engine().dataProcessor().fromJson(StepsDriver.RAINY).items());
  }

  @Test
  void forgetsASavedRecipe() {
    workbench
        .engine()
        .dataProcessor()
        .save(workbench.engine().dataProcessor().fromJson(StepsDriver.RAINY));
    workbench.clickOn("Recipe");
    MenuButton recipe = workbench.byId("recipe", MenuButton.class);
    Menu forget =
        (Menu)
            recipe.getItems().stream()
                .filter(item -> "delete-recipe".equals(item.getId()))
                .findFirst()
                .orElseThrow();
    workbench.waitForFx(
        "the saved recipe",
        () -> forget.getItems().stream().anyMatch(item -> "rainy".equals(item.getText())));
    workbench.fx(
        () -> {
          forget.getItems().stream()
              .filter(item -> "rainy".equals(item.getText()))
              .forEach(MenuItem::fire);
          recipe.hide();
          return true;
        });
    workbench.waitForText("Deleted the recipe rainy.");
    assertThat(workbench.engine().dataProcessor().pipelines())
        .extracting(Pipeline::name)
        .doesNotContain("rainy");
  }
}
