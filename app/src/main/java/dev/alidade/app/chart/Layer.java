package dev.alidade.app.chart;

import java.util.List;

/**
 * Something drawn in a plot, in the units of its axes. Arrays of one layer have the same length and
 * ascending x; NaN in y is a gap. Arrays are not copied: do not change them afterwards. Colours are
 * 0xAARRGGBB.
 */
@SuppressWarnings("ArrayRecordComponent") // bulk data that is drawn, never compared
public sealed interface Layer {
  /** A line; {@code width} in points of the screen. */
  record Line(double[] x, double[] y, double width, int argb) implements Layer {}

  /** The room between two lines. */
  record Band(double[] x, double[] low, double[] high, int argb) implements Layer {}

  /** Areas on top of each other from zero, the first at the bottom. */
  record Stack(double[] x, List<Part> parts) implements Layer {
    public Stack {
      parts = List.copyOf(parts);
    }
  }

  /** Bars with parts on top of each other; {@code width} in units of x. */
  record Bars(double[] x, double width, List<Part> parts) implements Layer {
    public Bars {
      parts = List.copyOf(parts);
    }
  }

  /** One part of a stack or of bars. */
  record Part(double[] y, int argb) {}

  /** Dots; x in any order. {@code radius} in points of the screen. */
  record Dots(double[] x, double[] y, double radius, int argb) implements Layer {}

  /**
   * Many points, up to hundreds of thousands.
   *
   * @param group which of {@code colours} each point has
   * @param size edge of a point in points of the screen
   */
  record Cloud(float[] x, float[] y, byte[] group, int[] colours, double size) implements Layer {}

  /**
   * Coloured cells. Cell (i, j) reaches from {@code x[i]} to {@code x[i] + width} and from {@code
   * edges[j]} to {@code edges[j + 1]}; colour 0 leaves it empty.
   */
  record Heat(double[] x, double width, double[] edges, int[][] argb) implements Layer {}

  /** Triangles on the plot's floor. */
  record Marks(double[] x, int argb) implements Layer {}

  /** A broken horizontal line with words at its right end. */
  record Threshold(double y, String label, int argb) implements Layer {}

  /** A vertical line with words at its top; no words where empty. */
  record Moment(double x, String label, int argb) implements Layer {}

  /** A tinted stretch of x over the whole height. */
  record Span(double from, double to, int argb) implements Layer {}
}
