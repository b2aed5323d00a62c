package dev.alidade.app.transform;

import dev.alidade.app.control.Buttons;
import dev.alidade.app.control.Inspector;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Section;
import dev.alidade.engine.data.Step;
import dev.alidade.engine.dataset.Field;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.TextInputControl;
import javafx.scene.layout.VBox;

/** The step in the editor: its fields, and below them what the preview found. */
final class StepInspector {
  private final TransformViewModel model;
  private final StepFindings findings;
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
    findings = new StepFindings(model);
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
    found
        .getChildren()
        .setAll(
            step.isEmpty() || made.isEmpty()
                ? List.of()
                : findings.of(made.get(), step.get(), model.draftProperty().get()));
  }
}
