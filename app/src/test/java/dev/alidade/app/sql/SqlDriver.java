package dev.alidade.app.sql;

import dev.alidade.app.control.DataGrid;
import dev.alidade.app.control.GridModel;
import dev.alidade.app.shell.Intent;
import dev.alidade.app.shell.PanelId;
import dev.alidade.app.testing.WorkbenchFixture;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import jfx.incubator.scene.control.richtext.CodeArea;
import jfx.incubator.scene.control.richtext.TextPos;

/** Drives the SQL panel as a user does. */
final class SqlDriver {
  private final WorkbenchFixture workbench;

  SqlDriver(WorkbenchFixture workbench) {
    this.workbench = workbench;
  }

  SqlPanel panel() {
    return (SqlPanel) workbench.composition().shell().panel(PanelId.SQL).orElseThrow();
  }

  CodeArea area() {
    return workbench.byId("sql-editor", CodeArea.class);
  }

  /** The grid of rows. */
  DataGrid grid() {
    return workbench.byId("result-grid", DataGrid.class);
  }

  /** Puts a statement into the editor. */
  void edit(String sql) {
    workbench.go(new Intent.EditQuery(sql));
    workbench.settle();
  }

  void caret(int line, int column) {
    CodeArea area = area();
    workbench.fx(
        () -> {
          area.requestFocus();
          area.select(TextPos.ofLeading(line, column));
          return true;
        });
    workbench.settle();
  }

  /** Runs a statement by the keyboard. */
  void run(String sql) {
    edit(sql);
    workbench.press(KeyCode.CONTROL, KeyCode.ENTER);
  }

  /** Runs a statement and looks at its rows, or at what went wrong. */
  void runAndShow(String sql) {
    edit(sql);
    workbench.fx(
        () -> {
          panel().runPrimary();
          panel().showTab("Result");
          return true;
        });
    workbench.settle();
  }

  TextField parameter(String name) {
    workbench.waitFor(
        name,
        () ->
            workbench.all(TextField.class).stream()
                .anyMatch(field -> name.equals(field.getAccessibleText())));
    return workbench.all(TextField.class).stream()
        .filter(field -> name.equals(field.getAccessibleText()))
        .findFirst()
        .orElseThrow();
  }

  /** Every row in view of the tab Result. */
  List<List<Object>> rows() {
    workbench.clickOn(
        workbench.all(Label.class).stream()
            .filter(label -> "Result".equals(label.getText()) && isTab(label))
            .findFirst()
            .orElseThrow());
    DataGrid grid = grid();
    return workbench.fx(
        () -> {
          GridModel model = grid.model();
          List<List<Object>> rows = new ArrayList<>();
          for (int row = 0; row < model.rowCount(); row++) {
            List<Object> values = new ArrayList<>();
            for (int column = 0; column < model.columns().size(); column++) {
              values.add(model.copied(row, column));
            }
            rows.add(values);
          }
          return rows;
        });
  }

  static boolean isTab(Label label) {
    return label.getStyleClass().contains("tab-label");
  }
}
