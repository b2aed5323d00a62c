package dev.alidade.app.transform;

import dev.alidade.app.format.Figures;

/**
 * Which rows of a data set the preview works on.
 *
 * @param random whether they are taken from everywhere; else they are the first ones
 * @param seed the same one takes the same rows
 */
record SampleRows(boolean random, long seed) {
  static final SampleRows FIRST = new SampleRows(false, 0);

  /** Rows at random; the seed is said by the caller, so that a sample can be had again. */
  static SampleRows random(long seed) {
    return new SampleRows(true, seed);
  }

  /**
   * What a view shows, in words: {@code the first 1,000 rows}, {@code 428 of 1,000 random rows}.
   *
   * @param shown rows after the steps
   * @param all rows of the data set
   */
  String words(long shown, long all) {
    long taken = Math.min(all, TransformViewModel.SAMPLE_ROWS);
    String rows = Figures.count(taken) + (taken == 1 ? " row" : " rows");
    String what =
        taken == all
            ? "all " + rows
            : random ? Figures.count(taken) + " random rows" : "the first " + rows;
    return shown == taken ? what : (shown == 0 ? "none" : Figures.count(shown)) + " of " + what;
  }
}
