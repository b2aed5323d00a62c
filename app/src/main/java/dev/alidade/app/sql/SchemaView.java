package dev.alidade.app.sql;

import dev.alidade.app.control.EmptyState;
import dev.alidade.app.control.ErrorState;
import dev.alidade.app.control.LoadingState;
import dev.alidade.app.control.Segmented;
import dev.alidade.engine.sql.DatabaseSchema;
import java.util.List;
import javafx.beans.InvalidationListener;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.layout.StackPane;

/** Tables and their relations as a diagram, and what they take of the file as a map. */
final class SchemaView extends StackPane {
  static final String DIAGRAM = "Diagram";
  static final String SPACE = "Space";

  private final SqlViewModel model;
  private final SqlActions actions;
  private final Segmented<String> kinds = new Segmented<>(List.of(DIAGRAM, SPACE), kind -> kind);

  SchemaView(SqlViewModel model, SqlActions actions) {
    this.model = model;
    this.actions = actions;
    setId("schema-pictures");
    getStyleClass().add("al-plan");
    kinds.getStyleClass().add("al-compact");
    kinds.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
    StackPane.setAlignment(kinds, Pos.BOTTOM_LEFT);
    StackPane.setMargin(kinds, new Insets(12));
    InvalidationListener again = changed -> show();
    model.databases().schema().addListener(again);
    model.storage().storage().addListener(again);
    model.storage().working().addListener(again);
    model.storage().failure().addListener(again);
    kinds.valueProperty().addListener(again);
    show();
  }

  private void show() {
    DatabaseSchema schema = model.databases().schema().get();
    if (schema == null || schema.tables().isEmpty()) {
      getChildren()
          .setAll(
              new EmptyState(
                  schema == null ? "Open a SQLite file to see its tables." : "No table yet."));
    } else if (kinds.valueProperty().get().equals(DIAGRAM)) {
      getChildren().setAll(new SchemaDiagram(schema, actions), kinds);
    } else {
      getChildren().setAll(space(), kinds);
    }
  }

  private Node space() {
    var task = model.storage().working().get();
    if (task != null) {
      return new LoadingState(task);
    }
    if (model.storage().failure().get().isPresent()) {
      return new ErrorState("Can't measure the tables", model.storage().failure().get().get());
    }
    return model
        .storage()
        .storage()
        .get()
        .<Node>map(SpaceMap::new)
        .orElseGet(
            () ->
                new EmptyState(
                    "Every page of the file is read to see what takes its room.",
                    "Measure",
                    model.storage()::read));
  }
}
