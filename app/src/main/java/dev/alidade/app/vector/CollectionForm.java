package dev.alidade.app.vector;

import dev.alidade.app.control.Buttons;
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
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** Makes a collection: of which column of a data set or which file, how to compare, what name. */
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
                () -> !form.ready(),
                form.ofFile(),
                form.file().file(),
                form.file().table(),
                form.dataset(),
                form.column(),
                form.name()));
    HBox buttons = new HBox(8, create, Buttons.plain("Cancel", () -> model.creating().set(false)));
    for (ComboBox<?> box : List.of(dataset, column)) {
      box.setMaxWidth(Double.MAX_VALUE);
    }
    Segmented<Boolean> source =
        new Segmented<>(List.of(false, true), file -> file ? "File" : "Data set").filling();
    source.setId("form-source");
    source.valueProperty().set(form.ofFile().get());
    source.valueProperty().addListener((observed, was, is) -> form.ofFile().set(is));
    form.ofFile().addListener((observed, was, is) -> source.valueProperty().set(is));
    VBox ofDataset =
        new VBox(12, labelled("Data set", dataset), labelled("Text or vector column", column));
    VBox ofFile = filePart();
    ofFile.visibleProperty().bind(form.ofFile());
    ofDataset.visibleProperty().bind(form.ofFile().not());
    for (VBox part : List.of(ofDataset, ofFile)) {
      part.managedProperty().bind(part.visibleProperty());
    }
    VBox box =
        new VBox(
            12,
            Labels.heading("New collection"),
            labelled("Made of", source),
            ofDataset,
            ofFile,
            labelled("Compare by", metric),
            labelled("Name", name),
            hint,
            buttons);
    box.setMaxWidth(420);
    box.setAlignment(Pos.CENTER_LEFT);
    box.setPadding(new Insets(24));
    return box;
  }

  /** Which file, and which table of it. */
  private VBox filePart() {
    Label path = Labels.of("", "al-mono", "al-small");
    path.setId("form-file");
    path.setMinWidth(0);
    path.setTextOverrun(OverrunStyle.LEADING_ELLIPSIS);
    path.textProperty()
        .bind(
            form.file()
                .file()
                .map(chosen -> chosen == null ? "" : chosen.toString())
                .orElse("No file chosen"));
    Button choose =
        Buttons.plain(
            "Choose…",
            () ->
                VectorFileChooser.askForVectors(getScene().getWindow())
                    .ifPresent(form.file().file()::set));
    choose.setId("form-choose-file");
    choose.setMinWidth(USE_PREF_SIZE);
    HBox row = new HBox(8, choose, path);
    row.setAlignment(Pos.CENTER_LEFT);
    ComboBox<String> table = new ComboBox<>();
    table.setId("form-table");
    table.setMaxWidth(Double.MAX_VALUE);
    form.file()
        .tables()
        .addListener((observed, was, is) -> refill(table, is, form.file().table().get()));
    table.valueProperty().bindBidirectional(form.file().table());
    Node tables = labelled("Table", table);
    tables.visibleProperty().bind(form.file().tables().map(names -> !names.isEmpty()));
    tables.managedProperty().bind(tables.visibleProperty());
    return new VBox(12, labelled("File", row), tables);
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
