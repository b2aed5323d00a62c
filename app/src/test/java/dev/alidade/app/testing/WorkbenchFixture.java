package dev.alidade.app.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.alidade.app.Composition;
import dev.alidade.app.fx.FrameWork;
import dev.alidade.app.shell.Intent;
import dev.alidade.app.shell.PanelId;
import dev.alidade.app.shell.Preferences;
import dev.alidade.app.shell.Sample;
import dev.alidade.app.shell.Samples;
import dev.alidade.app.shell.Settings;
import dev.alidade.app.shell.Theme;
import dev.alidade.app.shell.WindowPlace;
import dev.alidade.app.shell.Workbench;
import dev.alidade.engine.WasmServices;
import dev.alidade.engine.WasmServicesConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/**
 * The real window around a real engine: a workspace in a folder of its own, the samples, a stage of
 * 1280×800. Everything is closed and deleted afterwards, and an exception that reached the JavaFX
 * thread's handler fails the test.
 *
 * <pre>{@code
 * @RegisterExtension final WorkbenchFixture workbench = new WorkbenchFixture();
 *
 * @Test
 * void showsTheRowsOfTheSample() {
 *   workbench.openSample("weather.csv");
 *   workbench.clickOn("Profile");
 *   workbench.waitForText("2,922 rows");
 * }
 * }</pre>
 *
 * <p>As an instance field each test has its own window; as a static field the tests of a class
 * share one. Methods are called on the test's thread unless they say otherwise.
 */
