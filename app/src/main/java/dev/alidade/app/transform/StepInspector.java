package dev.alidade.app.transform;

import dev.alidade.app.control.Badge;
import dev.alidade.app.control.Buttons;
import dev.alidade.app.control.Inspector;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Section;
import dev.alidade.app.format.Figures;
import dev.alidade.app.table.BinBars;
import dev.alidade.app.table.ColumnValues;
import dev.alidade.engine.data.Step;
import dev.alidade.engine.data.StepReport;
import dev.alidade.engine.dataset.ColumnProfile;
import dev.alidade.engine.dataset.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.HPos;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextInputControl;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The step in the editor: its fields, examples, the column it makes, path and time. */
final class StepInspector {
  private static final double BARS_HEIGHT = 56;

  private final TransformViewModel model;
  private final Inspector view = new Inspector();
  private final VBox fields = new VBox();
  private final VBox found = new VBox();
  private Optional<Editing> editing = Optional.empty();
  private Optional<Step> shownStep = Optional.empty();
  private boolean ownEdit;

  /** What the fields were made for. */
  private record Editing(int index, StepKind kind, List<Field> columns, Step original) {}

  StepInspector(TransformViewModel model) {
    this.model = model;
    view.setId("step-inspector");
    fields.getStyleClass().add("al-section");
    view.setOnClose(() -> model.select(-1));
    model.draftProperty().subscribe(draft -> fill());
    model.previewProperty().subscribe(made -> fill());
    model.fullRun().finishedProperty().subscribe(run -> fillFound());
  }

  Inspector view() {
    return view;
  }

  private Optional<Step> selected() {
    Draft draft = model.draftProperty().get();
    return draft.selected() < 0
        ? Optional.empty()
        : Optional.of(draft.items().get(draft.selected()).step());
  }

  private void fill() {
    Optional<Step> step = selected();
    if (step.isEmpty()) {
      editing = Optional.empty();
      if (view.isOpen()) {
        view.close();
      }
      return;
    }
    int index = model.draftProperty().get().selected();
    List<Field> columns = columnsBefore(index);
    boolean sameFields =
        editing
            .filter(
                now ->
                    now.index() == index
                        && now.kind() == StepKind.of(step.get())
                        && now.columns().equals(columns))
            .isPresent();
    if (!sameFields || !(ownEdit || fieldsShow(step.get()))) {
      edit(index, step.get(), columns);
    }
    shownStep = Optional.of(step.get());
    fillFound();
  }

  private boolean fieldsShow(Step step) {
    return shownStep.equals(Optional.of(step));
  }

  /** The columns that the step works on, from the newest preview that knows them. */
  private List<Field> columnsBefore(int index) {
    Optional<Preview> made = model.previewProperty().get();
    if (made.isPresent()
        && made.get().draft().selected() == index
        && made.get().shownSteps() >= index) {
      return made.get().fieldsBefore();
    }
    return editing
        .filter(now -> now.index() == index)
        .map(Editing::columns)
        .or(() -> made.map(Preview::endFields))
        .orElse(List.of());
  }

  private void edit(int index, Step step, List<Field> columns) {
    boolean sameStep = editing.filter(now -> now.index() == index).isPresent() && view.isOpen();
    Step original = sameStep ? editing.get().original() : step;
    boolean typing = sameStep && fields.isFocusWithin();
    editing = Optional.of(new Editing(index, StepKind.of(step), columns, original));
    fields
        .getChildren()
        .setAll(
            new StepEditor(
                model,
                columns,
                () -> model.draftProperty().get().items().get(index).step(),
                (changed, part) -> {
                  ownEdit = true;
                  model.replace(index, changed, part);
                  ownEdit = false;
                }));
    view.show(StepKind.of(step).title(), fields, found);
    view.besideHeading(Labels.of("step " + (index + 1), "al-mono", "al-muted"));
    footer(index);
    if (typing || !sameStep) {
      focusField();
    }
  }

  /** Puts the keyboard into the field that says most: the expression, else the first text. */
  private void focusField() {
    Node expression = fields.lookup("#expression");
    Node target = expression == null ? fields.lookup(".text-input") : expression;
    if (target instanceof TextInputControl input) {
      input.requestFocus();
      input.selectAll();
    }
  }

  private void footer(int index) {
    Button delete = Buttons.plain("Delete step", () -> model.remove(index));
    delete.getStyleClass().addAll("al-flat", "al-danger");
    delete.setId("delete-step");
    Button revert = Buttons.plain("Revert", this::revert);
    revert.setId("revert-step");
    Button done = Buttons.outlined("Done", () -> model.select(-1));
    done.setId("done-step");
    view.footer(delete, Section.gap(), revert, done);
  }

