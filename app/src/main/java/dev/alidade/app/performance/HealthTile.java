package dev.alidade.app.performance;

import dev.alidade.app.control.Badge;
import dev.alidade.app.control.Buttons;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Section;
import dev.alidade.app.control.ShareBar;
import dev.alidade.app.format.Figures;
import dev.alidade.engine.telemetry.HealthReport.ComponentHealth;
import dev.alidade.engine.telemetry.HealthStatus;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** One component: its state, what was found, and what can be done. A click shows the details. */
final class HealthTile extends VBox {
  private static final double HEIGHT = 124;

  private final Remedies remedies;
  private final Badge state = new Badge();
  private final Label found = Labels.paragraph("");
  private final Tooltip whole = new Tooltip();
  private final HBox foot = new HBox(8);
  private final ShareBar bar = new ShareBar(0);
  private final Label share = Labels.mono("");
  private String shownVerb = "";

  HealthTile(String component, Remedies remedies, Runnable select) {
    this.remedies = remedies;
    setId("health-" + component.replace(' ', '-'));
    getStyleClass().addAll("al-card", "al-health-tile");
    setAccessibleRole(AccessibleRole.BUTTON);
    setFocusTraversable(true);
    setMinHeight(HEIGHT);
    setPrefHeight(HEIGHT);
    setMinWidth(0);
    Label name = Labels.of(component, "al-strong");
    HBox head = new HBox(8, name, Section.gap(), state);
    head.setAlignment(Pos.CENTER_LEFT);
    found.getStyleClass().add("al-small");
    found.setMinHeight(0);
    found.setTooltip(whole);
    VBox.setVgrow(found, Priority.ALWAYS);
    found.setMaxHeight(Double.MAX_VALUE);
    found.setAlignment(Pos.TOP_LEFT);
    HBox.setHgrow(bar, Priority.ALWAYS);
    foot.setAlignment(Pos.CENTER_LEFT);
    foot.setMinHeight(Region.USE_PREF_SIZE);
    setSpacing(6);
    getChildren().addAll(head, found, foot);
    setOnMouseClicked(event -> select.run());
    setOnKeyPressed(
        event -> {
          if (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.SPACE) {
            select.run();
            event.consume();
          }
        });
  }

  /**
   * Shows the newest state.
   *
   * @param fraction a share of a limit that is worth a bar; empty for none
   */
  void show(ComponentHealth health, Optional<Double> fraction, boolean selected) {
    state.show(health.status());
    found.setText(health.sentence());
    whole.setText(health.sentence());
    setAccessibleText(
        health.component() + ", " + Badge.wordOf(health.status()) + ": " + health.sentence());
    mark("al-warn", health.status() == HealthStatus.DEGRADED && !selected);
    mark("al-err", health.status() == HealthStatus.UNHEALTHY && !selected);
    mark("al-selected", selected);
    Optional<Remedies.Offer> offer = health.remedy().flatMap(remedies::offer);
    String verb = offer.map(Remedies.Offer::verb).orElse("");
    if (fraction.isPresent() && offer.isEmpty()) {
      bar.shareProperty().set(Math.clamp(fraction.get(), 0, 1));
      share.setText(Figures.wholePercent(fraction.get()));
      foot.getChildren().setAll(bar, share);
      shownVerb = "";
    } else if (offer.isEmpty()) {
      foot.getChildren().clear();
      shownVerb = "";
    } else if (!verb.equals(shownVerb)) {
      boolean urgent = health.status() != HealthStatus.HEALTHY;
      Button button =
          urgent
              ? Buttons.outlined(verb, offer.get().run())
              : Buttons.plain(verb, offer.get().run());
      foot.getChildren().setAll(Buttons.compact(button));
      shownVerb = verb;
    }
  }

  private void mark(String styleClass, boolean on) {
    getStyleClass().remove(styleClass);
    if (on) {
      getStyleClass().add(styleClass);
    }
  }
}
