package dev.alidade.app.vector;

import dev.alidade.app.chart.Palette;

/** The colour of each group of points. */
final class MapColours {
  private static final double FAINTER = 0.6;

  /** Series 8 is the grey of what has no colour of its own. */
  private static final String REST = "bar";

  private final Palette palette;

  MapColours(Palette palette) {
    this.palette = palette;
  }

  /** As 0xAARRGGBB, one for each group. */
  int[] of(Colouring colouring) {
    int[] colours = new int[colouring.groups().size()];
    int steps = colouring.groups().size() - 1;
    for (int i = 0; i < colours.length; i++) {
      Colouring.Group group = colouring.groups().get(i);
      colours[i] =
          group.rest()
              ? palette.argb(REST)
              : colouring.ordered()
                  // From the second shade: the first is the empty ground of heat maps.
                  ? palette.heat(0.25 + 0.75 * i / Math.max(1, steps))
                  : shade(i);
    }
    return colours;
  }

  /** The series of the palette; where there are more groups, the same again, fainter each time. */
  private int shade(int group) {
    int round = group / Colouring.MOST_GROUPS;
    return Palette.withOpacity(
        palette.series(group % Colouring.MOST_GROUPS), Math.pow(FAINTER, round));
  }

  /** As a style that fills a region. */
  static String fill(int argb) {
    return "-fx-background-color: #%06X%02X;".formatted(argb & 0xFFFFFF, argb >>> 24);
  }
}
