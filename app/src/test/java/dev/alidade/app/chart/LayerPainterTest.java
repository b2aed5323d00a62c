package dev.alidade.app.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

class LayerPainterTest {
  private static final int RED = 0xFFFF0000;
  private static final int BLUE = 0xFF0000FF;

  private final Raster raster = new Raster(100, 50);
  private final LayerPainter painter =
      new LayerPainter(raster, new LinearScale(0, 10, 0, 100), new LinearScale(0, 5, 50, 0), 1);

  @Test
  void stacksAreasOnTopOfEachOther() {
    double[] x = {0, 10};
    painter.paint(
        new Layer.Stack(
            x,
            List.of(
                new Layer.Part(new double[] {2, 2}, RED),
                new Layer.Part(new double[] {1, 1}, BLUE))));

    assertThat(raster.pixel(50, 40)).isEqualTo(RED);
    assertThat(raster.pixel(50, 25)).isEqualTo(BLUE);
    assertThat(raster.pixel(50, 15)).isZero();
  }

  @Test
  void leavesAGapInABand() {
    double[] x = {0, 2, 4, 6, 8, 10};
    double[] low = {1, 1, Double.NaN, Double.NaN, 1, 1};
    double[] high = {2, 2, Double.NaN, Double.NaN, 2, 2};
    painter.paint(new Layer.Band(x, low, high, RED));

    assertThat(raster.pixel(10, 35)).isEqualTo(RED);
    assertThat(raster.pixel(50, 35)).isZero();
    assertThat(raster.pixel(90, 35)).isEqualTo(RED);
  }

  @Test
  void standsBarsOnZero() {
    painter.paint(
        new Layer.Bars(new double[] {2, 8}, 2, List.of(new Layer.Part(new double[] {4, 1}, BLUE))));

    assertThat(raster.pixel(20, 49)).isEqualTo(BLUE);
    assertThat(raster.pixel(20, 12)).isEqualTo(BLUE);
    assertThat(raster.pixel(20, 8)).isZero();
    assertThat(raster.pixel(80, 30)).isZero();
    assertThat(raster.pixel(50, 49)).isZero();
  }

  @Test
  void colorsTheCellsOfAHeatmap() {
    painter.paint(
        new Layer.Heat(
            new double[] {0, 5}, 5, new double[] {0, 1, 2}, new int[][] {{RED, 0}, {0, BLUE}}));

    assertThat(raster.pixel(20, 45)).isEqualTo(RED);
    assertThat(raster.pixel(20, 35)).isZero();
    assertThat(raster.pixel(70, 35)).isEqualTo(BLUE);
  }

  @Test
  void keepsASpikeOfALineWithFarMorePointsThanPixels() {
    int n = 10_000;
    double[] x = new double[n];
    double[] y = new double[n];
    Arrays.fill(y, 1);
    for (int i = 0; i < n; i++) {
      x[i] = 10.0 * i / n;
    }
    y[5003] = 4;
    painter.paint(new Layer.Line(x, y, 1, RED));

    assertThat(raster.pixel(50, 12)).isEqualTo(RED);
    assertThat(raster.pixel(51, 12)).isZero();
    assertThat(raster.pixel(20, 40)).isNotZero();
  }

  @Test
  void putsAPointOfACloudWhereItBelongs() {
    painter.paint(
        new Layer.Cloud(
            new float[] {5}, new float[] {2.5f}, new byte[] {1}, new int[] {BLUE, RED}, 2));

    assertThat(raster.pixel(50, 25)).isEqualTo(RED);
    assertThat(raster.pixel(54, 25)).isZero();
  }

  @Test
  @EnabledIfSystemProperty(
      named = "alidade.measure",
      matches = "true",
      disabledReason = "a measurement, run with -Dalidade.measure=true")
  void drawsAHundredThousandPointsThirtyTimesASecond() {
    int n = 100_000;
    Random random = new Random(42);
    float[] x = new float[n];
    float[] y = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = random.nextFloat() * 10;
      y[i] = random.nextFloat() * 5;
    }
    Raster large = new Raster(1200, 800);
    LayerPainter onLarge =
        new LayerPainter(large, new LinearScale(0, 10, 0, 1200), new LinearScale(0, 5, 800, 0), 1);
    Layer.Cloud cloud = new Layer.Cloud(x, y, new byte[n], new int[] {RED}, 2);
    long best = Long.MAX_VALUE;
    for (int round = 0; round < 30; round++) {
      long start = System.nanoTime();
      large.clear();
      onLarge.paint(cloud);
      best = Math.min(best, System.nanoTime() - start);
    }

    assertThat(best).isLessThan(33_000_000L);
  }
}
