package dev.alidade.app.performance;

import dev.alidade.app.control.Buttons;
import dev.alidade.engine.telemetry.MeasuredRun;
import dev.alidade.engine.telemetry.MeasuredRuns;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.collections.ListChangeListener;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TextField;

/** Keeps the stretch in view under a name, and chooses what it is compared with. */
final class RunsMenu extends MenuButton {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  private final RunsViewModel model;
  private final Consumer<String> keep;
  private final ZoneId zone;
  private final TextField name = new TextField();

  /**
   * @param keep takes the name of the stretch in view
   */
  RunsMenu(RunsViewModel model, Consumer<String> keep, ZoneId zone) {
    this.model = model;
    this.keep = keep;
    this.zone = zone;
    setId("runs");
    getStyleClass().add("al-menu-word");
    name.setId("run-name");
    name.setPromptText("Keep this stretch as… (Enter)");
    name.setPrefWidth(220);
    name.setAccessibleText("Name under which this stretch is kept");
    name.setOnAction(event -> keepNow());
    model.kept().addListener((ListChangeListener<MeasuredRuns.Entry>) change -> fill());
    model.baselineProperty().addListener((observed, was, is) -> fill());
    fill();
  }

  private void keepNow() {
    String wanted = name.getText().strip();
    if (!wanted.isEmpty()) {
      keep.accept(wanted);
      name.clear();
      hide();
    }
  }

  private void fill() {
    String compared = model.baselineProperty().get().map(MeasuredRun::name).orElse("");
    setText(compared.isEmpty() ? "Runs" : "Compared with " + compared);
    CustomMenuItem naming = new CustomMenuItem(name, false);
    getItems().setAll(naming);
    if (!model.kept().isEmpty()) {
      getItems().add(new SeparatorMenuItem());
    }
    for (MeasuredRuns.Entry entry : model.kept()) {
      Menu run = new Menu(entry.name() + ", " + MOMENT.format(entry.to().atZone(zone)));
      run.getItems()
          .setAll(
              Buttons.item("Compare with it", () -> model.compareWith(entry)),
              Buttons.item("Remove", () -> model.remove(entry)));
      getItems().add(run);
    }
    if (!compared.isEmpty()) {
      getItems()
          .addAll(
              new SeparatorMenuItem(),
              Buttons.item("Compare with nothing", model::compareWithNothing));
    }
  }
}
