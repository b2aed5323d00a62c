package dev.alidade.app.performance;

import dev.alidade.app.control.Badge;
import dev.alidade.app.control.Icons;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Section;
import dev.alidade.app.format.Figures;
import dev.alidade.app.performance.HealthViewModel.Snapshot;
import dev.alidade.engine.module.ShardUsage;
import dev.alidade.engine.telemetry.HealthReport.ComponentHealth;
import dev.alidade.engine.telemetry.HealthStatus;
import dev.alidade.engine.telemetry.PerformanceReport;
import dev.alidade.engine.telemetry.PerformanceReport.Recommendation;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** The overall state, a tile a component, memory by shard, and what the report recommends. */
final class HealthView extends ScrollPane {
  private static final int COLUMNS = 4;
  private static final double STATES_WIDTH = 200;

  private final HealthViewModel model;
  private final Remedies remedies;
  private final StackPane icon = new StackPane();
  private final Label headline = Labels.heading("");
  private final Label sentence = Labels.muted("");
  private final Label checked = Labels.small("");
  private final HBox states = new HBox();
  private final GridPane tiles = new GridPane(12, 12);
  private final Map<String, HealthTile> tileOf = new LinkedHashMap<>();
  private final MemoryMap memory = new MemoryMap();
  private final Label committed = Labels.mono("");
  private final VBox advice = new VBox(8);

  HealthView(HealthViewModel model, Remedies remedies) {
    this.model = model;
    this.remedies = remedies;
    setId("health");
    setFitToWidth(true);
    setHbarPolicy(ScrollBarPolicy.NEVER);
    for (int column = 0; column < COLUMNS; column++) {
      ColumnConstraints quarter = new ColumnConstraints();
      quarter.setPercentWidth(100.0 / COLUMNS);
      quarter.setMinWidth(0);
      tiles.getColumnConstraints().add(quarter);
    }
    tiles.setPadding(new Insets(0, 16, 16, 16));
    setContent(new VBox(head(), tiles, lower()));
    model.snapshotProperty().addListener((observed, was, is) -> show(is));
    model
        .selectedProperty()
        .addListener((observed, was, is) -> show(model.snapshotProperty().get()));
    model.reportProperty().addListener((observed, was, is) -> showAdvice(is));
  }

  private Node head() {
    icon.setMinWidth(24);
    sentence.setWrapText(true);
    VBox words = new VBox(2, headline, sentence);
    words.setMinWidth(0);
    HBox.setHgrow(words, Priority.ALWAYS);
    states.setMinSize(STATES_WIDTH, 16);
    states.setMaxWidth(STATES_WIDTH);
    states.setId("health-states");
    VBox past = new VBox(4, Labels.small("state, last 5 min"), states, checked);
    past.setAlignment(Pos.TOP_RIGHT);
    past.setMinWidth(STATES_WIDTH);
    HBox head = new HBox(12, icon, words, past);
    head.setAlignment(Pos.CENTER_LEFT);
    head.setPadding(new Insets(16));
    return head;
  }

  private Node lower() {
    VBox left = new VBox(Section.of("Linear memory", committed, memory));
    VBox right = new VBox(Section.titled("Recommendations of the report", advice));
    advice.setId("recommendations");
    HBox columns = new HBox(left, right);
    columns.getStyleClass().add("al-health-lower");
    for (Region column : List.of(left, right)) {
      column.setMinWidth(0);
      column.setPrefWidth(1);
      HBox.setHgrow(column, Priority.ALWAYS);
    }
    right.getStyleClass().add("al-health-right");
    return columns;
  }

  private void show(@Nullable Snapshot now) {
    if (now == null) {
      return;
    }
    HealthStatus overall = now.health().overall();
    icon.getChildren()
        .setAll(
            overall == HealthStatus.HEALTHY
                ? Icons.of(Feather.CHECK_CIRCLE, "al-icon-20", "al-icon-ok")
                : Icons.of(
                    Feather.ALERT_TRIANGLE,
                    "al-icon-20",
                    overall == HealthStatus.DEGRADED ? "al-icon-warn" : "al-icon-err"));
    headline.setText(HealthViewModel.headline(now.health()));
    sentence.setText(
        overall == HealthStatus.HEALTHY
            ? Figures.counted(now.health().components().size(), "component") + " checked"
            : now.health().sentence());
    checked.setText("checked " + Figures.ago(now.age()));
    showStates(now.states());
    showTiles(now);
    long bytes = now.shards().stream().mapToLong(ShardUsage::committedBytes).sum();
    committed.setText(Figures.bytes(bytes));
    memory.show(now.shards());
  }

  private void showStates(List<HealthTimeline.Segment> segments) {
    states.getChildren().clear();
    double whole = HealthViewModel.LOOK_BACK.toMillis();
    for (HealthTimeline.Segment segment : segments) {
      Duration length = Duration.between(segment.from(), segment.to());
      Region part = new Region();
      part.getStyleClass().addAll("al-state-part", Badge.kindOf(segment.status()).styleClass());
      part.setMinWidth(Math.max(1, STATES_WIDTH * length.toMillis() / whole));
      Tooltip.install(
          part, new Tooltip(Badge.wordOf(segment.status()) + " for " + length.toSeconds() + " s"));
      states.getChildren().add(part);
    }
  }

  private void showTiles(Snapshot now) {
    List<ComponentHealth> components = now.health().components();
    List<String> names = components.stream().map(ComponentHealth::component).toList();
    if (!names.equals(List.copyOf(tileOf.keySet()))) {
      tileOf.clear();
      tiles.getChildren().clear();
      for (int i = 0; i < names.size(); i++) {
        String name = names.get(i);
        HealthTile tile = new HealthTile(name, remedies, () -> select(name));
        tileOf.put(name, tile);
        tiles.add(tile, i % COLUMNS, i / COLUMNS);
      }
    }
    for (ComponentHealth component : components) {
      HealthTile tile = tileOf.get(component.component());
      if (tile != null) {
        Optional<Double> share =
            component.component().equals("Memory")
                ? Optional.of(now.health().memory().memoryPressure())
                : Optional.empty();
        tile.show(component, share, component.component().equals(model.selectedProperty().get()));
      }
    }
  }

  private void select(String component) {
    model.selectedProperty().set(component);
  }

  private void showAdvice(@Nullable PerformanceReport report) {
    if (report == null) {
      return;
    }
    advice.getChildren().clear();
    for (Recommendation one : report.recommendations()) {
      Label evidence = Labels.paragraph(one.evidence());
      evidence.getStyleClass().add("al-small");
      Label words = new Label(one.sentence());
      words.setWrapText(true);
      words.setMinHeight(Region.USE_PREF_SIZE);
      advice.getChildren().add(new VBox(2, words, evidence));
    }
    if (report.recommendations().isEmpty()) {
      advice
          .getChildren()
          .add(Labels.paragraph("Nothing in the figures of this session asks for a change."));
    }
  }
}
