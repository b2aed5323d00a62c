package dev.alidade.app.cli;

import dev.alidade.app.Composition;
import dev.alidade.app.performance.PerformancePanel;
import dev.alidade.app.shell.Panel;
import dev.alidade.app.shell.PanelId;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ListView;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/** Pictures of the pages of Performance that need something done first. JavaFX thread. */
final class PerformanceShots {
  private final Composition workbench;

  PerformanceShots(Composition workbench) {
    this.workbench = workbench;
  }

  Shot health() {
    return Shot.of(
        "09-performance-health",
        this::measurePaths,
        () -> tab("Health"),
        () -> panel().runPrimary(),
        () -> open("health-Choice-of-path"));
  }

  Shot events() {
    return Shot.of("10-performance-events", () -> tab("Events"), () -> select("events", 0));
  }

  Shot benchmark() {
    return Shot.of(
        "13-performance-benchmark",
        () -> workbench.bench().navigation().show(PanelId.PERFORMANCE),
        () -> tab("Benchmark"),
        () -> choose("benchmark-rows", "data."),
        () -> panel().runPrimary());
  }

  Shot comparison() {
    return Shot.of(
        "14-performance-compare",
        () -> panel().runPrimary(),
        () -> select("benchmark-history", 0),
        () -> select("benchmark-history", 1));
  }

  private void measurePaths() {
    workbench
        .bench()
        .tasks()
        .task(
            "Measure paths",
            progress -> {
              workbench.bench().engine().modules().measurePaths(progress);
              return true;
            })
        .start();
  }

  private Panel panel() {
    return workbench.shell().panel(PanelId.PERFORMANCE).orElseThrow();
  }

  private void tab(String title) {
    if (panel() instanceof PerformancePanel pages) {
      pages.showTab(title);
    }
  }

  private void open(String id) {
    Event.fireEvent(
        node(id),
        new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.ENTER, false, false, false, false));
  }

  private void select(String id, int row) {
    switch (node(id)) {
      case TableView<?> table -> table.getSelectionModel().select(row);
      case ListView<?> list -> list.getSelectionModel().select(row);
      default -> throw new IllegalStateException(id + " has no rows");
    }
  }

  private void choose(String id, String value) {
    @SuppressWarnings("unchecked") // the page's own box of words
    ComboBox<String> box = (ComboBox<String>) node(id);
    box.setValue(value);
  }

  private Node node(String id) {
    Node found = panel().content().lookup("#" + id);
    if (found == null) {
      throw new IllegalStateException("Performance shows no " + id);
    }
    return found;
  }
}
