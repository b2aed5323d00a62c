package dev.alidade.app.cli;

import dev.alidade.app.control.DataGrid;
import dev.alidade.app.format.Figures;
import dev.alidade.app.fx.FxStallMeter;
import dev.alidade.app.shell.Intent;
import dev.alidade.app.shell.Panel;
import dev.alidade.app.shell.PanelId;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;

/**
 * {@code --headless scroll [--rows N]}: runs a query of a million rows in the real window, scrolls
 * through all of them, and prints when the first rows stood there, how long the frames took and how
 * much heap was in use. Run it with {@code ALIDADE_JAVA_OPTIONS=-Xmx256m} to see that it fits.
 */
public final class ScrollCommand {
  private static final int FRAMES = 600;
  private static final long PATIENCE_MINUTES = 5;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double FRAME_MILLIS = 16;

  private final HeadlessWindow window;
  private final PrintStream out;

  private ScrollCommand(HeadlessWindow window, PrintStream out) {
    this.window = window;
    this.out = out;
  }

  /** Runs it; returns the exit code. */
  public static int run(CommandLine.Scroll asked, PrintStream out) {
    Platform.startup(() -> {});
    try (TemporaryFolder place = TemporaryFolder.create("alidade-scroll")) {
      Path file = write(place.path().resolve("rows.sqlite"), asked.rows());
      try (HeadlessWindow window = HeadlessWindow.open(place.path().resolve("work.alidade"))) {
        window.settle();
        new ScrollCommand(window, out).measure(file, asked.rows());
      }
      return 0;
    } catch (IOException | SQLException | ExecutionException | TimeoutException e) {
      out.println("The grid could not be measured: " + e);
      return 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    } finally {
      Platform.exit();
    }
  }

  private static Path write(Path file, int rows) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "CREATE TABLE measured (id INTEGER PRIMARY KEY, at TEXT, city TEXT, amount REAL, note"
              + " TEXT)");
      statement.executeUpdate(
          "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < "
              + rows
              + ") INSERT INTO measured SELECT n, '2026-01-01T00:00:' || n, 'city ' || n % 40,"
              + " n / 7.0, 'note ' || n FROM c");
    }
    return file;
  }

  private void measure(Path file, int rows)
      throws ExecutionException, TimeoutException, InterruptedException {
    Panel panel = window.workbench().shell().panel(PanelId.SQL).orElseThrow();
    window.run(() -> window.workbench().bench().navigation().go(new Intent.OpenDatabase(file)));
    window.settle();
    for (int warm = 0; warm < 2; warm++) {
      query(panel, "SELECT * FROM measured LIMIT 500;");
      window.settle();
    }
    long start = System.nanoTime();
    query(panel, "SELECT * FROM measured;");
    await(() -> grid(panel).model().rowCount() > 500);
    out.printf("First rows in the grid after %.1f ms.%n", millisSince(start));
    window.settle();
    out.printf(
        "Read ahead: %s of %s rows after %.0f ms.%n",
        Figures.count(rowCount(panel)), Figures.count(rows), millisSince(start));
    start = System.nanoTime();
    window.run(() -> find(panel, node -> is(node, "Read all")).ifPresent(ButtonBase::fire));
    await(() -> grid(panel).model().rowCount() == rows);
    out.printf("All %s rows after %.0f ms more.%n", Figures.count(rows), millisSince(start));
    scroll(panel, rows);
  }

  private void query(Panel panel, String sql)
      throws ExecutionException, TimeoutException, InterruptedException {
    window.run(() -> window.workbench().bench().navigation().go(new Intent.EditQuery(sql)));
    window.run(panel::runPrimary);
  }

  private void scroll(Panel panel, int rows)
      throws ExecutionException, TimeoutException, InterruptedException {
    List<FxStallMeter.Answer> answers = Collections.synchronizedList(new ArrayList<>());
    FxStallMeter meter = window.workbench().stalls();
    meter.onAnswer(answers::add);
    long[] most = {0};
    List<Double> frames = new ArrayList<>();
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    window.run(
        () ->
            new AnimationTimer() {
              private long before;
              private int frame;

              @Override
              public void handle(long now) {
                if (before > 0) {
                  frames.add((now - before) / NANOS_PER_MILLI);
                }
                before = now;
                most[0] = Math.max(most[0], heap());
                if (++frame > FRAMES) {
                  stop();
                  done.complete(true);
                } else {
                  grid(panel).scrollTo((int) ((long) (rows - 1) * frame / FRAMES));
                }
              }
            }.start());
    done.get(PATIENCE_MINUTES, TimeUnit.MINUTES);
    meter.onAnswer(answer -> {});
    List<Double> sorted = frames.stream().sorted().toList();
    out.printf(
        "Scrolled through %s rows in %d frames: p50 %.1f, p95 %.1f, p99 %.1f, longest %.1f ms.%n",
        Figures.count(rows),
        frames.size(),
        at(sorted, 0.50),
        at(sorted, 0.95),
        at(sorted, 0.99),
        at(sorted, 1));
    out.printf(
        "The JavaFX thread computed for more than 16 ms %d times of %d, the longest %.1f ms.%n",
        answers.stream().filter(a -> a.cpuNanos() / NANOS_PER_MILLI > FRAME_MILLIS).count(),
        answers.size(),
        answers.stream().mapToDouble(a -> a.cpuNanos() / NANOS_PER_MILLI).max().orElse(0));
    System.gc();
    out.printf(
        "Heap: at most %s in use while scrolling, %s after a collection, limit %s.%n",
        Figures.bytes(most[0]),
        Figures.bytes(heap()),
        Figures.bytes(Runtime.getRuntime().maxMemory()));
  }

  private long rowCount(Panel panel)
      throws ExecutionException, TimeoutException, InterruptedException {
    return window.ask(() -> grid(panel).model().rowCount());
  }

  private void await(BooleanSupplier condition)
      throws ExecutionException, TimeoutException, InterruptedException {
    CompletableFuture<Boolean> held = new CompletableFuture<>();
    window.run(
        () ->
            new AnimationTimer() {
              @Override
              public void handle(long now) {
                if (condition.getAsBoolean()) {
                  stop();
                  held.complete(true);
                }
              }
            }.start());
    held.get(PATIENCE_MINUTES, TimeUnit.MINUTES);
  }

  private static DataGrid grid(Panel panel) {
    return ShotScript.find(panel.content(), node -> "result-grid".equals(node.getId()))
        .map(node -> (DataGrid) node)
        .orElseGet(DataGrid::new);
  }

  private static Optional<ButtonBase> find(Panel panel, Predicate<Node> wanted) {
    return ShotScript.find(panel.content(), wanted).map(node -> (ButtonBase) node);
  }

  private static boolean is(Node node, String verb) {
    return node instanceof ButtonBase button && verb.equals(button.getText());
  }

  private static long heap() {
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static double at(List<Double> sorted, double share) {
    return sorted.get((int) Math.max(0, Math.ceil(share * sorted.size()) - 1));
  }

  private static double millisSince(long start) {
    return (System.nanoTime() - start) / NANOS_PER_MILLI;
  }
}
