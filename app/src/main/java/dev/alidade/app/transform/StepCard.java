package dev.alidade.app.transform;

import dev.alidade.app.control.Badge;
import dev.alidade.app.control.Icons;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Section;
import dev.alidade.app.control.ToggleSwitch;
import dev.alidade.app.format.Figures;
import dev.alidade.engine.data.Pipeline;
import dev.alidade.engine.data.Step;
import dev.alidade.engine.data.StepReport;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** One step: what it does, how it went, what is wrong with it. JavaFX thread. */
final class StepCard extends VBox {
  private final Node handle = grip();
  private final Label number = Labels.of("", "al-mono", "al-muted");
  private final Label title = Labels.of("", "al-strong");
  private final ToggleSwitch enabled = new ToggleSwitch("");
  private final Label summary = Labels.small("");
  private final Tooltip whole = new Tooltip();
  private final Label rows = Labels.of("", "al-mono", "al-small");
  private final Label time = Labels.of("", "al-mono", "al-small");
  private final Region dot = new Region();
  private final Label path = Labels.of("", "al-small", "al-strong");
  private final Tooltip why = new Tooltip();
  private final HBox figures = new HBox(6, rows, Section.gap(), time, dot, path);
  private final VBox trouble = new VBox(2);
  private boolean showing;

  StepCard() {
    getStyleClass().addAll("al-card", "al-step");
    setFocusTraversable(true);
    summary.setTooltip(whole);
    summary.setMinWidth(0);
    title.setMinWidth(0);
    dot.getStyleClass().add("al-dot");
    path.setTooltip(why);
    figures.setAlignment(Pos.CENTER_LEFT);
    trouble.getStyleClass().add("al-step-trouble");
    HBox head = new HBox(8, handle, number, title, Section.gap(), enabled);
    head.setAlignment(Pos.CENTER_LEFT);
    getChildren().addAll(head, summary, figures, trouble);
  }

  /** What the pointer drags. */
  Node handle() {
    return handle;
  }

  /** Called when the user switches the step. */
  void onSwitched(Consumer<Boolean> handler) {
    enabled
        .selectedProperty()
        .addListener(
            (observed, was, is) -> {
              if (!showing) {
                handler.accept(is);
              }
            });
  }

  void show(
      int index,
      Pipeline.Item item,
      boolean selected,
      Optional<StepReport> report,
      Optional<StepProblem> problem) {
    showing = true;
    Step step = item.step();
    setId("step-" + (index + 1));
    enabled.setId("step-switch-" + (index + 1));
    number.setText(Integer.toString(index + 1));
    title.setText(StepText.title(step));
    summary.setText(StepText.summary(step));
    whole.setText(StepText.summary(step));
    enabled.setSelected(item.enabled());
    enabled.setAccessibleText("Step " + (index + 1) + " on");
    mark("al-selected", selected);
    mark("al-off", !item.enabled());
    mark("al-err", problem.isPresent());
    showFigures(item.enabled() && problem.isEmpty() ? report : Optional.empty());
    showTrouble(step, report, item.enabled() ? problem : Optional.empty());
    setAccessibleText(
        "Step %d, %s: %s%s"
            .formatted(
                index + 1,
                title.getText(),
                summary.getText(),
                problem.map(p -> ", error: " + p.sentence()).orElse("")));
    showing = false;
  }

  private void showFigures(Optional<StepReport> report) {
    shown(figures, report.isPresent());
    report.ifPresent(
        went -> {
          rows.setText(Figures.compact(went.rowsIn()) + " → " + Figures.compact(went.rowsOut()));
          time.setText(Figures.nanos((double) went.nanos()));
          String kind = Badge.kindOf(went.path().used()).styleClass();
          dot.getStyleClass().setAll("al-dot", kind);
          path.getStyleClass().setAll("label", "al-small", "al-strong", "al-text-" + kind);
          path.setText(went.path().used().label());
          why.setText(went.path().reason());
        });
  }

  private void showTrouble(Step step, Optional<StepReport> report, Optional<StepProblem> problem) {
    trouble.getChildren().clear();
    problem.ifPresent(
        wrong -> {
          Label sentence = wrapped(wrong.sentence(), "al-text-err");
          sentence.setId("step-error");
          trouble.getChildren().add(sentence);
          wrong
              .pointer(step)
              .ifPresent(
                  pointer -> {
                    Label code = Labels.of(pointer, "al-mono", "al-small", "al-pointer");
                    code.setMinHeight(USE_PREF_SIZE);
                    trouble.getChildren().add(code);
                  });
          trouble.getChildren().add(wrapped(wrong.remedy(), "al-muted"));
          trouble.getChildren().add(Labels.of(wrong.code(), "al-mono", "al-small", "al-muted"));
        });
    if (problem.isEmpty()) {
      report
          .filter(went -> went.rejected() > 0)
          .ifPresent(
              went -> {
                Label lost =
                    wrapped(
                        Figures.counted(went.rejected(), "value") + " did not fit and became null",
                        "al-text-warn");
                lost.setTooltip(new Tooltip(String.join("\n", went.problems())));
                trouble.getChildren().add(lost);
              });
    }
    shown(trouble, !trouble.getChildren().isEmpty());
  }

  private void mark(String styleClass, boolean on) {
    getStyleClass().remove(styleClass);
    if (on) {
      getStyleClass().add(styleClass);
    }
  }

  private static void shown(Node node, boolean shown) {
    node.setVisible(shown);
    node.setManaged(shown);
  }

  private static Label wrapped(String text, String styleClass) {
    Label label = Labels.of(text, "al-small", styleClass);
    label.setWrapText(true);
    label.setMinHeight(USE_PREF_SIZE);
    return label;
  }

  private static Node grip() {
    Node grip = Icons.small(Feather.MORE_VERTICAL, "al-grip");
    Tooltip.install(grip, new Tooltip("Drag to move, or Alt+Up and Alt+Down"));
    return grip;
  }
}
