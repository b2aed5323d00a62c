package dev.alidade.app.transform;

import dev.alidade.app.control.Icons;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Section;
import dev.alidade.app.format.Figures;
import dev.alidade.engine.dataset.Dataset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The data set, its steps from top to bottom, and the last full run. JavaFX thread. */
final class StepList extends BorderPane {
  private static final double OUT_OF_DATE = 0.5;

  private final TransformViewModel model;
  private final Label sourceName = Labels.of("", "al-strong");
  private final Label sourceSize = Labels.small("");
  private final VBox steps = new VBox();
  private final VBox column;
  private final AddStepMenu add;
  private final List<StepCard> cards = new ArrayList<>();
  private final Label lastRun = Labels.of("", "al-mono", "al-small");
  private double grabbedAt;

  StepList(TransformViewModel model) {
    this.model = model;
    add = new AddStepMenu(model::add);
    sourceName.setMinWidth(0);
    HBox source = new HBox(10, Icons.table(16), new VBox(2, sourceName, sourceSize));
    source.setAlignment(Pos.TOP_LEFT);
    source.getStyleClass().addAll("al-card", "al-step");
    column = new VBox(source, steps, link(), add);
    column.getStyleClass().add("al-steps");
    ScrollPane scroll = new ScrollPane(column);
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    HBox foot = new HBox(8, Labels.small("Last full run"), Section.gap(), lastRun);
    foot.setAlignment(Pos.CENTER_LEFT);
    foot.getStyleClass().add("al-list-foot");
    lastRun.setId("last-run");
    setCenter(scroll);
    setBottom(foot);
    model.sourceProperty().subscribe(this::showSource);
    model.draftProperty().subscribe(draft -> fill());
    model.previewProperty().subscribe(made -> fill());
    model.fullRun().finishedProperty().subscribe(run -> fill());
    model.fullRun().failedProperty().subscribe(run -> fill());
    model.fullRun().runningProperty().subscribe(run -> fill());
  }

  void focusFirst() {
    int selected = model.draftProperty().get().selected();
    if (selected >= 0 && selected < cards.size()) {
      cards.get(selected).requestFocus();
    } else {
      add.requestFocus();
    }
  }

  /** Opens the menu of steps. */
  void openMenu() {
    add.show();
  }

  private void showSource(Optional<Dataset> data) {
    sourceName.setText(data.map(Dataset::name).orElse(""));
    sourceSize.setText(
        data.map(
                all ->
                    Figures.counted(all.rowCount(), "row")
                        + " · "
                        + Figures.counted(all.columns().size(), "column"))
            .orElse(""));
  }

  private void fill() {
    Draft draft = model.draftProperty().get();
    boolean focused = cards.stream().anyMatch(StepCard::isFocused);
    while (cards.size() > draft.items().size()) {
      cards.removeLast();
      steps.getChildren().removeLast();
    }
    while (cards.size() < draft.items().size()) {
      StepCard card = card(cards.size());
      cards.add(card);
      steps.getChildren().add(new VBox(link(), card));
    }
    for (int i = 0; i < cards.size(); i++) {
      cards
          .get(i)
          .show(i, draft.items().get(i), i == draft.selected(), model.report(i), model.problem(i));
    }
    if (focused && draft.selected() >= 0) {
      cards.get(draft.selected()).requestFocus();
    }
    showLastRun(draft);
  }

  private void showLastRun(Draft draft) {
    if (model.fullRun().runningProperty().get().isPresent()) {
      lastRun.setText("running…");
      return;
    }
    lastRun.setText(
        model
            .fullRun()
            .finishedProperty()
            .get()
            .map(
                run ->
                    Figures.compact(run.result().rowsIn())
                        + " → "
                        + Figures.compact(run.result().rowsOut())
                        + "  "
                        + Figures.duration(run.result().duration()))
            .orElse("none yet"));
    boolean old =
        model.fullRun().finishedProperty().get().filter(run -> !run.isOf(draft)).isPresent();
    lastRun.setOpacity(old ? OUT_OF_DATE : 1);
    lastRun.setTooltip(old ? new Tooltip("The steps have changed since.") : null);
  }

  private StepCard card(int index) {
    StepCard card = new StepCard();
    card.onSwitched(on -> model.toggle(index, on));
    card.addEventHandler(
        MouseEvent.MOUSE_CLICKED,
        event -> {
          if (event.isStillSincePress()) {
            card.requestFocus();
            model.select(index);
          }
        });
    card.setOnKeyPressed(event -> key(index, event));
    card.handle().setOnMousePressed(event -> grabbedAt = event.getSceneY());
    card.handle().setOnMouseDragged(event -> drag(card, event));
    card.handle().setOnMouseReleased(event -> drop(index, event));
    return card;
  }

  private void key(int index, KeyEvent event) {
    boolean alt = event.isAltDown();
    KeyCode code = event.getCode();
    if (code == KeyCode.UP || code == KeyCode.DOWN) {
      int next = Math.clamp(index + (code == KeyCode.UP ? -1L : 1L), 0, cards.size() - 1);
      if (alt) {
        model.move(index, next);
      }
      cards.get(next).requestFocus();
    } else if (code == KeyCode.ENTER && !event.isShortcutDown()) {
      model.select(index);
    } else if (code == KeyCode.DELETE || code == KeyCode.BACK_SPACE) {
      model.remove(index);
      focusNear(index);
    } else if (code == KeyCode.SPACE) {
      model.toggle(index, !model.draftProperty().get().items().get(index).enabled());
    } else {
      return;
    }
    event.consume();
  }

  private void focusNear(int index) {
    if (cards.isEmpty()) {
      add.requestFocus();
    } else {
      cards.get(Math.min(index, cards.size() - 1)).requestFocus();
    }
  }

  private void drag(StepCard card, MouseEvent event) {
    Region slot = (Region) card.getParent();
    slot.setViewOrder(-1);
    slot.setTranslateY(event.getSceneY() - grabbedAt);
    event.consume();
  }

  private void drop(int index, MouseEvent event) {
    Region slot = (Region) cards.get(index).getParent();
    double middle = slot.getBoundsInParent().getCenterY();
    slot.setTranslateY(0);
    slot.setViewOrder(0);
    int target = 0;
    for (int i = 0; i < cards.size(); i++) {
      Region other = (Region) cards.get(i).getParent();
      if (i != index && other.getBoundsInParent().getCenterY() < middle) {
        target++;
      }
    }
    if (!event.isStillSincePress()) {
      model.move(index, target);
    }
    event.consume();
  }

  private static Region link() {
    Region line = new Region();
    line.getStyleClass().add("al-step-link");
    return line;
  }
}
