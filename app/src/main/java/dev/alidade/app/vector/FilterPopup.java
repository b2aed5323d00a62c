package dev.alidade.app.vector;

import dev.alidade.app.control.Buttons;
import dev.alidade.app.control.Chip;
import dev.alidade.app.control.Labels;
import dev.alidade.app.format.Values;
import dev.alidade.app.vector.Condition.Comparison;
import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.vector.VectorCollection.MetadataField;
import java.util.ArrayList;
import java.util.List;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.controlsfx.control.PopOver;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** Makes one filter: a field, a comparison, and values picked from real ones or typed. */
final class FilterPopup {
  private static final double FIELD_WIDTH = 200;
  private static final double COMPARISON_WIDTH = 120;

  private final VectorViewModel model;
  private final PopOver popOver = new PopOver();
  private final ComboBox<MetadataField> field = new ComboBox<>();
  private final ComboBox<Comparison> comparison = new ComboBox<>();
  private final ComboBox<String> value = new ComboBox<>();
  private final ComboBox<String> end = new ComboBox<>();
  private final Button another = Buttons.icon(Feather.PLUS, "Another value", this::takeValue);
  private final ObservableList<String> taken = FXCollections.observableArrayList();
  private final FlowPane takenChips = new FlowPane(6, 6);
  private final Label error = Labels.of("", "al-field-error");

  FilterPopup(VectorViewModel model) {
    this.model = model;
    field.setConverter(named(MetadataField::name));
    comparison.setConverter(named(Comparison::word));
    field.setId("filter-field");
    comparison.setId("filter-comparison");
    value.setId("filter-value");
    end.setId("filter-end");
    another.setId("filter-another");
    for (ComboBox<String> box : List.of(value, end)) {
      box.setEditable(true);
      box.setPrefWidth(FIELD_WIDTH);
      box.getEditor().setOnAction(event -> add());
    }
    field.setPrefWidth(FIELD_WIDTH);
    comparison.setPrefWidth(COMPARISON_WIDTH);
    comparison.valueProperty().addListener((observed, was, is) -> showComparison(is));
    taken.addListener((ListChangeListener<String>) change -> showTaken());
    field.getItems().setAll(model.fields().get());
    field.valueProperty().addListener((observed, was, is) -> showField(is));
    field.getSelectionModel().selectFirst();
    Label and = Labels.small("and");
    HBox to = new HBox(8, and, end);
    to.visibleProperty().bind(end.visibleProperty());
    for (Node part : List.of(value, another, to, takenChips, error)) {
      part.managedProperty().bind(part.visibleProperty());
    }
    error.visibleProperty().bind(error.textProperty().isNotEmpty());
    error.setWrapText(true);
    error.setMaxWidth(FIELD_WIDTH + COMPARISON_WIDTH);
    takenChips.setPrefWrapLength(FIELD_WIDTH + COMPARISON_WIDTH);
    VBox box =
        new VBox(
            8,
            field,
            new HBox(8, comparison, value, another),
            to,
            takenChips,
            error,
            Buttons.plain("Add filter", this::add));
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
    taken.clear();
    comparison.getItems().setAll(ConditionText.comparisons(chosen));
    comparison.getSelectionModel().selectFirst();
    List<String> values = chosen.values().stream().map(Values::copied).toList();
    for (ComboBox<String> box : List.of(value, end)) {
      box.getItems().setAll(values);
      box.setValue(values.isEmpty() ? "" : values.getFirst());
    }
  }

  private void showComparison(@Nullable Comparison chosen) {
    boolean many = chosen != null && chosen.takesMany();
    value.setVisible(chosen != null && !chosen.takesNone());
    another.setVisible(many);
    end.setVisible(chosen == Comparison.BETWEEN);
    if (!many) {
      taken.clear();
    }
    error.setText("");
  }

  private void takeValue() {
    String typed = value.getEditor().getText().strip();
    if (!typed.isEmpty() && !taken.contains(typed)) {
      taken.add(typed);
    }
    value.setValue(
        value.getItems().stream().filter(one -> !taken.contains(one)).findFirst().orElse(""));
    value.requestFocus();
  }

  private void showTaken() {
    takenChips
        .getChildren()
        .setAll(taken.stream().map(one -> Chip.filter(one, () -> taken.remove(one))).toList());
    takenChips.setVisible(!taken.isEmpty());
  }

  private void add() {
    MetadataField chosen = field.getValue();
    if (chosen == null) {
      error.setText("Choose a field.");
      return;
    }
    List<String> typed = new ArrayList<>(taken);
    typed.add(value.getEditor().getText());
    if (comparison.getValue() == Comparison.BETWEEN) {
      typed.add(end.getEditor().getText());
    }
    try {
      model.addCondition(ConditionText.of(chosen, comparison.getValue(), typed));
      popOver.hide();
    } catch (InvalidRequest refused) {
      error.setText(refused.sentence() + " " + refused.remedy());
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
