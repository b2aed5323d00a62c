package dev.alidade.app.performance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.app.chart.TimeChart;
import dev.alidade.app.control.Segmented;
import dev.alidade.app.format.Figures;
import dev.alidade.app.shell.Intent;
import dev.alidade.app.shell.PanelId;
import dev.alidade.app.testing.WorkbenchFixture;
import dev.alidade.engine.Progress;
import dev.alidade.engine.data.AggregateFunction;
import dev.alidade.engine.data.AggregationOptions;
import dev.alidade.engine.telemetry.OperationStats;
import dev.alidade.engine.telemetry.OperationSummary;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.MouseButton;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The panel over real work of a real engine. */
class PerformancePanelTest {
  private static final String OPERATION = "data.aggregate";

  @RegisterExtension final WorkbenchFixture workbench = new WorkbenchFixture();

  @BeforeEach
  void work() {
    workbench.openSample("weather.csv");
    var engine = workbench.engine();
    for (int i = 0; i < 25; i++) {
      engine
          .dataProcessor()
          .aggregate(
              engine.datasets().get("weather"),
              new AggregationOptions(
                  List.of("location"),
                  List.of(
                      new AggregationOptions.Operation("temp_max", AggregateFunction.MAX, "m"))),
              Progress.NONE)
          .data()
          .close();
    }
    workbench.waitFor(
        "the sampler to have come by", () -> engine.performance().sampled().isPresent());
  }

  private List<OperationStats> totals() {
    return workbench.engine().performance().metrics().operations();
  }

  @SuppressWarnings("unchecked")
  private TableView<OperationSummary> table() {
    return (TableView<OperationSummary>) workbench.byId("operations-table", TableView.class);
  }

  private String exactRange() {
    TextField field = workbench.byId("exact-range", TextField.class);
    return workbench.fx(field::getText);
  }

  private boolean live() {
    ToggleButton button = workbench.byId("live", ToggleButton.class);
    return workbench.fx(button::isSelected);
  }

  /** Drags from one share of a node's width to another. */
  private void drag(Node node, double from, double to) {
    Bounds bounds = workbench.fx(() -> node.localToScreen(node.getLayoutBounds()));
    double y = bounds.getMinY() + bounds.getHeight() * 0.6;
    workbench
        .robot()
        .moveTo(bounds.getMinX() + bounds.getWidth() * from, y)
        .drag(MouseButton.PRIMARY)
        .dropTo(bounds.getMinX() + bounds.getWidth() * to, y);
    workbench.settle();
  }

  @Test
  void operationsCountsWhatTheRecordersCounted() {
    workbench.go(new Intent.ShowOperation(OPERATION));
    TableView<OperationSummary> table = table();
    workbench.waitForFx("the rows", () -> !table.getItems().isEmpty());

    long counted =
        totals().stream()
            .filter(stats -> stats.operation().equals(OPERATION))
            .mapToLong(OperationStats::count)
            .sum();
    OperationSummary row =
        workbench.fx(
            () ->
                table.getItems().stream()
                    .filter(summary -> summary.operation().equals(OPERATION))
                    .findFirst()
                    .orElseThrow());

    assertThat(counted).isGreaterThanOrEqualTo(25);
    assertThat(row.count()).isEqualTo(counted);
    workbench.waitForText(Figures.count(counted));
    assertThat(workbench.fx(() -> table.getSelectionModel().getSelectedItem().operation()))
        .isEqualTo(OPERATION);
    workbench.waitForText("Slowest calls");
  }

  @Test
  void theShownPathAndItsReasonAreTheEngines() {
    workbench.go(new Intent.ShowOperation(OPERATION));
    workbench.waitForText("Slowest calls");

    OperationStats engines =
        totals().stream()
            .filter(stats -> stats.operation().equals(OPERATION))
            .findFirst()
            .orElseThrow();

    assertThat(workbench.texts()).contains(engines.path().label(), engines.reason());
  }

  @Test
  void aRangeButtonChangesTheAxis() {
    workbench.show(PanelId.PERFORMANCE);
    @SuppressWarnings("unchecked")
    Segmented<Reach> reach = (Segmented<Reach>) workbench.byId("reach", Segmented.class);
    String fiveMinutes = exactRange();

    workbench.clickOn("30 s");

    assertThat(workbench.fx(() -> reach.valueProperty().get())).isEqualTo(Reach.HALF_MINUTE);
    assertThat(exactRange()).isNotEqualTo(fiveMinutes);
    assertThat(live()).isTrue();
  }

  @Test
  void brushingPausesAndZoomsAndLiveResumes() {
    workbench.show(PanelId.PERFORMANCE);
    TimeChart throughput = workbench.byId("chart-Throughput by path", TimeChart.class);
    workbench.waitForText(OPERATION);
    workbench.waitForFx("the layout", () -> throughput.getHeight() > 64);

    drag(throughput, 0.4, 0.7);

    assertThat(live()).isFalse();
    String brushed = exactRange();
    var before = workbench.engine().performance().sampled();
    workbench.waitFor(
        "another sample", () -> !workbench.engine().performance().sampled().equals(before));
    assertThat(exactRange()).isEqualTo(brushed);

    workbench.clickOn(workbench.byId("live", ToggleButton.class));

    assertThat(live()).isTrue();
    workbench.waitFor("the axis to move on", () -> !exactRange().equals(brushed));
  }

  @Test
  void anOperationChosenAtTheLeftIsTheOneInTheCharts() {
    workbench.show(PanelId.PERFORMANCE);
    workbench.waitForText(OPERATION);

    workbench.clickOn(OPERATION);

    workbench.waitFor(
        "the chart's subtitle",
        () -> workbench.texts().stream().filter(OPERATION::equals).count() >= 2);
  }

  @Test
  void aMarkIsListedAmongTheEvents() {
    workbench.show(PanelId.PERFORMANCE);

    workbench.clickOn("Mark now");

    workbench.waitForText("MomentMarked");
  }
}
