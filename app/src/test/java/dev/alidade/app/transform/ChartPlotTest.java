package dev.alidade.app.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alidade.app.chart.Layer;
import dev.alidade.app.chart.Palette;
import dev.alidade.app.chart.ThemeTokens;
import dev.alidade.app.transform.ChartPlot.Choice;
import dev.alidade.app.transform.ChartPlot.Kind;
import dev.alidade.engine.OperationCancelled;
import dev.alidade.engine.Progress;
import dev.alidade.engine.WasmServices;
import dev.alidade.engine.WasmServicesConfig;
import dev.alidade.engine.dataset.Dataset;
import dev.alidade.engine.dataset.LoadOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChartPlotTest {
  private static final Palette PALETTE = new Palette(ThemeTokens.light());

  private final WasmServices engine =
      WasmServices.open(WasmServicesConfig.builder().calibrateAtOpen(false).build());

  @TempDir Path folder;

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void spreadsFewBarsOverTheWholeWidthAndStandsThemOnZero() throws IOException {
    ChartPlot chart = draw("k,v\nrain,7\nsnow,9.1\n", Kind.BAR, Optional.empty());

    assertThat(chart.plot().x().from()).isEqualTo(-0.5);
    assertThat(chart.plot().x().to()).isEqualTo(1.5);
    assertThat(chart.plot().y().from()).isZero();
    assertThat(chart.plot().y().ticks().getLast().value()).isGreaterThan(9.1);
    assertThat(chart.note()).isEmpty();
  }

  @Test
  void leavesRoomBelowZeroForNegativeBars() throws IOException {
    ChartPlot chart = draw("k,v\na,-7\nb,9\n", Kind.BAR, Optional.empty());

    assertThat(chart.plot().y().from()).isLessThan(-7);
    assertThat(chart.plot().layers()).anyMatch(Layer.Line.class::isInstance);
  }

  @Test
  void tellsWhatTheColoursOfAHeatmapMeanAndPutsTheFirstLineOnTop() throws IOException {
    ChartPlot chart = draw("k,s,v\na,one,2\nb,one,4\na,two,10\n", Kind.HEAT, Optional.of("s"));

    assertThat(chart.scale()).contains(new HeatScale("v", 2, 10));
    assertThat(chart.plot().y().ticks().getLast().label()).isEqualTo("one");
    assertThat(chart.points().getFirst().y()).isEqualTo(1);
    assertThat(chart.points()).hasSize(3);
  }

  @Test
  void saysHowManyGroupsHaveNoRoomOrNoValue() throws IOException {
    StringBuilder rows = new StringBuilder("k,v\nempty,\n");
    for (int i = 0; i < 70; i++) {
      rows.append("name ").append(i).append(',').append(i).append('\n');
    }

    ChartPlot chart = draw(rows.toString(), Kind.BAR, Optional.empty());

    assertThat(chart.points()).hasSize(ChartPlot.MOST_BARS - 1);
    assertThat(chart.note()).isEqualTo("11 groups not drawn for want of room, 1 group empty");
  }

  @Test
  void stopsWhenItIsCancelled() throws IOException {
    Progress cancelled =
        new Progress() {
          @Override
          public void report(double fraction, String message) {}

          @Override
          public boolean cancelled() {
            return true;
          }
        };
    Dataset data = load("k,v\na,1\n");

    assertThatThrownBy(
            () ->
                ChartPlot.of(
                    data, new Choice(Kind.LINE, "v", "v", Optional.empty()), PALETTE, cancelled))
        .isInstanceOf(OperationCancelled.class);
  }

  private ChartPlot draw(String csv, Kind kind, Optional<String> series) throws IOException {
    return ChartPlot.of(load(csv), new Choice(kind, "k", "v", series), PALETTE, Progress.NONE)
        .orElseThrow();
  }

  private Dataset load(String csv) throws IOException {
    Path file = Files.writeString(folder.resolve("groups.csv"), csv);
    return engine.datasets().load(file, LoadOptions.defaults());
  }
}
