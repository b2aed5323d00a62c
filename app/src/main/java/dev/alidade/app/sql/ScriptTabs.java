package dev.alidade.app.sql;

import dev.alidade.app.chart.Palette;
import dev.alidade.app.control.Buttons;
import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.feather.Feather;

/** The editors side by side as tabs; beside them the parameters of the statement at the caret. */
final class ScriptTabs extends StackPane {
  private final SqlViewModel model;
  private final ObservableValue<Palette> palette;
  private final TabPane tabs = new TabPane();

  ScriptTabs(SqlViewModel model, ObservableValue<Palette> palette) {
    this.model = model;
    this.palette = palette;
    tabs.setId("scripts");
    tabs.setTabMaxWidth(140);
    HBox beside =
        new HBox(
            4,
            new ParameterBar(model.scripts()),
            Buttons.icon(Feather.PLUS, "New query", this::add),
            Buttons.icon(Feather.SEARCH, "Find (Ctrl+F)", () -> front().openFind()),
            Buttons.icon(Feather.ALIGN_LEFT, "Format (Ctrl+Shift+F)", () -> front().format()));
    beside.setAlignment(Pos.CENTER_RIGHT);
    beside.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
    beside.setPadding(new Insets(3, 12, 0, 0));
    StackPane.setAlignment(beside, Pos.TOP_RIGHT);
    getChildren().addAll(tabs, beside);
    model.scripts().all().forEach(script -> tabs.getTabs().add(tab(script)));
    model.scripts().all().addListener((ListChangeListener<Script>) change -> arrange());
    model.scripts().current().subscribe(this::bringForward);
    tabs.getSelectionModel()
        .selectedItemProperty()
        .addListener(
            (observed, was, is) -> {
              if (is != null) {
                model.scripts().current().set(editor(is).script());
              }
            });
  }

  /** The editor in front. */
  SqlEditor front() {
    return editor(tabs.getSelectionModel().getSelectedItem());
  }

  private void add() {
    model.scripts().add();
    front().focusCode();
  }

  private void arrange() {
    List<Script> wanted = model.scripts().all();
    tabs.getTabs().removeIf(tab -> !wanted.contains(editor(tab).script()));
    for (Script script : wanted) {
      if (tabs.getTabs().stream().noneMatch(tab -> editor(tab).script().equals(script))) {
        tabs.getTabs().add(tab(script));
      }
    }
  }

  private void bringForward(Script script) {
    tabs.getTabs().stream()
        .filter(tab -> editor(tab).script().equals(script))
        .findFirst()
        .ifPresent(tabs.getSelectionModel()::select);
  }

  private Tab tab(Script script) {
    Tab tab = new Tab("", new SqlEditor(model, script, palette));
    tab.textProperty().bind(script.name());
    tab.setOnCloseRequest(
        event -> {
          event.consume();
          model.scripts().remove(script);
        });
    return tab;
  }

  private static SqlEditor editor(Tab tab) {
    return (SqlEditor) tab.getContent();
  }
}
