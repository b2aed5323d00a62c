package dev.alidade.app.vector;

import dev.alidade.app.control.Buttons;
import dev.alidade.app.control.Labels;
import dev.alidade.app.format.Values;
import dev.alidade.app.vector.Condition.Comparison;
import dev.alidade.engine.vector.VectorCollection.MetadataField;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.controlsfx.control.PopOver;
import org.jspecify.annotations.Nullable;

/** Makes one filter: a field, a comparison, and a value picked from real ones or typed. */
final class FilterPopup {
  private final VectorViewModel model;
  private final PopOver popOver = new PopOver();
  private final ComboBox<MetadataField> field = new ComboBox<>();
  private final ComboBox<Comparison> comparison = new ComboBox<>();
  private final ComboBox<String> value = new ComboBox<>();
  private final Label error = Labels.of("", "al-field-error");

  FilterPopup(VectorViewModel model) {
    this.model = model;
    field.setConverter(named(MetadataField::name));
    comparison.setConverter(named(Comparison::word));
    field.setId("filter-field");
    comparison.setId("filter-comparison");
    value.setId("filter-value");
    value.setEditable(true);
    value.setPrefWidth(200);
    field.setPrefWidth(200);
    comparison.setPrefWidth(90);
    field.getItems().setAll(model.fields().get());
    field.valueProperty().addListener((observed, was, is) -> showField(is));
    field.getSelectionModel().selectFirst();
    value.getEditor().setOnAction(event -> add());
    HBox second = new HBox(8, comparison, value);
    VBox box = new VBox(8, field, second, error, Buttons.plain("Add filter", this::add));
    box.setPadding(new Insets(12));
    popOver.setContentNode(box);
    popOver.setArrowLocation(PopOver.ArrowLocation.LEFT_TOP);
    popOver.setDetachable(false);
  }

  void show(Node owner) {
    popOver.show(owner);
  }

  private void showField(@Nullable MetadataField chosen) {
    if (chosen == null) {
      return;
    }
    comparison.getItems().setAll(comparisons(chosen));
    comparison.getSelectionModel().selectFirst();
    value.getItems().setAll(chosen.values().stream().map(Values::copied).toList());
    value.setValue(value.getItems().isEmpty() ? "" : value.getItems().getFirst());
  }

  private static List<Comparison> comparisons(MetadataField chosen) {
    return switch (chosen.type()) {
      case "NUMBER" ->
          List.of(Comparison.AT_LEAST, Comparison.AT_MOST, Comparison.IS, Comparison.IS_NOT);
      case "TIMESTAMP" -> List.of(Comparison.AFTER, Comparison.BEFORE);
      default -> List.of(Comparison.IS, Comparison.IS_NOT);
    };
  }

  private void add() {
    MetadataField chosen = field.getValue();
    String typed = value.getEditor().getText().strip();
    if (chosen == null || typed.isEmpty()) {
      error.setText("Choose a field and write a value.");
      return;
    }
    Optional<Object> read = read(chosen, typed);
    if (read.isEmpty()) {
      error.setText(
          "\"" + typed + "\" is not a " + chosen.type().toLowerCase(java.util.Locale.ROOT) + ".");
      return;
    }
    model
        .conditions()
        .add(new Condition(chosen.name(), comparison.getValue(), List.of(read.get())));
    popOver.hide();
    model.search();
  }

  private static Optional<Object> read(MetadataField chosen, String typed) {
    try {
      return Optional.of(
          switch (chosen.type()) {
            case "NUMBER" -> (Object) Double.valueOf(typed);
            case "BOOLEAN" -> Boolean.valueOf(typed);
            case "TIMESTAMP" ->
                typed.length() <= 10
                    ? LocalDate.parse(typed).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(typed);
            default -> typed;
          });
    } catch (NumberFormatException | DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static <T> StringConverter<T> named(java.util.function.Function<T, String> name) {
    return new StringConverter<>() {
      @Override
      public String toString(@Nullable T item) {
        return item == null ? "" : name.apply(item);
      }

      @Override
      public @Nullable T fromString(String text) {
        return null;
      }
    };
  }
}