public final class WorkbenchFixture
    implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
  private static final int PATIENCE_SECONDS = 60;

  private final List<Throwable> uncaught = Collections.synchronizedList(new ArrayList<>());
  private final List<Path> otherWorkspaces = Collections.synchronizedList(new ArrayList<>());
  private UnaryOperator<WasmServicesConfig.Builder> configured = config -> config;
  private boolean shared;
  private @Nullable Path folder;
  private @Nullable Open open;

  /** What is open at the moment. */
  private record Open(Stage stage, Composition composition, Settings settings) {}

  /** Opens the engine with other settings than the defaults. */
  public WorkbenchFixture with(UnaryOperator<WasmServicesConfig.Builder> settings) {
    configured = settings;
    return this;
  }

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    shared = true;
    begin();
  }

  @Override
  public void beforeEach(ExtensionContext context) throws Exception {
    if (shared) {
      dismissNotices();
    } else {
      begin();
    }
  }

  /** Those of the test before may lie over what this one clicks on. */
  private void dismissNotices() {
    fx(
        () -> {
          List.copyOf(bench().notices().shown()).forEach(bench().notices()::dismiss);
          return true;
        });
    settle();
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    if (!shared) {
      end();
    }
    assertThat(uncaught).as("exceptions that nobody handled on the JavaFX thread").isEmpty();
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    if (shared) {
      end();
    }
  }

  // ---- what is open ----

  /** A folder for this window's files; deleted at the end. */
  public Path folder() {
    return present(folder);
  }

  public Stage stage() {
    return present(open).stage();
  }

  public Scene scene() {
    return stage().getScene();
  }

  public Composition composition() {
    return present(open).composition();
  }

  public Settings settings() {
    return present(open).settings();
  }

  /** What panels are given. */
  public Workbench bench() {
    return composition().bench();
  }

  public WasmServices engine() {
    return composition().bench().engine();
  }

  /** Workspaces that were to replace the one in use; they are not opened. */
  public List<Path> otherWorkspaces() {
    return List.copyOf(otherWorkspaces);
  }

  /** Moves the pointer and presses keys; see also {@link #clickOn} and {@link #press}. */
  public FxRobot robot() {
    return new FxRobot();
  }

  /** Closes window and engine, then opens the same workspace with the same preferences. */
  public void reopen() throws Exception {
    shut();
    start();
  }

  // ---- doing ----

  /** Opens files the way a drop on the window does, and waits until nothing works any more. */
  public void openFiles(Path... files) {
    fx(
        () -> {
          composition().bench().navigation().openFiles(List.of(files));
          return true;
        });
    settle();
  }

  /** Opens a sample by its file's name and waits until its rows are in view. */
  public void openSample(String file) {
    openFiles(sample(file).file());
  }

  /** A sample by its file's name. */
  public Sample sample(String file) {
    return Samples.withMore().stream()
        .filter(sample -> sample.file().endsWith(file))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no sample is named " + file));
  }

  /** Shows a panel and waits until it has what it shows. */
  public void show(PanelId panel) {
    fx(
        () -> {
          composition().bench().navigation().show(panel);
          return true;
        });
    settle();
  }

  /** Hands an intent to its panel and waits until that is done. */
  public void go(Intent intent) {
    fx(
        () -> {
          composition().bench().navigation().go(intent);
          return true;
        });
    settle();
  }

  /** Presses keys together, for example {@code CONTROL, K}, and waits until that is done. */
  public void press(KeyCode... keys) {
    robot().push(keys);
    settle();
  }

  /** Clicks the middle of the node in view that shows a text, and waits until that is done. */
  public void clickOn(String text) {
    Node[] found = {node(text)};
    while (fx(() -> found[0].getScene() == null)) {
      found[0] = node(text); // a row that was drawn anew since
    }
    clickOn(found[0]);
  }

  /** Clicks the middle of a node, and waits until that is done. */
  public void clickOn(Node node) {
    robot().clickOn(node);
    settle();
  }

  /** Types into the node that has the keyboard, and waits until that is done. */
  public void type(String text) {
    robot().write(text);
    settle();
  }

  // ---- waiting and looking ----

  /** Computes on the JavaFX thread. */
  public <T> T fx(Callable<T> action) {
    return WaitForAsyncUtils.waitForAsyncFx(PATIENCE_SECONDS * 1000L, action);
  }

  /** Waits until no task runs and the JavaFX thread has nothing left to do. */
  public void settle() {
    boolean[] quiet = {false};
    waitFor(
        "the work in the background to end",
        () -> {
          WaitForAsyncUtils.waitForFxEvents();
          boolean before = quiet[0];
          quiet[0] = !composition().bench().tasks().busy() && !FrameWork.busy();
          return before && quiet[0];
        });
  }

  /** Waits until something holds; the condition is computed on the test's thread. */
  public void waitFor(String what, BooleanSupplier condition) {
    try {
      WaitForAsyncUtils.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS, condition::getAsBoolean);
    } catch (TimeoutException e) {
      fail("Waited in vain for " + what + ". The window shows: " + texts(), e);
    }
  }

  /** Waits until something holds; the condition is computed on the JavaFX thread. */
  public void waitForFx(String what, BooleanSupplier condition) {
    waitFor(what, () -> fx(condition::getAsBoolean));
  }

  /** Waits until a text is in view, as a whole label, button, field or cell. */
  public void waitForText(String text) {
    waitFor("“" + text + "”", () -> texts().contains(text));
  }

  /** Every text in view, in all windows. */
  public List<String> texts() {
    return fx(() -> Shown.nodes().flatMap(node -> Shown.text(node).stream()).toList());
  }

  /** Whether a text is in view, as a whole label, button, field or cell. */
  public boolean shows(String text) {
    return texts().contains(text);
  }

  /** Whether a text is in view as part of another. */
  public boolean showsPart(String part) {
    return texts().stream().anyMatch(text -> text.contains(part));
  }

  /** The node in view that shows a text. */
  public Node node(String text) {
    waitForText(text);
    return fx(
        () ->
            Shown.nodes()
                .filter(node -> Shown.text(node).filter(text::equals).isPresent())
                .findFirst()
                .orElseThrow());
  }

  /** A node in view by its id. */
  public <N extends Node> N byId(String id, Class<N> type) {
    waitFor("the node #" + id, () -> fx(() -> withId(id).isPresent()));
    return type.cast(fx(() -> withId(id).orElseThrow()));
  }

  /** Nodes of a type in view, from left to right and from top to bottom within their parents. */
  public <N extends Node> List<N> all(Class<N> type) {
    return fx(() -> Shown.nodes().filter(type::isInstance).map(type::cast).toList());
  }

  private static Optional<Node> withId(String id) {
    return Shown.nodes().filter(node -> id.equals(node.getId())).findFirst();
  }

  // ---- life ----

  private void begin() throws Exception {
    FxToolkit.registerPrimaryStage();
    uncaught.clear();
    otherWorkspaces.clear();
    fx(
        () -> {
          Thread.currentThread()
              .setUncaughtExceptionHandler((thread, thrown) -> uncaught.add(thrown));
          return true;
        });
    folder = Files.createTempDirectory("alidade-window");
    start();
  }

  private void start() throws Exception {
    WasmServices engine =
        WasmServices.open(
            configured
                .apply(
                    WasmServicesConfig.builder()
                        .workspace(folder().resolve("work.alidade"))
                        .calibrateAtOpen(false))
                .build());
    Preferences preferences = Preferences.in(folder().resolve("preferences.json"));
    open =
        fx(
            () -> {
              Settings settings = new Settings(preferences);
              Theme theme = new Theme(settings.themeProperty().get());
              theme.follow(settings.themeProperty());
              Stage stage = new Stage();
              WindowPlace.restore(stage, preferences);
              Composition composition =
                  new Composition(engine, theme, preferences, settings, otherWorkspaces::add);
              stage.setScene(composition.shell().scene());
              composition.shell().start();
              stage.show();
              stage.requestFocus();
              return new Open(stage, composition, settings);
            });
    settle();
  }

  private void shut() {
    fx(
        () -> {
          Open now = present(open);
          WindowPlace.remember(now.stage(), now.composition().bench().preferences());
          now.stage().close();
          now.composition().close();
          return true;
        });
    WaitForAsyncUtils.waitForFxEvents();
    open = null;
  }

  private void end() throws IOException {
    if (open != null) {
      shut();
    }
    List<Path> left;
    try (Stream<Path> files = Files.walk(folder())) {
      left = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : left) {
      Files.deleteIfExists(file);
    }
  }

  private static <T> T present(@Nullable T made) {
    if (made == null) {
      throw new IllegalStateException("the window is not open");
    }
    return made;
  }
}
