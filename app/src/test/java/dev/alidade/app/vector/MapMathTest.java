package dev.alidade.app.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.alidade.engine.Progress;
import dev.alidade.engine.WasmServices;
import dev.alidade.engine.vector.VectorSample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class MapMathTest {
  private static final int ROWS = 4_000;
  private static final WasmServices ENGINE = WasmServices.open();

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  /** Independent axes of known spread, turned by a rotation, so that the answer is known. */
  @Test
  void findsTheTwoAxesOfLargestSpread() {
    double[] spread = {5, 3, 1, 0.5, 0.25};
    Random random = new Random(11);
    float[] rows = new float[ROWS * spread.length];
    double[] first = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      double[] along = new double[spread.length];
      for (int j = 0; j < spread.length; j++) {
        along[j] = random.nextGaussian() * spread[j];
      }
      first[i] = along[0];
      double[] turned = turned(along);
      for (int j = 0; j < spread.length; j++) {
        rows[i * spread.length + j] = (float) (turned[j] + 10);
      }
    }
    List<String> ids = IntStream.range(0, ROWS).mapToObj(i -> "d" + i).toList();

    Projection map =
        new MainAxes(ENGINE.compute())
            .of(new VectorSample(ids, spread.length, rows, ROWS), Progress.NONE);

    double all = Arrays.stream(spread).map(s -> s * s).sum();
    assertThat(map.explained()[0]).isCloseTo(25 / all, within(0.03));
    assertThat(map.explained()[1]).isCloseTo(9 / all, within(0.03));
    double sign = Math.signum(map.x()[0] * first[0]);
    for (int i = 0; i < ROWS; i++) {
      assertThat(sign * map.x()[i]).isCloseTo(first[i], within(0.8));
    }
  }

  @Test
  void equalVectorsLieOnOnePointAndExplainNothing() {
    Projection map =
        new MainAxes(ENGINE.compute())
            .of(new VectorSample(List.of("a", "b"), 2, new float[] {1, 2, 1, 2}, 2), Progress.NONE);

    assertThat(map.x()).containsExactly(0, 0);
    assertThat(map.explained()).containsExactly(0, 0);
  }

  @Test
  void theLassoHoldsWhatIsInsideOfAConcaveLine() {
    // A U: the point between its arms is outside.
    double[] x = {0, 10, 10, 7, 7, 3, 3, 0};
    double[] y = {0, 0, 10, 10, 3, 3, 10, 10};

    assertThat(Lasso.inside(x, y, new float[] {1, 5, 5, 9, 11, -1}, new float[] {9, 9, 1, 5, 5, 5}))
        .containsExactly(0, 2, 3);
    assertThat(
            Lasso.inside(new double[] {1, 2}, new double[] {1, 2}, new float[] {1}, new float[1]))
        .isEmpty();
  }

  @Test
  void zoomingKeepsThePlaceUnderThePointer() {
    MapWindow window = MapWindow.around(new float[] {-4, 4}, new float[] {-1, 1}, 800, 600);
    double x = window.x(123, 800);
    double y = window.y(456, 600);

    MapWindow nearer = window.zoomed(3, 123, 456, 800, 600);

    assertThat(nearer.screenX(x, 800)).isCloseTo(123, within(1e-9));
    assertThat(nearer.screenY(y, 600)).isCloseTo(456, within(1e-9));
    assertThat(nearer.unit()).isCloseTo(window.unit() / 3, within(1e-12));
    assertThat(window.dragged(10, 0).screenX(x, 800)).isCloseTo(133, within(1e-9));
  }

  @Test
  void frequentValuesGetColoursAndTheRestShareOne() {
    List<Object> values = new ArrayList<>();
    for (int kind = 0; kind < 10; kind++) {
      for (int i = 0; i <= kind; i++) {
        values.add("kind " + kind);
      }
    }
    values.add(null);

    Colouring colouring = Colouring.of("field", values);

    assertThat(colouring.groups()).hasSize(Colouring.MOST_GROUPS + 1);
    assertThat(colouring.groups().getFirst()).isEqualTo(new Colouring.Group("kind 9", 10, false));
    assertThat(colouring.groups().getLast()).isEqualTo(new Colouring.Group("3 others", 7, true));
    assertThat(colouring.groupOf()[0]).isEqualTo((byte) Colouring.MOST_GROUPS);
  }

  @Test
  void numbersAreStepsFromLowToHigh() {
    List<Object> values =
        IntStream.range(0, 100).mapToObj(i -> (Object) Double.valueOf(i)).toList();

    Colouring colouring = Colouring.of("importance", values);

    assertThat(colouring.ordered()).isTrue();
    assertThat(colouring.groups()).extracting(Colouring.Group::count).containsOnly(20L);
    assertThat(colouring.groupOf()[0]).isZero();
    assertThat(colouring.groupOf()[99]).isEqualTo((byte) 4);
  }

  /** Rotations in three planes. */
  private static double[] turned(double[] vector) {
    double[] turned = vector.clone();
    for (int[] plane : new int[][] {{0, 1}, {1, 2}, {0, 4}, {2, 3}}) {
      double a = turned[plane[0]];
      double b = turned[plane[1]];
      turned[plane[0]] = a * 0.8 - b * 0.6;
      turned[plane[1]] = a * 0.6 + b * 0.8;
    }
    return turned;
  }
}
