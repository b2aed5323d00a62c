package dev.alidade.app.transform;

import dev.alidade.app.chart.Palette;

/**
 * What the colours of a heatmap mean: its least value has the first, its most the last.
 *
 * @param name of the measure
 */
record HeatScale(String name, double least, double most) {
  /** The share of the first colour, so that a cell with a value differs from an empty one. */
  private static final double FAINTEST = 0.1;

  /** The colour of a value between both. */
  int colour(double value, Palette palette) {
    return at(most > least ? (value - least) / (most - least) : 1, palette);
  }

  /** The colour at a share of the way from the least to the most. */
  static int at(double share, Palette palette) {
    return palette.heat(FAINTEST + (1 - FAINTEST) * share);
  }
}
