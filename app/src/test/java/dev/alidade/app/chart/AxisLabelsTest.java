package dev.alidade.app.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AxisLabelsTest {
  private static final double LEFT = 60;
  private static final double WIDTH = 900;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 12, 23, 60})
  void keepsNamesApartAndWithinThePlot(int count) {
    Axis axis =
        Axis.categories(
            IntStream.range(0, count).mapToObj(i -> "a long name of number " + i).toList());

    List<AxisLabels.Label> labels = below(axis);

    assertThat(labels).isNotEmpty();
    double free = 0;
    for (AxisLabels.Label label : labels) {
      assertThat(label.x()).isGreaterThanOrEqualTo(free);
      free = label.x() + PlotWords.widthOf(label.text());
    }
    assertThat(free).isLessThanOrEqualTo(WIDTH);
  }

  @Test
  void writesEveryNameThatHasRoomAndCutsTheOthers() {
    assertThat(below(Axis.categories(List.of("rain", "snow"))))
        .extracting(AxisLabels.Label::text)
        .containsExactly("rain", "snow");
    assertThat(
            below(
                Axis.categories(
                    IntStream.range(0, 10).mapToObj(i -> "Contemporary Fiction").toList())))
        .hasSize(10)
        .allSatisfy(label -> assertThat(label.text()).startsWith("Contempo").endsWith("…"));
  }

  @Test
  void leavesOutNamesAtEqualDistancesWhereEvenCutOnesHaveNoRoom() {
    List<String> days = IntStream.range(0, 60).mapToObj("2012-01-%02d"::formatted).toList();

    List<AxisLabels.Label> labels = below(Axis.categories(days));

    assertThat(labels).extracting(AxisLabels.Label::text).allMatch(days::contains);
    List<Integer> places = labels.stream().map(label -> days.indexOf(label.text())).toList();
    int each = places.get(1) - places.get(0);
    for (int i = 1; i < places.size(); i++) {
      assertThat(places.get(i) - places.get(i - 1)).isEqualTo(each);
    }
  }

  @Test
  void cutsNamesBesideAPlotToTheRoomThere() {
    Axis axis = Axis.categories(List.of("Concert/Performance", "Drama"));

    List<AxisLabels.Label> labels = AxisLabels.beside(axis, axis.scale(200, 0), 60, 200);

    assertThat(labels).extracting(AxisLabels.Label::text).containsExactly("Concert…", "Drama");
    assertThat(labels)
        .allSatisfy(
            label ->
                assertThat(label.x() + PlotWords.widthOf(label.text()))
                    .isLessThanOrEqualTo(60 - AxisLabels.ROOM));
  }

  private static List<AxisLabels.Label> below(Axis axis) {
    return AxisLabels.below(axis, axis.scale(0, WIDTH - LEFT), LEFT, WIDTH, 100);
  }
}
