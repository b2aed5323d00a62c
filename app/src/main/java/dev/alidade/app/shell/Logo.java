package dev.alidade.app.shell;

import javafx.scene.Group;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.SVGPath;

/** The mark: a half circle of degrees and the sighting rule across it. */
final class Logo extends StackPane {
  Logo() {
    SVGPath arc = new SVGPath();
    arc.setContent("M1 15 A10 10 0 0 1 21 15 Z");
    arc.getStyleClass().add("al-logo-stroke");
    SVGPath rule = new SVGPath();
    rule.setContent("M8.5 15 L17.5 2");
    rule.getStyleClass().add("al-logo-sight");
    getChildren().add(new Group(arc, rule));
    getStyleClass().add("al-rail-logo");
  }
}
