package dev.alidade.app.vector;

import dev.alidade.app.control.Badge;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Section;
import dev.alidade.app.format.Values;
import dev.alidade.engine.vector.VectorDocument;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The document under the pointer, beside its point. */
final class HoverCard extends VBox {
  private static final double WIDTH = 232;
  private static final double BESIDE = 12;
  private static final int LONGEST_TEXT = 140;

  private final MapViewModel model;
  private @Nullable Seen seen;

  /** What is in view of which map, on a canvas of which size. */
  private record Seen(Projection map, MapWindow window, double width, double height) {}

  HoverCard(MapViewModel model) {
    super(4);
    this.model = model;
    setId("map-hover");
    getStyleClass().add("al-map-card");
    setManaged(false);
    setMouseTransparent(true);
    setVisible(false);
    model.pointed().addListener((observed, was, is) -> show());
  }

  void place(Projection map, MapWindow window, double width, double height) {
    seen = new Seen(map, window, width, height);
    show();
  }

  private void show() {
    VectorDocument document = model.pointed().get();
    Seen now = seen;
    int point = document == null || now == null ? -1 : now.map().place(document.id());
    setVisible(point >= 0);
    if (document == null || now == null || point < 0) {
      return;
    }
    fill(document);
    applyCss();
    double cardHeight = prefHeight(WIDTH);
    double x = now.window().screenX(now.map().x()[point], now.width()) + BESIDE;
    double y = now.window().screenY(now.map().y()[point], now.height()) + BESIDE;
    resizeRelocate(
        x + WIDTH > now.width() ? Math.max(0, x - WIDTH - 2 * BESIDE) : x,
        y + cardHeight > now.height() ? Math.max(0, y - cardHeight - 2 * BESIDE) : y,
        WIDTH,
        cardHeight);
  }

  private void fill(VectorDocument document) {
    Label title =
        Labels.of(HitTitle.of(document.id(), document.content(), document.metadata()), "al-strong");
    title.setMinWidth(0);
    HBox head = new HBox(8, title, Section.gap());
    head.setAlignment(Pos.CENTER_LEFT);
    model
        .rank(document.id())
        .ifPresent(
            rank -> head.getChildren().add(new Badge("hit " + rank, Badge.Kind.ACCENT, null)));
    String text = document.content();
    Label content =
        Labels.small(text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) + "…" : text);
    content.setWrapText(true);
    content.setMinHeight(USE_PREF_SIZE);
    getChildren().setAll(head, content);
    String field = model.colourField().get();
    Object value = field == null ? null : document.metadata().get(field);
    if (field != null && value != null) {
      getChildren().add(Labels.small(field + " " + Values.shown(value)));
    }
  }
}
