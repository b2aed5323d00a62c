package dev.alidade.app.chart;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.layout.Pane;
import javafx.scene.text.Text;

/**
 * The words around a plot. A plot that moves ten times a second writes the same few words again and
 * again, so nodes are kept and written over. JavaFX thread.
 */
final class PlotWords extends Pane {
  /** Advance of the mono face at 11 px. */
  private static final double CHARACTER = 6.6;

  private final List<Text> nodes = new ArrayList<>();
  private int used;

  PlotWords() {
    setMouseTransparent(true);
  }

  /** Starts over; words that are not put again until {@link #end} go. */
  void begin() {
    used = 0;
  }

  /** Words in the colour of axes. */
  void put(String text, double x, double y) {
    put(text, x, y, "");
  }

  /** Words in a colour, 0xAARRGGBB. */
  void put(String text, double x, double y, int argb) {
    put(text, x, y, "-fx-fill: #%06X;".formatted(argb & 0xFFFFFF));
  }

  void end() {
    for (int i = used; i < nodes.size(); i++) {
      nodes.get(i).setVisible(false);
    }
  }

  /** They stand in the mono face, so their width is known before they are laid out. */
  static double widthOf(String text) {
    return Math.ceil(CHARACTER * text.length());
  }

  private void put(String text, double x, double y, String style) {
    if (used == nodes.size()) {
      Text made = new Text();
      made.setTextOrigin(VPos.TOP);
      made.setManaged(false);
      made.getStyleClass().add("al-axis-label");
      nodes.add(made);
      getChildren().add(made);
    }
    Text node = nodes.get(used++);
    node.setText(text);
    node.setStyle(style);
    node.relocate(x, y);
    node.setVisible(true);
  }
}
