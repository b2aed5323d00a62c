package dev.alidade.app.shell;

import dev.alidade.app.fx.Polling;
import dev.alidade.app.platform.Places;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javafx.event.EventHandler;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.stage.WindowEvent;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/**
 * The window's content: rail, header, the panel in view, performance strip, status bar, and what
 * opens over them. Leads from one part of the window to another. JavaFX thread.
 */
public final class Shell extends StackPane {
  private static final Duration REFRESH = Duration.ofMillis(500);

  private final ShellViewModel model;
  private final Workbench bench;
  private final Panels panels;
  private final HeaderBar header;
  private final BorderPane work = new BorderPane();
  private final SettingsView settings;
  private final WelcomeView welcome;
  private final Overlays overlays;
  private final ShellActions actions;
  private final Polling.Poll snapshots;
  private final Polling.Poll facts;
  private @Nullable Panel active;
  private @Nullable Node shown;

  /**
   * @param navigator told of this shell, so that panels reach it
   */
  public Shell(
      ShellViewModel model,
      Workbench bench,
      Panels panels,
      ShellNavigation navigator,
      List<Sample> samples) {
    this.model = model;
    this.bench = bench;
    this.panels = panels;
    getStyleClass().add("al-shell");
    AboutGroup about = new AboutGroup(bench, Places.here());
    settings = new SettingsView(bench, about);
    welcome = new WelcomeView(samples, welcomeActions(navigator));
    actions =
        new ShellActions(
            panels,
            bench,
            model,
            samples,
            List.of(
                new PaletteAction(
                    "Show keyboard shortcuts",
                    "Alidade",
                    Feather.HELP_CIRCLE,
                    "F1",
                    this::openShortcuts),
                PaletteAction.of(
                    "Copy diagnostics", "Alidade", Feather.CLIPBOARD, about::copyDiagnostics)));
    CommandPalette palette = new CommandPalette(actions::all, this::closeOverlay);
    overlays = new Overlays(palette, new ShortcutsSheet(), this::focusActive);
    header = new HeaderBar(overlays::openPalette);
    work.setTop(header);
    work.setBottom(new PerformanceStrip(model, bench.theme(), navigator));
    BorderPane frame = new BorderPane(work);
    frame.setLeft(new NavigationRail(model));
    frame.setBottom(new StatusBar(model, bench.tasks(), navigator));
    NoticeStack notices = new NoticeStack(bench.notices());
    StackPane.setAlignment(notices, Pos.BOTTOM_RIGHT);
    DropOverlay drop = new DropOverlay();
    getChildren().addAll(frame, notices, overlays, drop);
    drop.accept(this, navigator::openFiles);
    navigator.attach(this);
    snapshots = bench.polling().every(REFRESH, new EngineSnapshots(bench.engine()), model::update);
    facts =
        bench
            .polling()
            .every(
                Duration.ofSeconds(1),
                () -> MachineFacts.of(bench.engine(), bench.clock()),
                welcome::show);
    bench.engine().datasets().onChange(snapshots::soon);
    model.panelProperty().addListener((observed, was, is) -> place());
    model.settingsOpenProperty().addListener((observed, was, is) -> place());
    model.welcomeProperty().addListener((observed, was, is) -> place());
    new ShellKeys(this, model, navigator).attach();
    EventHandler<WindowEvent> closing =
        event -> {
          if (!mayClose()) {
            event.consume();
          }
        };
    sceneProperty()
        .flatMap(Scene::windowProperty)
        .addListener(
            (observed, was, is) -> {
              if (was != null) {
                was.removeEventFilter(WindowEvent.WINDOW_CLOSE_REQUEST, closing);
              }
              if (is != null) {
                is.addEventFilter(WindowEvent.WINDOW_CLOSE_REQUEST, closing);
              }
            });
  }

  /**
   * Shows the first view and starts pulling snapshots; the panels out of view are made in the next
   * frames.
   */
  public void start() {
    snapshots.now();
    snapshots.start();
    place();
    panels.makeInFrames();
  }

  /** Stops pulling snapshots and tells the panel in view that it is hidden. */
  public void stop() {
    panels.stop();
    snapshots.stop();
    facts.stop();
    Panel last = active;
    if (last != null) {
      last.onHidden();
    }
  }

  /** A scene of the size that must always look right, in the theme. */
  public Scene scene() {
    Scene scene = new Scene(this, 1280, 800);
    bench.theme().dress(scene);
    return scene;
  }

  /** Whether nothing would be lost, or the user said that it may be. */
  boolean mayClose() {
    return panels.mayClose();
  }

  /** Shows the settings in place of the panel. */
  public void openSettings() {
    model.settingsOpenProperty().set(true);
  }

  private void openShortcuts() {
    overlays.openShortcuts();
  }

  /** A panel by its place. */
  public Optional<Panel> panel(PanelId id) {
    return panels.at(id);
  }

  /** The panel in view; empty while the settings or the welcome view are. */
  Optional<Panel> activePanel() {
    return Optional.ofNullable(active);
  }

  Overlays overlays() {
    return overlays;
  }

  Workbench bench() {
    return bench;
  }

  ShellViewModel model() {
    return model;
  }

  void closeOverlay() {
    overlays.close();
  }

  private void focusActive() {
    Panel panel = active;
    if (panel != null) {
      panel.focusFirst();
    }
  }

  private void place() {
    boolean welcoming =
        model.welcomeProperty().get() && model.panelProperty().get() == PanelId.DATASETS;
    if (model.settingsOpenProperty().get()) {
      activate(null);
      header.showPlain("Settings");
      fill(settings);
    } else if (welcoming) {
      activate(null);
      header.showPlain(PanelId.DATASETS.title());
      facts.start();
      fill(welcome);
    } else {
      panels.at(model.panelProperty().get()).ifPresent(this::show);
    }
    if (!welcoming) {
      facts.stop();
    }
  }

  private void show(Panel panel) {
    header.show(panel);
    fill(panel.content());
    activate(panel);
  }

  private void fill(Node content) {
    if (!content.equals(shown)) {
      shown = content;
      work.setCenter(content);
    }
  }

  private void activate(@Nullable Panel panel) {
    Panel before = active;
    if (Objects.equals(before, panel)) {
      return;
    }
    active = panel;
    if (before != null) {
      overlays.close(); // a sheet belongs to the panel that opened it
      before.onHidden();
    }
    if (panel != null) {
      panel.onShown();
      panel.focusFirst();
    }
  }

  private WelcomeView.Actions welcomeActions(ShellNavigation navigator) {
    return new WelcomeView.Actions() {
      @Override
      public void chooseFiles() {
        navigator.chooseFiles();
      }

      @Override
      public void newWorkspace() {
        navigator.chooseNewWorkspace();
      }

      @Override
      public void open(Sample sample) {
        navigator.openFiles(List.<Path>of(sample.file()));
      }
    };
  }
}
