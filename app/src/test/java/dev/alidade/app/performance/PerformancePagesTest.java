package dev.alidade.app.performance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.app.shell.Intent;
import dev.alidade.app.shell.PanelId;
import dev.alidade.app.testing.WorkbenchFixture;
import dev.alidade.engine.benchmark.BenchmarkRun;
import dev.alidade.engine.benchmark.BenchmarkRuns;
import dev.alidade.engine.telemetry.EngineEvent;
import java.util.List;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ListView;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PerformancePagesTest {
  @RegisterExtension static final WorkbenchFixture WORKBENCH = new WorkbenchFixture();

  @Test
  void healthShowsATileAComponentWithItsEvidence() {
    WORKBENCH.go(new Intent.ShowHealth());
    WORKBENCH.waitForText("Kernels");
    WORKBENCH.clickOn("Check now");
    WORKBENCH.waitForText("Memory");
    VBox tile = WORKBENCH.byId("health-Workspace", VBox.class);
    WORKBENCH.clickOn(tile);
    WORKBENCH.waitForText("Evidence");
    assertThat(WORKBENCH.showsPart("work.alidade")).isTrue();
    int shards = WORKBENCH.engine().modules().memory().size();
    VBox map = WORKBENCH.byId("memory-map", VBox.class);
    WORKBENCH.waitForFx("a bar a shard", () -> map.getChildren().size() == shards + 1);
    HBox states = WORKBENCH.byId("health-states", HBox.class);
    WORKBENCH.waitForFx("the bar of states", () -> !states.getChildren().isEmpty());
  }

  @Test
  void aRemedyIsDoneByItsButtonAndTheStateIsReadAgain() {
    WORKBENCH.go(new Intent.ShowHealth());
    if (WORKBENCH.engine().capabilities().supported()) {
      WORKBENCH.waitForText("Measure now");
      WORKBENCH.clickOn("Measure now");
      WORKBENCH.waitForText("Measure again");
      assertThat(WORKBENCH.engine().modules().measuredAt()).isPresent();
    }
  }

  @Test
  void eventsAreListedFilteredAndPaused() {
    WORKBENCH.engine().observability().mark("before the change");
    WORKBENCH.engine().observability().mark("after the change");
    WORKBENCH.show(PanelId.PERFORMANCE);
    WORKBENCH.clickOn("Events");
    TableView<EngineEvent> table = events();
    TextField text = WORKBENCH.byId("event-text", TextField.class);
    WORKBENCH.fx(
        () -> {
          text.setText("before the change");
          return true;
        });
    WORKBENCH.waitForFx("one event", () -> table.getItems().size() == 1);
    WORKBENCH.fx(
        () -> {
          table.getSelectionModel().select(0);
          return true;
        });
    WORKBENCH.waitForText("Copy as JSON");
    assertThat(WORKBENCH.shows("What it holds")).isTrue();
    WORKBENCH.clickOn("Clear filters");
    WORKBENCH.waitForFx("all events", () -> table.getItems().size() > 1);
    WORKBENCH.clickOn("Pause");
    int standing = WORKBENCH.fx(() -> table.getItems().size());
    WORKBENCH.engine().observability().mark("while it stands still");
    WORKBENCH.waitFor("the count of new events", () -> WORKBENCH.showsPart(" new"));
    assertThat(WORKBENCH.fx(() -> table.getItems().size())).isEqualTo(standing);
    WORKBENCH.clickOn("Go on");
    WORKBENCH.waitForFx("the new event", () -> table.getItems().size() > standing);
  }

  @Test
  void aBenchmarkIsMeasuredKeptAndCompared() {
    WORKBENCH.show(PanelId.PERFORMANCE);
    WORKBENCH.clickOn("Benchmark");
    @SuppressWarnings("unchecked") // the page's own box of words
    ComboBox<String> rows = WORKBENCH.byId("benchmark-rows", ComboBox.class);
    WORKBENCH.fx(
        () -> {
          rows.setValue("data.bitmap.combine");
          return true;
        });
    WORKBENCH.clickOn("Run benchmark");
    WORKBENCH.waitFor("the first run to be kept", () -> runs().list().size() == 1);
    WORKBENCH.settle();
    WORKBENCH.waitForText("data.bitmap.combine");
    BenchmarkRun kept = runs().load(runs().list().getFirst().id());
    assertThat(kept.results()).isNotEmpty();
    assertThat(kept.complete()).isFalse();
    WORKBENCH.clickOn("Run benchmark");
    WORKBENCH.waitFor("the second run to be kept", () -> runs().list().size() == 2);
    WORKBENCH.settle();
    ListView<?> history = WORKBENCH.byId("benchmark-history", ListView.class);
    WORKBENCH.waitForFx("two kept runs", () -> history.getItems().size() == 2);
    WORKBENCH.fx(
        () -> {
          history.getSelectionModel().selectAll();
          return true;
        });
    WORKBENCH.waitFor("the comparison", () -> WORKBENCH.showsPart(" alike"));
    TableView<?> deltas = WORKBENCH.byId("benchmark-deltas", TableView.class);
    assertThat(WORKBENCH.fx(() -> List.copyOf(deltas.getItems()))).hasSize(kept.results().size());
  }

  @SuppressWarnings("unchecked") // the page's own table
  private static TableView<EngineEvent> events() {
    return WORKBENCH.byId("events", TableView.class);
  }

  private static BenchmarkRuns runs() {
    return new BenchmarkRuns(WORKBENCH.engine().workspace());
  }
}
