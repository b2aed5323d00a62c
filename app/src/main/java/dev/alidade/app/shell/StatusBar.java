package dev.alidade.app.shell;

import dev.alidade.app.control.Badge;
import dev.alidade.app.control.Icons;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Pressable;
import dev.alidade.app.control.Section;
import dev.alidade.app.format.Figures;
import dev.alidade.app.fx.BackgroundTasks;
import dev.alidade.engine.WasmMode;
import dev.alidade.engine.telemetry.HealthReport;
import dev.alidade.engine.telemetry.HealthStatus;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;

/** The bottom line: workspace, running work, WASM, linear memory, health. */
final class StatusBar extends HBox {
  private final Label workspace = Labels.of("", "al-small");
  private final Label datasets = Labels.small("");
  private final Region wasmDot = dot("square");
  private final Label wasm = Labels.of("", "al-small");
  private final Label linear = Labels.of("", "al-mono", "al-small");
  private final Tooltip linearExact = new Tooltip();
  private final HBox healthMark = new HBox();
  private final Label health = Labels.of("", "al-small");
  private final Tooltip healthSentence = new Tooltip();

  StatusBar(ShellViewModel model, BackgroundTasks tasks, Navigation navigation) {
    getStyleClass().add("al-status");
    HBox place = group(Icons.small(Feather.HARD_DRIVE), workspace, datasets);
    HBox wasmGroup = group(wasmDot, wasm);
    Pressable.of(wasmGroup, "WASM, show modules", () -> navigation.show(PanelId.MODULES));
    linear.setTooltip(linearExact);
    HBox healthGroup = group(healthMark, health);
    healthMark.setAlignment(Pos.CENTER);
    health.setTooltip(healthSentence);
    Pressable.of(healthGroup, "Health, show checks", () -> navigation.go(new Intent.ShowHealth()));
    getChildren()
        .addAll(
            place,
            Section.gap(),
            new RunningTasks(tasks),
            wasmGroup,
            group(Labels.small("linear"), linear),
            healthGroup);
    model.snapshotProperty().subscribe(taken -> taken.ifPresent(this::show));
  }

  private void show(ShellSnapshot snapshot) {
    workspace.setText(snapshot.savedToFile() ? snapshot.workspace() : "New workspace, not saved");
    datasets.setText(
        "· "
            + (snapshot.datasets() == 0
                ? "no data sets"
                : Figures.counted(snapshot.datasets(), "data set")));
    boolean on = snapshot.wasmSupported() && snapshot.mode() != WasmMode.OFF;
    wasm.setText(
        on ? "WASM on" : snapshot.mode() == WasmMode.OFF ? "WASM off" : "WASM unavailable");
    wasmDot.getStyleClass().setAll("al-dot", "square", on ? "wasm" : "java");
    linear.setText(Figures.bytes(snapshot.linearBytes()));
    linearExact.setText(Figures.count(snapshot.linearBytes()) + " bytes of linear memory");
    showHealth(snapshot.health());
  }

  private void showHealth(HealthReport report) {
    HealthStatus overall = report.overall();
    long affected =
        report.components().stream()
            .filter(component -> component.status() != HealthStatus.HEALTHY)
            .count();
    health.setText(
        Badge.wordOf(overall)
            + (overall == HealthStatus.HEALTHY || affected == 0
                ? ""
                : ", " + Figures.counted(affected, "check")));
    healthSentence.setText(report.sentence());
    String kind = Badge.kindOf(overall).styleClass();
    healthMark
        .getChildren()
        .setAll(
            overall == HealthStatus.HEALTHY
                ? dot(kind)
                : Icons.small(Feather.ALERT_TRIANGLE, "al-icon-" + kind));
  }

  private static HBox group(Node... nodes) {
    HBox group = new HBox(6, nodes);
    group.setAlignment(Pos.CENTER_LEFT);
    return group;
  }

  private static Region dot(String kind) {
    Region dot = new Region();
    dot.getStyleClass().addAll("al-dot", kind);
    return dot;
  }
}
