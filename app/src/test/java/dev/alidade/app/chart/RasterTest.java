package dev.alidade.app.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RasterTest {
  private static final int RED = 0xFFFF0000;
  private static final int BLUE = 0xFF0000FF;

  private final Raster raster = new Raster(20, 10);

  @Test
  void fillsWholePixelsExactly() {
    raster.rect(2, 3, 5, 4, RED);

    assertThat(raster.pixel(2, 3)).isEqualTo(RED);
    assertThat(raster.pixel(4, 3)).isEqualTo(RED);
    assertThat(raster.pixel(5, 3)).isZero();
    assertThat(raster.pixel(2, 4)).isZero();
  }

  @Test
  void softensEdgesBetweenPixels() {
    raster.rect(2.5, 3, 4, 4, RED);

    assertThat(raster.pixel(2, 3) >>> 24).isCloseTo(128, within(1));
    assertThat((raster.pixel(2, 3) >> 16) & 0xFF).isEqualTo(raster.pixel(2, 3) >>> 24);
    assertThat(raster.pixel(3, 3)).isEqualTo(RED);
  }

  @Test
  void laysTranslucentOverOpaque() {
    raster.rect(0, 0, 20, 10, BLUE);
    raster.rect(0, 0, 20, 10, 0x80FF0000);

    int mixed = raster.pixel(7, 7);
    assertThat(mixed >>> 24).isCloseTo(255, within(1));
    assertThat((mixed >> 16) & 0xFF).isCloseTo(128, within(1));
    assertThat(mixed & 0xFF).isCloseTo(127, within(1));
  }

  @Test
  void clipsWhatLiesOutside() {
    raster.rect(-50, -50, 500, 500, RED);
    Strokes.line(raster, -100, 5, 100, 5, 3, BLUE);
    Strokes.disc(raster, 19.5, 9.5, 8, BLUE);

    assertThat(raster.pixel(0, 0)).isEqualTo(RED);
    assertThat(raster.pixel(0, 5)).isEqualTo(BLUE);
    assertThat(raster.pixel(19, 9)).isEqualTo(BLUE);
  }

  @Test
  void drawsAHorizontalLineOfItsWidth() {
    Strokes.line(raster, 0, 5.5, 20, 5.5, 1, RED);

    assertThat(raster.pixel(10, 5)).isEqualTo(RED);
    assertThat(raster.pixel(10, 4)).isZero();
    assertThat(raster.pixel(10, 6)).isZero();
  }

  @Test
  void doesNotDarkenWhereSegmentsOfALineMeet() {
    double[] xs = {2, 10.5, 18};
    double[] ys = {5.5, 5.5, 5.5};
    Strokes.polyline(raster, xs, ys, 3, 0x80FF0000);

    assertThat(raster.pixel(10, 5)).isEqualTo(raster.pixel(5, 5));
  }

  @Test
  void leavesAGapAtNaN() {
    double[] xs = {1, 6, 11, 16, 19};
    double[] ys = {5.5, 5.5, Double.NaN, 5.5, 5.5};
    Strokes.polyline(raster, xs, ys, 1, RED);

    assertThat(raster.pixel(3, 5)).isEqualTo(RED);
    assertThat(raster.pixel(11, 5)).isZero();
    assertThat(raster.pixel(17, 5)).isEqualTo(RED);
  }

  @Test
  void drawsALonePointAsADot() {
    double[] xs = {5.5, 10, 15};
    double[] ys = {5.5, Double.NaN, Double.NaN};
    Strokes.polyline(raster, xs, ys, 2, RED);

    assertThat(raster.pixel(5, 5)).isEqualTo(RED);
    assertThat(raster.pixel(12, 5)).isZero();
  }
}
