package dev.alidade.app.transform;

import dev.alidade.app.control.Badge;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Section;
import dev.alidade.app.format.Figures;
import dev.alidade.app.table.BinBars;
import dev.alidade.app.table.ColumnValues;
import dev.alidade.engine.data.Step;
import dev.alidade.engine.data.StepReport;
import dev.alidade.engine.dataset.ColumnProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import javafx.geometry.HPos;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/**
 * What the preview found out about a step: what is wrong, with its row, or examples, the column it
 * makes, path and time. JavaFX thread.
 */
final class StepFindings {
  private static final double BARS_HEIGHT = 56;
  private static final int MOST_PROBLEMS = 4;

  private final TransformViewModel model;

  StepFindings(TransformViewModel model) {
    this.model = model;
  }

  /** Sections about the selected step of a draft. */
  List<Node> of(Preview made, Step step, Draft draft) {
    int index = draft.selected();
    boolean fresh = made.draft().equals(draft);
    List<Node> sections = new ArrayList<>();
    model
        .problem(index)
        .filter(p -> fresh && p.position().isEmpty())
        .map(p -> trouble(made, p))
        .ifPresent(sections::add);
    StepReport own = made.reports().get(index);
    if (fresh && own != null) {
      Examples.of(made, step).map(StepFindings::examples).ifPresent(sections::add);
      made.profileOf(StepText.output(step)).map(this::result).ifPresent(sections::add);
      StepReport best = model.report(index).orElse(own);
      sections.add(path(made, own.problems().isEmpty() ? best : own, best));
    }
    return sections;
  }

  private Node trouble(Preview made, StepProblem problem) {
    Section section =
        new Section(
            wrapped(problem.sentence(), "al-text-err"),
            wrapped(problem.remedy(), "al-muted"),
            Labels.of(problem.code(), "al-mono", "al-small", "al-muted"));
    link(made, problem.sentence(), "Show the row").ifPresent(section.getChildren()::add);
    return section;
  }

  /** A value that became null, and where it stands. */
  private Node rejected(Preview made, String problem) {
    return link(made, problem, problem).orElseGet(() -> wrapped(problem, "al-text-warn"));
  }

  /** Leads to the row that a sentence names; empty where the preview does not show it. */
  private Optional<Node> link(Preview made, String sentence, String words) {
    OptionalLong row = StepProblem.rowIn(sentence);
    OptionalInt shown = row.isPresent() ? made.shownRow(row.getAsLong()) : OptionalInt.empty();
    if (shown.isEmpty()) {
      return Optional.empty();
    }
    Hyperlink link = new Hyperlink(words);
    link.getStyleClass().add("al-small");
    link.setWrapText(true);
    link.setMinHeight(Region.USE_PREF_SIZE);
    link.setOnAction(event -> model.pointTo(shown.getAsInt()));
    return Optional.of(link);
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

  private Node path(Preview made, StepReport told, StepReport report) {
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
    told.problems().stream()
        .limit(MOST_PROBLEMS)
        .forEach(problem -> section.getChildren().add(rejected(made, problem)));
    return section;
  }

  private static Label wrapped(String text, String styleClass) {
    Label label = Labels.of(text, "al-small", styleClass);
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    return label;
  }
}
