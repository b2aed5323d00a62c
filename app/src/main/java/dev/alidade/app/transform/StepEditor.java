package dev.alidade.app.transform;

import dev.alidade.engine.data.AggregationOptions.Operation;
import dev.alidade.engine.data.Means.Meaning;
import dev.alidade.engine.data.Step;
import dev.alidade.engine.data.StepForm;
import dev.alidade.engine.data.StepForm.Parameter;
import dev.alidade.engine.dataset.ColumnType;
import dev.alidade.engine.dataset.Field;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.layout.VBox;

/** A field for each parameter of a step, as its form tells. JavaFX thread. */
final class StepEditor extends VBox {
  private final TransformViewModel model;
  private final List<Field> columns;
  private final Supplier<Step> now;
  private final BiConsumer<Step, String> put;

  /**
   * @param columns what the step works on
   * @param now the step as it is
   * @param put takes a changed step and which part of it changed
   */
  StepEditor(
      TransformViewModel model,
      List<Field> columns,
      Supplier<Step> now,
      BiConsumer<Step, String> put) {
    super(12);
    this.model = model;
    this.columns = columns;
    this.now = now;
    this.put = put;
    StepForm<?> form = StepForm.of(now.get());
    form.parameters().forEach(parameter -> getChildren().add(field(form.name(), parameter)));
  }

  private Node field(String step, Parameter parameter) {
    String caption = StepWords.caption(step, parameter);
    Object value = StepForm.value((Record) now.get(), parameter);
    Change change = new Change(parameter, caption);
    return switch (value) {
      case List<?> list -> EditorFields.captioned(caption, change.list(list));
      case String text
          when parameter.meaning() == Meaning.EXPRESSION
              || parameter.meaning() == Meaning.CONDITION ->
          change.expression(text);
      case Boolean flag -> EditorFields.flag(change.id(), caption, flag, change::to);
      default -> EditorFields.captioned(caption, change.single(value));
    };
  }

  /** Changes of one parameter, and the controls that make them. */
  private final class Change {
    private final Parameter parameter;
    private final String caption;

    Change(Parameter parameter, String caption) {
      this.parameter = parameter;
      this.caption = caption;
    }

    String id() {
      return "step-" + parameter.name().replace('_', '-');
    }

    void to(Object value) {
      put.accept(StepForm.with(now.get(), parameter.name(), value), parameter.name());
    }

    Node expression(String text) {
      return new ExpressionField(
          caption,
          text,
          parameter.meaning() == Meaning.CONDITION,
          columns,
          typed -> model.typeOf(typed, columns),
          this::to);
    }

    Node single(Object value) {
      return switch (value) {
        case String text -> text(text);
        case Long whole -> EditorFields.whole(id(), caption, whole, this::to);
        case Double real -> EditorFields.real(id(), caption, real, this::to);
        case Enum<?> choice -> choice(choice);
        default -> throw new IllegalStateException("no field for " + value.getClass());
      };
    }

    private Node text(String text) {
      Predicate<Field> fits = StepKind.of(now.get())::fits;
      return switch (parameter.meaning()) {
        case COLUMN -> EditorFields.column(id(), caption, text, columns, fits, this::to);
        case DATASET ->
            EditorFields.choice(
                id(), caption, text, List.copyOf(model.names()), name -> name, this::to);
        case TEXT, EXPRESSION, CONDITION -> EditorFields.text(id(), caption, text, this::to);
      };
    }

    private Node choice(Enum<?> value) {
      List<Object> choices =
          Arrays.stream((Object[]) parameter.type().getEnumConstants())
              .filter(each -> each != ColumnType.VECTOR)
              .toList();
      return EditorFields.<Object>choice(id(), caption, value, choices, StepText::word, this::to);
    }

    Node list(List<?> value) {
      if (parameter.type() == Step.Sort.Key.class) {
        int least = now.get() instanceof Step.Sort ? 1 : 0;
        return KeyFields.sortKeys(of(value, Step.Sort.Key.class), columns, least, this::to);
      }
      if (parameter.type() == Step.Join.Key.class) {
        return KeyFields.joinKeys(
            of(value, Step.Join.Key.class), columns, this::otherColumns, this::to);
      }
      if (parameter.type() == Operation.class) {
        return KeyFields.measures(of(value, Operation.class), columns, this::to);
      }
      if (parameter.type() == Double.class) {
        return EditorFields.reals(id(), caption, of(value, Double.class), this::to);
      }
      return parameter.meaning() == Meaning.COLUMN
          ? EditorFields.columns(of(value, String.class), columns, this::to)
          : EditorFields.texts(id(), caption, of(value, String.class), this::to);
    }

    private List<Field> otherColumns() {
      return now.get() instanceof Step.Join join ? model.columnsOf(join.dataset()) : List.of();
    }

    private static <T> List<T> of(List<?> values, Class<T> type) {
      return values.stream().<T>map(type::cast).toList();
    }
  }
}
