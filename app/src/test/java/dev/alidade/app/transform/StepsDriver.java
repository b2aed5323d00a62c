package dev.alidade.app.transform;

import dev.alidade.app.shell.Intent;
import dev.alidade.app.shell.PanelId;
import dev.alidade.app.testing.WorkbenchFixture;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;

/** The steps of the Transforms panel, as a test sets and reads them. */
record StepsDriver(WorkbenchFixture workbench) {
  static final String RAINY =
      """
      {"version": 1, "name": "rainy", "steps": [
        {"step": "filter", "expression": "precipitation > 0"},
        {"step": "uppercase", "column": "weather"}
      ]}
      """;

  static final String NOTHING = "{\"version\": 1, \"name\": \"none\", \"steps\": []}";

  /** Shows the rows of a data set without any step. */
  void start(String dataset) {
    workbench.go(new Intent.TransformDataset(dataset));
    workbench.clickOn("Rows");
    workbench.fx(
        () -> {
          TransformPanel panel =
              (TransformPanel)
                  workbench.composition().shell().panel(PanelId.TRANSFORMS).orElseThrow();
          panel.openRecipe(NOTHING);
          return true;
        });
    workbench.waitForText("Source");
  }

  /** Pastes a recipe of two steps or more. */
  void paste(String json) {
    workbench.fx(
        () -> {
          ClipboardContent content = new ClipboardContent();
          content.putString(json);
          return Clipboard.getSystemClipboard().setContent(content);
        });
    workbench.clickOn("Recipe");
    workbench.clickOn("Paste from JSON");
    workbench.waitFor("the steps", () -> !card(2).isEmpty());
  }

  /** Puts text into a field in place of what it holds, as a user who selects all and types. */
  void write(String id, String text) {
    TextInputControl field = workbench.byId(id, TextInputControl.class);
    workbench.fx(
        () -> {
          field.requestFocus();
          field.selectAll();
          field.replaceSelection(text);
          return true;
        });
    workbench.settle();
  }

  /** What a screen reader says of a step; empty where there is none. */
  String card(int number) {
    return workbench.fx(
        () ->
            workbench.scene().lookup("#step-" + number) instanceof StepCard card
                ? String.valueOf(card.getAccessibleText())
                : "");
  }
}
