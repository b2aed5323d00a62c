package dev.alidade.app.transform;

import dev.alidade.app.control.Icons;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.ToggleSwitch;
import dev.alidade.engine.dataset.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The fields that editors of steps are made of; each tells every change at once. */
final class EditorFields {
  /** Whole numbers up to here are written without a point. */
  private static final double MOST_PLAIN = 1e15;

  private EditorFields() {}

  /** A field below its caption. */
  static VBox captioned(String caption, Node field) {
    Label label = Labels.caption(caption);
    label.setLabelFor(field);
    return new VBox(6, label, field);
  }

  /** One line of text. */
  static TextField text(String id, String caption, String value, Consumer<String> changed) {
    TextField field = new TextField(value);
    field.setId(id);
    field.setAccessibleText(caption);
    field.getStyleClass().add("al-mono");
    field.textProperty().addListener((observed, was, is) -> changed.accept(is));
    return field;
  }

  /** A whole number; anything else is marked and not told. */
  static TextField whole(String id, String caption, long value, Consumer<Long> changed) {
    return parsed(id, caption, Long.toString(value), EditorFields::longOf, changed);
  }

  private static Optional<Long> longOf(String text) {
    return text.matches("-?\\d{1,18}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
  }

  /** A finite number; anything else is marked and not told. */
  static TextField real(String id, String caption, double value, Consumer<Double> changed) {
    return parsed(id, caption, words(value), EditorFields::doubleOf, changed);
  }

  private static Optional<Double> doubleOf(String text) {
    return text.matches("-?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d{1,3})?")
        ? Optional.of(Double.parseDouble(text)).filter(Double::isFinite)
        : Optional.empty();
  }

  private static String words(double value) {
    return value == Math.rint(value) && Math.abs(value) < MOST_PLAIN
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  /** Numbers with commas between them. */
  static TextField reals(
      String id, String caption, List<Double> value, Consumer<List<Double>> changed) {
    return parsed(
        id,
        caption,
        value.stream().map(EditorFields::words).collect(Collectors.joining(", ")),
        text -> {
          List<Double> numbers = new ArrayList<>();
          parts(text).forEach(part -> doubleOf(part).ifPresent(numbers::add));
          return numbers.size() == parts(text).size() ? Optional.of(numbers) : Optional.empty();
        },
        changed);
  }

  /** Texts with commas between them. */
  static TextField texts(
      String id, String caption, List<String> value, Consumer<List<String>> changed) {
    return parsed(id, caption, String.join(", ", value), text -> Optional.of(parts(text)), changed);
  }

  private static List<String> parts(String text) {
    return Arrays.stream(text.split(","))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .toList();
  }

  /** What a text means; a text that means nothing is marked and not told. */
  private static <T> TextField parsed(
      String id,
      String caption,
      String value,
      Function<String, Optional<T>> meaning,
      Consumer<T> changed) {
    TextField field = new TextField(value);
    field.setId(id);
    field.setAccessibleText(caption);
    field.getStyleClass().add("al-mono");
    field
        .textProperty()
        .addListener(
            (observed, was, is) -> {
              field.getStyleClass().remove("al-invalid");
              meaning
                  .apply(is.strip())
                  .ifPresentOrElse(changed, () -> field.getStyleClass().add("al-invalid"));
            });
    return field;
  }

  /** One of the columns; those that fit come first, all others stay to be chosen. */
  static ComboBox<String> column(
      String id,
      String caption,
      String value,
      List<Field> columns,
      Predicate<Field> fits,
      Consumer<String> changed) {
    List<String> names = new ArrayList<>();
    columns.stream().filter(fits).map(Field::name).forEach(names::add);
    columns.stream().filter(fits.negate()).map(Field::name).forEach(names::add);
    ComboBox<String> box = new ComboBox<>();
    box.getItems().setAll(names);
    box.setCellFactory(list -> new ColumnCell(columns));
    box.setButtonCell(new ColumnCell(columns));
    return chosen(box, id, caption, value, changed);
  }

  /** One of a few choices. */
  static <T> ComboBox<T> choice(
      String id,
      String caption,
      T value,
      List<T> choices,
      Function<T, String> word,
      Consumer<T> changed) {
    ComboBox<T> box = new ComboBox<>();
    box.getItems().setAll(choices);
    box.setCellFactory(list -> new WordCell<>(word));
    box.setButtonCell(new WordCell<>(word));
    return chosen(box, id, caption, value, changed);
  }

  private static <T> ComboBox<T> chosen(
      ComboBox<T> box, String id, String caption, T value, Consumer<T> changed) {
    box.setId(id);
    box.setAccessibleText(caption);
    box.setMaxWidth(Double.MAX_VALUE);
    box.setValue(value);
    box.valueProperty()
        .addListener(
            (observed, was, is) -> {
              if (is != null) {
                changed.accept(is);
              }
            });
    return box;
  }

  /** Any of the columns, in the order in which they are chosen. */
  static VBox columns(List<String> chosen, List<Field> columns, Consumer<List<String>> changed) {
    VBox boxes = new VBox(6);
    List<String> now = new ArrayList<>(chosen);
    List<String> known = columns.stream().map(Field::name).toList();
    for (Field field : columns) {
      boxes.getChildren().add(check(field.name(), field, now, changed));
    }
    chosen.stream()
        .filter(name -> !known.contains(name))
        .forEach(
            name -> {
              CheckBox box = check(name, null, now, changed);
              box.getStyleClass().add("al-text-err");
              boxes.getChildren().add(box);
            });
    return boxes;
  }

  private static CheckBox check(
      String name, @Nullable Field field, List<String> now, Consumer<List<String>> changed) {
    CheckBox box = new CheckBox(field == null ? name + " (not there)" : name);
    box.setMnemonicParsing(false);
    box.setId("column-" + name);
    box.setSelected(now.contains(name));
    box.selectedProperty()
        .addListener(
            (observed, was, is) -> {
              if (is) {
                now.add(name);
              } else {
                now.remove(name);
              }
              changed.accept(List.copyOf(now));
            });
    return box;
  }

  /** On or off. */
  static ToggleSwitch flag(String id, String words, boolean value, Consumer<Boolean> changed) {
    ToggleSwitch toggle = new ToggleSwitch(words);
    toggle.setId(id);
    toggle.setSelected(value);
    toggle.selectedProperty().addListener((observed, was, is) -> changed.accept(is));
    return toggle;
  }

  private static final class ColumnCell extends ListCell<String> {
    private final List<Field> columns;

    ColumnCell(List<Field> columns) {
      this.columns = columns;
    }

    @Override
    protected void updateItem(@Nullable String item, boolean empty) {
      super.updateItem(item, empty);
      setText(empty ? null : item);
      setGraphic(
          empty
              ? null
              : columns.stream()
                  .filter(field -> field.name().equals(item))
                  .findFirst()
                  .map(field -> Icons.small(Icons.ofType(field.type())))
                  .orElse(null));
    }
  }

  private static final class WordCell<T> extends ListCell<T> {
    private final Function<T, String> word;

    WordCell(Function<T, String> word) {
      this.word = word;
    }

    @Override
    protected void updateItem(@Nullable T item, boolean empty) {
      super.updateItem(item, empty);
      setText(empty || item == null ? null : word.apply(item));
    }
  }
}
