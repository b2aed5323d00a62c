package dev.alidade.app.control;

import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.geometry.Pos;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/** A bar that shows a share from 0 to 1. JavaFX thread. */
public final class ShareBar extends StackPane {
  private final DoubleProperty share = new SimpleDoubleProperty();
  private final Region fill = new Region();

  /** A grey bar of the given share. */
  public ShareBar(double share) {
    this(share, Badge.Kind.NEUTRAL);
  }

  /** A bar in the colour of a meaning. */
  public ShareBar(double first, Badge.Kind kind) {
    getStyleClass().add("al-bar-track");
    fill.getStyleClass().addAll("al-bar-fill", kind.styleClass());
    setAlignment(Pos.CENTER_LEFT);
    setMinHeight(6);
    setPrefHeight(6);
    setMaxHeight(6);
    setMinWidth(0);
    fill.setMinWidth(0);
    fill.maxWidthProperty()
        .bind(
            widthProperty()
                .multiply(share)
                .map(width -> width.doubleValue() > 0 ? Math.max(2, width.doubleValue()) : 0));
    share.set(Math.clamp(first, 0, 1));
    getChildren().add(fill);
  }

  /** The share, 0 to 1. */
  public DoubleProperty shareProperty() {
    return share;
  }
}
