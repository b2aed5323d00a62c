package dev.alidade.app.sql;

import dev.alidade.app.control.Badge;
import dev.alidade.app.control.Buttons;
import dev.alidade.app.control.Inspector;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Section;
import dev.alidade.app.fx.BackgroundTasks;
import javafx.geometry.Pos;
import javafx.scene.control.TextArea;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.feather.Feather;

/** Shows one value of the rows, whole, in the column of details. */
final class CellDetails {
  private static final double HEIGHT = 420;

  private final BackgroundTasks tasks;
  private final Inspector inspector;
  private final SqlActions actions;
  private boolean shown;

  CellDetails(BackgroundTasks tasks, Inspector inspector, SqlActions actions) {
    this.tasks = tasks;
    this.inspector = inspector;
    this.actions = actions;
  }

  /** Whether the column of details is taken by a value. */
  boolean isShown() {
    return shown && inspector.isOpen();
  }

  /** Something else takes the column of details. */
  void leave() {
    shown = false;
  }

  void show(ResultView.Cell cell) {
    tasks
        .task("Show value", progress -> CellText.of(cell.value()))
        .quietly()
        .replacing(this)
        .onDone(text -> fill(cell, text))
        .start();
  }

  private void fill(ResultView.Cell cell, CellText text) {
    shown = true;
    TextArea body = new TextArea(text.body());
    body.setId("cell-value");
    body.setEditable(false);
    body.setWrapText(!text.kind().equals("BLOB"));
    body.setPrefHeight(HEIGHT);
    body.getStyleClass().addAll("al-mono", "al-cell-value");
    body.setAccessibleText("Value of " + cell.column());
    HBox kind = new HBox(8, Badge.neutral(text.kind()), Labels.small(text.size()));
    kind.setAlignment(Pos.CENTER_LEFT);
    Section section = new Section(kind, body);
    if (text.cut()) {
      section.getChildren().add(Labels.small("Only its start is shown; Copy takes all of it."));
    }
    inspector.show(cell.column(), section);
    inspector.besideHeading(Labels.small("row " + cell.row()));
    inspector.footer(
        Buttons.plain("Copy", Feather.COPY, () -> actions.copy(CopyText.of(cell.value()))),
        Buttons.plain("Save…", Feather.DOWNLOAD, () -> actions.save(cell)));
  }
}
