package dev.alidade.app.vector;

import dev.alidade.app.control.Buttons;
import dev.alidade.app.control.EmptyState;
import dev.alidade.app.control.ErrorState;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.LoadingState;
import dev.alidade.app.control.Segmented;
import dev.alidade.app.fx.BackgroundTask;
import dev.alidade.engine.dataset.Field;
import dev.alidade.engine.vector.Metric;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** Makes a collection of a data set: which data set, which column, how to compare, what name. */
final class CollectionForm extends StackPane {
  private final VectorViewModel model;
  private final CollectionFormModel form;
  private final VBox fields;

  CollectionForm(VectorViewModel model) {
    this.model = model;
    this.form = model.form();
    this.fields = fields();
    form.running().addListener((observed, was, is) -> show());
    form.failure().addListener((observed, was, is) -> show());
    form.datasets().addListener((observed, was, is) -> show());
    show();
  }

  private void show() {
    BackgroundTask running = form.running().get();
    Throwable failure = form.failure().get();
    Node state;
    if (running != null) {
      state = new LoadingState(running);
    } else if (failure != null) {
      state = new ErrorState("Can't make the collection", failure, "Try again", form::create);
    } else if (form.datasets().get().isEmpty()) {
      state = new EmptyState("No data set to make a collection of. Open a file first (Ctrl+O).");
    } else {
      state = fields;
    }
    getChildren().setAll(state);
  }

  private VBox fields() {
    ComboBox<String> dataset = new ComboBox<>();
    dataset.setId("form-dataset");
    form.datasets().addListener((observed, was, is) -> refill(dataset, is, form.dataset().get()));
    dataset.getItems().setAll(form.datasets().get());
    dataset.valueProperty().bindBidirectional(form.dataset());
    ComboBox<Field> column = new ComboBox<>();
    column.setId("form-column");
    column.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(@Nullable Field field) {
            return field == null ? "" : field.name() + " · " + field.type().label();
          }

          @Override
          public @Nullable Field fromString(String text) {
            return form.column().get();
          }
        });
    form.columns().addListener((observed, was, is) -> refill(column, is, form.column().get()));
    column.getItems().setAll(form.columns().get());
    column.valueProperty().bindBidirectional(form.column());
    Segmented<Metric> metric =
        new Segmented<>(
            List.of(Metric.values()),
            m -> m.name().charAt(0) + m.name().substring(1).toLowerCase(Locale.ROOT));
    metric.valueProperty().bindBidirectional(form.metric());
    TextField name = new TextField();
    name.setId("form-name");
    name.textProperty().bindBidirectional(form.name());
    Label hint = Labels.paragraph("");
    hint.textProperty().bind(form.hint());
    Button create = Buttons.plain("Create collection", Feather.PLUS, form::create);
    create.setId("form-create");
    create.getStyleClass().add("al-outlined");
    create
        .disableProperty()
        .bind(
            javafx.beans.binding.Bindings.createBooleanBinding(
                () -> !form.ready(), form.dataset(), form.column(), form.name()));
    HBox buttons = new HBox(8, create, Buttons.plain("Cancel", () -> model.creating().set(false)));
    for (ComboBox<?> box : List.of(dataset, column)) {
      box.setMaxWidth(Double.MAX_VALUE);
    }
    VBox box =
        new VBox(
            12,
            Labels.heading("New collection"),
            labelled("Data set", dataset),
            labelled("Text or vector column", column),
            labelled("Compare by", metric),
            labelled("Name", name),
            hint,
            buttons);
    box.setMaxWidth(420);
    box.setAlignment(Pos.CENTER_LEFT);
    box.setPadding(new Insets(24));
    return box;
  }

  private static <T> void refill(ComboBox<T> box, List<T> items, @Nullable T chosen) {
    box.getItems().setAll(items);
    box.setValue(chosen);
  }

  private static Node labelled(String caption, Node field) {
    VBox box = new VBox(4, Labels.caption(caption), field);
    box.setFillWidth(true);
    return box;
  }
}
