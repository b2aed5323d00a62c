package dev.alidade.app.transform;

import dev.alidade.engine.data.Step;
import dev.alidade.engine.dataset.ColumnType;
import dev.alidade.engine.dataset.Field;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.layout.VBox;

/**
 * The typed fields of one step. A new kind of step does not compile until it has fields here.
 * JavaFX thread.
 */
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
    getChildren().setAll(fields(now.get()));
  }

  private List<Node> fields(Step step) {
    return switch (step) {
      case Step.Rename s ->
          List.of(
              column(s.column(), field -> true, name -> new Step.Rename(name, rename().newName())),
              text(
                  "New name",
                  "new-name",
                  s.newName(),
                  is -> new Step.Rename(rename().column(), is)));
      case Step.Drop s -> List.of(columns("Columns to drop", s.columns(), Step.Drop::new));
      case Step.Select s -> List.of(columns("Columns to keep", s.columns(), Step.Select::new));
      case Step.Cast s ->
          List.of(
              column(s.column(), field -> true, name -> new Step.Cast(name, cast().type())),
              type(s.type()));
      case Step.ParseTimestamp s ->
          List.of(column(s.column(), StepEditor::isText, Step.ParseTimestamp::new));
      case Step.Uppercase s -> List.of(column(s.column(), StepEditor::isText, Step.Uppercase::new));
      case Step.Lowercase s -> List.of(column(s.column(), StepEditor::isText, Step.Lowercase::new));
      case Step.Trim s -> List.of(column(s.column(), StepEditor::isText, Step.Trim::new));
      case Step.Replace s -> replace(s);
      case Step.FillNulls s ->
          List.of(
              column(s.column(), field -> true, name -> new Step.FillNulls(name, fill().value())),
              text("Value", "value", s.value(), is -> new Step.FillNulls(fill().column(), is)));
      case Step.Compute s ->
          List.of(
              text(
                  "Name",
                  "name",
                  s.newColumn(),
                  is -> new Step.Compute(is, compute().expression())),
              expression(
                  "Expression",
                  s.expression(),
                  false,
                  is -> new Step.Compute(compute().newColumn(), is)));
      case Step.Filter s ->
          List.of(expression("Keep rows where", s.expression(), true, Step.Filter::new));
      case Step.Sort s ->
          List.of(
              EditorFields.captioned(
                  "Sort by",
                  new SortKeysField(
                      s.keys(), columns, keys -> put.accept(new Step.Sort(keys), "keys"))));
      case Step.Limit s ->
          List.of(
              EditorFields.captioned(
                  "Rows to keep",
                  EditorFields.number(
                      "step-rows",
                      "Rows to keep",
                      s.rows(),
                      is -> put.accept(new Step.Limit(is), "rows"))));
      case Step.Deduplicate s ->
          List.of(
              columns("Columns to compare; none means all", s.columns(), Step.Deduplicate::new));
    };
  }

  private List<Node> replace(Step.Replace step) {
    return List.of(
        column(
            step.column(),
            StepEditor::isText,
            name ->
                new Step.Replace(
                    name, replacing().find(), replacing().replacement(), replacing().regex())),
        text(
            "Find",
            "find",
            step.find(),
            is ->
                new Step.Replace(
                    replacing().column(), is, replacing().replacement(), replacing().regex())),
        text(
            "Replace with",
            "replacement",
            step.replacement(),
            is ->
                new Step.Replace(
                    replacing().column(), replacing().find(), is, replacing().regex())),
        EditorFields.flag(
            "step-regex",
            "Regular expression",
            step.regex(),
            is ->
                put.accept(
                    new Step.Replace(
                        replacing().column(), replacing().find(), replacing().replacement(), is),
                    "regex")));
  }

  private static boolean isText(Field field) {
    return field.type() == ColumnType.STRING;
  }

  private Step.Rename rename() {
    return (Step.Rename) now.get();
  }

  private Step.Cast cast() {
    return (Step.Cast) now.get();
  }

  private Step.FillNulls fill() {
    return (Step.FillNulls) now.get();
  }

  private Step.Compute compute() {
    return (Step.Compute) now.get();
  }

  private Step.Replace replacing() {
    return (Step.Replace) now.get();
  }

  private Node column(String value, Predicate<Field> fits, Function<String, Step> made) {
    return EditorFields.captioned(
        "Column",
        EditorFields.column(
            "step-column",
            "Column",
            value,
            columns,
            fits,
            is -> put.accept(made.apply(is), "column")));
  }

  private Node columns(String caption, List<String> value, Function<List<String>, Step> made) {
    return EditorFields.captioned(
        caption, EditorFields.columns(value, columns, is -> put.accept(made.apply(is), "columns")));
  }

  private Node text(String caption, String part, String value, Function<String, Step> made) {
    return EditorFields.captioned(
        caption,
        EditorFields.text("step-" + part, caption, value, is -> put.accept(made.apply(is), part)));
  }

  private Node type(ColumnType value) {
    return EditorFields.captioned(
        "Type",
        EditorFields.choice(
            "step-type",
            "Type",
            value,
            Arrays.stream(ColumnType.values()).filter(each -> each != ColumnType.VECTOR).toList(),
            ColumnType::label,
            is -> put.accept(new Step.Cast(cast().column(), is), "type")));
  }

  private Node expression(
      String caption, String value, boolean condition, Function<String, Step> made) {
    return new ExpressionField(
        caption,
        value,
        condition,
        columns,
        text -> model.typeOf(text, columns),
        is -> put.accept(made.apply(is), "expression"));
  }
}
