package dev.alidade.app.performance;

import dev.alidade.app.control.Buttons;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Section;
import dev.alidade.app.fx.Polling;
import dev.alidade.app.shell.PaletteAction;
import dev.alidade.app.shell.Preferences;
import dev.alidade.app.shell.Workbench;
import java.io.File;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.kordamp.ikonli.feather.Feather;

/** Charts of what happens, as it happens: left what to look at, right the events. */
final class LivePage implements Page {
  /** A picture moves at most ten times a second; data are asked for when there are new ones. */
  private static final Duration PERIOD = Duration.ofMillis(100);

  private final PerformanceContext context;
  private final Preferences preferences;
  private final LiveViewModel model;
  private final Polling.Poll poll;
  private final OperationList operations;
  private final ChartColumn charts;
  private final OverviewStrip overview;
  private final EventColumn events;
  private final Set<LiveChart> chosen = new LinkedHashSet<>();
  private final Node content;
  private final Node left;
  private final FlightRecording recording;
  private final List<Node> tools;

  LivePage(Workbench bench, PerformanceContext context) {
    this.context = context;
    this.preferences = bench.preferences();
    ZoneId zone = bench.clock().getZone();
    model = new LiveViewModel(bench.engine(), bench.clock(), context, new Limits(preferences));
    poll = bench.polling().every(PERIOD, model::read, model::show);
    operations = new OperationList(context);
    charts = new ChartColumn(context, bench.theme().paletteProperty(), zone);
    overview = new OverviewStrip(context, bench.theme().paletteProperty());
    events = new EventColumn(context, zone);
    left = sideColumn();
    content = centre(zone);
    recording = new FlightRecording(bench.tasks(), bench.notices());
    tools = List.of(Buttons.flat("Mark now", Feather.BELL, model::mark), record());
    model.dataProperty().subscribe(data -> data.ifPresent(this::show));
  }

  @Override
  public String title() {
    return "Live";
  }

  @Override
  public Node content() {
    return content;
  }

  @Override
  public Optional<Node> left() {
    return Optional.of(left);
  }

  @Override
  public Optional<Node> right() {
    return Optional.of(events);
  }

  @Override
  public List<Node> headerTools() {
    return tools;
  }

  @Override
  public List<PaletteAction> actions() {
    return List.of(
        PaletteAction.of("Mark this moment", "Performance", Feather.BELL, model::mark),
        PaletteAction.of("Pause the charts", "Performance", Feather.PAUSE, this::pause),
        PaletteAction.of("Follow the present", "Performance", Feather.PLAY, context::goLive));
  }

  @Override
  public void onShown() {
    poll.start();
  }

  @Override
  public void onHidden() {
    poll.stop();
  }

  @Override
  public boolean escape() {
    boolean paused = !context.liveProperty().get();
    context.goLive();
    return paused;
  }

  private Node record() {
    Button record = Buttons.primary("Record JFR", Feather.CIRCLE, this::recordOrSave);
    record.setId("record-jfr");
    record
        .textProperty()
        .bind(recording.runningProperty().map(running -> "Stop and save…").orElse("Record JFR"));
    return record;
  }

  private void recordOrSave() {
    if (recording.runningProperty().get() == null) {
      recording.start();
      return;
    }
    FileChooser chooser = new FileChooser();
    chooser.setTitle("Save the flight recording");
    chooser.setInitialFileName("alidade.jfr");
    chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter("Flight recording", "*.jfr"));
    File file = chooser.showSaveDialog(content.getScene().getWindow());
    if (file != null) {
      recording.save(file.toPath());
    }
  }

  private void pause() {
    context.liveProperty().set(false);
  }

  private void show(LiveData data) {
    operations.show(data.operations());
    overview.show(data.whole());
    charts.show(data);
    events.show(data.events());
  }

  private Node centre(ZoneId zone) {
    VBox strip = new VBox(overview);
    strip.setPadding(new Insets(0, 16, 4, 16));
    RangeBar bar = new RangeBar(context, zone);
    VBox.setVgrow(charts, Priority.ALWAYS);
    VBox centre = new VBox(bar, strip, charts);
    centre.getStyleClass().add("al-live-page");
    return centre;
  }

  private Node sideColumn() {
    HBox head =
        new HBox(8, Labels.caption("Operations"), Section.gap(), Labels.small("p95 in range"));
    head.setAlignment(Pos.CENTER_LEFT);
    head.setPadding(new Insets(12, 16, 8, 16));
    VBox.setVgrow(operations, Priority.ALWAYS);
    Section keys =
        new Section(
            new HBox(12, key("WASM", "wasm"), key("Java", "java"), key("SQLite, ONNX", "other")));
    VBox left = new VBox(head, operations, keys, choices(), new LimitEditor(model, context));
    left.getStyleClass().add("al-left");
    left.setPrefWidth(260);
    left.setMinWidth(260);
    return left;
  }

  private static Node key(String word, String style) {
    Region dot = new Region();
    dot.getStyleClass().addAll("al-dot", "square", style);
    HBox key = new HBox(4, dot, Labels.small(word));
    key.setAlignment(Pos.CENTER_LEFT);
    return key;
  }

  private Node choices() {
    Section section = Section.titled("Charts");
    for (LiveChart chart : LiveChart.ALL) {
      String key = "performance.chart." + chart.title();
      CheckBox box = new CheckBox(chart.title());
      box.setSelected(preferences.flag(key, chart.shownAtFirst()));
      box.selectedProperty()
          .subscribe(
              on -> {
                preferences.put(key, on);
                if (on) {
                  chosen.add(chart);
                } else {
                  chosen.remove(chart);
                }
                charts.choose(chosen);
              });
      section.getChildren().add(box);
    }
    return section;
  }
}