  private void revert() {
    editing.ifPresent(now -> model.replace(now.index(), now.original(), "revert"));
  }

  private void fillFound() {
    Optional<Step> step = selected();
    Optional<Preview> made = model.previewProperty().get();
    found.getChildren().clear();
    if (step.isEmpty() || made.isEmpty()) {
      return;
    }
    int index = model.draftProperty().get().selected();
    boolean fresh = made.get().draft().equals(model.draftProperty().get());
    boolean ran = fresh && made.get().reports().containsKey(index);
    List<Node> sections = new ArrayList<>();
    model
        .problem(index)
        .filter(p -> fresh && p.position().isEmpty())
        .map(StepInspector::trouble)
        .ifPresent(sections::add);
    if (ran) {
      Examples.of(made.get(), step.get()).map(StepInspector::examples).ifPresent(sections::add);
      made.get().profileOf(StepText.output(step.get())).map(this::result).ifPresent(sections::add);
      model.report(index).map(this::path).ifPresent(sections::add);
    }
    found.getChildren().setAll(sections);
  }

  private static Node trouble(StepProblem problem) {
    return new Section(
        wrapped(problem.sentence(), "al-text-err"),
        wrapped(problem.remedy(), "al-muted"),
        Labels.of(problem.code(), "al-mono", "al-small", "al-muted"));
  }

  private static Node examples(Examples examples) {
    GridPane grid = new GridPane(8, 6);
    grid.setId("examples");
    int last = examples.heads().size() - 1;
    for (int column = 0; column <= last + 1; column++) {
      ColumnConstraints constraint = new ColumnConstraints();
      constraint.setHgrow(column == last ? Priority.NEVER : Priority.ALWAYS);
      constraint.setHalignment(HPos.RIGHT);
      grid.getColumnConstraints().add(constraint);
    }
    for (int column = 0; column <= last; column++) {
      Label head = Labels.small(examples.heads().get(column));
      grid.add(head, column == last ? column + 1 : column, 0);
    }
    for (int row = 0; row < examples.rows().size(); row++) {
      List<String> line = examples.rows().get(row);
      for (int column = 0; column < last; column++) {
        grid.add(value(line.get(column)), column, row + 1);
      }
      grid.add(Labels.small("→"), last, row + 1);
      Label after = value(line.get(last));
      after.getStyleClass().add("al-strong");
      grid.add(after, last + 1, row + 1);
    }
    return Section.titled("Examples", grid);
  }

  private static Label value(String text) {
    Label label = Labels.of(text, "al-mono", "al-small");
    label.setMaxWidth(120);
    label.setAlignment(Pos.CENTER_RIGHT);
    return label;
  }

  private Node result(ColumnProfile of) {
    String rows = model.sampleWords(of.rows());
    if (of.histogram().isEmpty()) {
      VBox lines = new VBox(4);
      of.topValues().stream()
          .limit(4)
          .forEach(
              top -> lines.getChildren().add(Section.row(top.value(), Figures.count(top.count()))));
      return Section.of("Result", Labels.small(rows), lines);
    }
    BinBars bars = new BinBars();
    bars.setPrefHeight(BARS_HEIGHT);
    bars.setMinHeight(BARS_HEIGHT);
    bars.show(of.histogram(), null);
    double from = of.histogram().getFirst().from();
    double to = of.histogram().getLast().to();
    HBox ends =
        new HBox(
            value(ColumnValues.end(of.field().type(), from, to - from)),
            Section.gap(),
            value(ColumnValues.end(of.field().type(), to, to - from)));
    HBox numbers = new HBox(8);
    of.numbers()
        .ifPresent(
            n ->
                numbers
                    .getChildren()
                    .setAll(
                        Labels.small("Min"),
                        value(ColumnValues.figure(of.field().type(), n.min())),
                        Section.gap(),
                        Labels.small("Mean"),
                        value(ColumnValues.figure(of.field().type(), n.mean()))));
    return Section.of("Result", Labels.small(rows), new VBox(2, bars, ends), numbers);
  }

  private Node path(StepReport report) {
    HBox line =
        new HBox(
            8,
            Badge.of(report.path().used()),
            Labels.of(Figures.nanos((double) report.nanos()), "al-mono", "al-small"),
            Labels.small(Figures.counted(report.rowsIn(), "row")));
    line.setAlignment(Pos.CENTER_LEFT);
    Label why = wrapped(report.path().reason(), "al-muted");
    why.setId("step-path-reason");
    Section section = new Section(line, why);
    report.problems().stream()
        .limit(4)
        .forEach(problem -> section.getChildren().add(wrapped(problem, "al-text-warn")));
    return section;
  }

  private static Label wrapped(String text, String styleClass) {
    Label label = Labels.of(text, "al-small", styleClass);
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    return label;
  }
}
