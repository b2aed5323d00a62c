package dev.alidade.app.shell;

import dev.alidade.app.control.Buttons;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Section;
import dev.alidade.app.control.Segmented;
import dev.alidade.app.control.ToggleSwitch;
import dev.alidade.engine.WasmMode;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** The settings, in place of a panel. */
final class SettingsView extends ScrollPane {
  SettingsView(Workbench bench, AboutGroup about) {
    Settings settings = bench.settings();
    Segmented<Theme.Choice> theme =
        new Segmented<>(
            List.of(Theme.Choice.values()),
            choice ->
                switch (choice) {
                  case SYSTEM -> "System";
                  case LIGHT -> "Light";
                  case DARK -> "Dark";
                });
    theme.setId("settings-theme");
    theme.valueProperty().bindBidirectional(settings.themeProperty());
    Segmented<WasmMode> wasm =
        new Segmented<>(
            List.of(WasmMode.values()),
            mode ->
                switch (mode) {
                  case AUTO -> "Auto";
                  case ON -> "On";
                  case OFF -> "Off";
                });
    wasm.setId("settings-wasm");
    wasm.valueProperty().bindBidirectional(settings.wasmProperty());
    Segmented<Integer> workers = new Segmented<>(counts(), String::valueOf);
    workers.setId("settings-workers");
    workers.valueProperty().set(settings.workersProperty().get());
    workers.valueProperty().addListener((o, was, is) -> settings.workersProperty().set(is));
    ToggleSwitch observability = new ToggleSwitch("");
    observability.setAccessibleText("Record operations");
    observability.selectedProperty().bindBidirectional(settings.observabilityProperty());
    ToggleSwitch motion = new ToggleSwitch("");
    motion.setAccessibleText("Reduce motion");
    motion.selectedProperty().bindBidirectional(settings.reducedMotionProperty());
    VBox page =
        new VBox(
            group(
                "Looks",
                row("Theme", "System follows the desktop.", theme),
                row("Reduce motion", "Nothing moves on its own.", motion)),
            group(
                "Engine",
                row(
                    "WASM",
                    "Auto takes the faster path for each size. Off runs every operation on its"
                        + " Java twin.",
                    wasm),
                row("Workers", "Threads that kernels may use, from the next start.", workers),
                row(
                    "Record operations",
                    "Times, paths and health for Performance, from the next start.",
                    observability),
                row(
                    "Load files up to",
                    "Megabytes in memory; larger ones are read as streams. Empty: what fits.",
                    largestLoad(settings))),
            group(
                "Figures for other programs",
                row(
                    "OpenMetrics",
                    "Served at /metrics to this computer only, on this port. Empty: no port is"
                        + " open.",
                    openMetricsPort(settings)),
                row(
                    "OTLP",
                    "Sent each minute to this address, for example"
                        + " http://localhost:4318/v1/metrics. Empty: nothing is sent.",
                    otlpReceiver(settings))),
            group("Workspace", workspace(bench)),
            about);
    page.getStyleClass().add("al-settings");
    StackPane middle = new StackPane(page);
    middle.setAlignment(Pos.TOP_CENTER);
    setContent(middle);
    setFitToWidth(true);
    setId("settings");
  }

  private static Node openMetricsPort(Settings settings) {
    TextField port = new TextField();
    port.setId("settings-openmetrics");
    port.setAccessibleText("Port for OpenMetrics");
    port.setPromptText("off");
    port.setPrefWidth(96);
    int now = settings.openMetricsPortProperty().get();
    port.setText(now == 0 ? "" : Integer.toString(now));
    onCommit(
        port,
        text -> {
          boolean isPort = text.matches("[1-9]\\d{0,4}") && Integer.parseInt(text) <= 65_535;
          if (isPort || text.isEmpty()) {
            settings.openMetricsPortProperty().set(isPort ? Integer.parseInt(text) : 0);
          }
          return isPort || text.isEmpty();
        });
    return port;
  }

  private static Node largestLoad(Settings settings) {
    TextField size = new TextField();
    size.setId("settings-largest-load");
    size.setAccessibleText("Megabytes above which files are read as streams");
    size.setPromptText("what fits");
    size.setPrefWidth(96);
    int now = settings.largestLoadProperty().get();
    size.setText(now == 0 ? "" : Integer.toString(now));
    onCommit(
        size,
        text -> {
          boolean isSize = text.matches("[1-9]\\d{0,8}");
          if (isSize || text.isEmpty()) {
            settings.largestLoadProperty().set(isSize ? Integer.parseInt(text) : 0);
          }
          return isSize || text.isEmpty();
        });
    return size;
  }

  private static Node otlpReceiver(Settings settings) {
    TextField address = new TextField(settings.otlpReceiverProperty().get());
    address.setId("settings-otlp");
    address.setAccessibleText("Address of the OTLP receiver");
    address.setPromptText("off");
    address.setPrefWidth(280);
    onCommit(
        address,
        text -> {
          boolean fits = text.isEmpty() || text.matches("https?://[^\\s/]+\\S*");
          if (fits) {
            settings.otlpReceiverProperty().set(text);
          }
          return fits;
        });
    return address;
  }

  /** Takes what was written with Enter or when the field is left; what does not fit is marked. */
  private static void onCommit(TextField field, Predicate<String> take) {
    Runnable commit =
        () -> {
          field.getStyleClass().remove("al-invalid");
          if (!take.test(field.getText().strip())) {
            field.getStyleClass().add("al-invalid");
          }
        };
    field.setOnAction(event -> commit.run());
    field
        .focusedProperty()
        .addListener(
            (observed, was, is) -> {
              if (!is) {
                commit.run();
              }
            });
  }

  private static Node workspace(Workbench bench) {
    var workspace = bench.engine().workspace();
    return row(
        workspace.file().map(file -> workspace.name()).orElse("New workspace, not saved"),
        workspace
            .file()
            .map(file -> file.toAbsolutePath().toString())
            .orElse("Kept in memory until the window closes."),
        new HBox(
            8,
            Buttons.plain("New workspace…", bench.navigation()::chooseNewWorkspace),
            Buttons.plain("Open workspace…", bench.navigation()::chooseWorkspace)));
  }

  private static List<Integer> counts() {
    int cores = Runtime.getRuntime().availableProcessors();
    return IntStream.of(1, 2, 3, 4, 6, 8, 12, 16, cores)
        .filter(count -> count <= cores)
        .distinct()
        .sorted()
        .boxed()
        .toList();
  }

  private static Node group(String title, Node... rows) {
    VBox group = new VBox(16, Labels.heading(title));
    group.getChildren().addAll(rows);
    return group;
  }

  private static Node row(String name, String sentence, Node control) {
    VBox words = new VBox(2, Labels.of(name), Labels.small(sentence));
    words.setMinWidth(0);
    HBox row = new HBox(16, words, Section.gap(), control);
    row.setAlignment(Pos.CENTER_LEFT);
    return row;
  }
}
