package dev.alidade.app.cli;

import dev.alidade.app.format.Figures;
import dev.alidade.app.shell.Notice;
import dev.alidade.engine.dataset.Dataset;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import javafx.application.Platform;

/**
 * {@code --headless open FILE…}: opens files the way a drop on the window does, in the real window
 * without a display and on a workspace of its own, and prints what came of each. Exits with 0 when
 * every file gave a data set, with 1 when one did not.
 */
public final class OpenCommand {
  private final HeadlessWindow window;
  private final PrintStream out;

  private OpenCommand(HeadlessWindow window, PrintStream out) {
    this.window = window;
    this.out = out;
  }

  /** Runs it; returns the exit code. */
  public static int run(CommandLine.Open asked, PrintStream out) {
    Platform.startup(() -> {});
    try (TemporaryFolder place = TemporaryFolder.create("alidade-open");
        HeadlessWindow window = HeadlessWindow.open(place.path().resolve("open.alidade"))) {
      OpenCommand command = new OpenCommand(window, out);
      boolean all = true;
      for (Path file : asked.files()) {
        all &= command.open(file);
      }
      return all ? 0 : 1;
    } catch (IOException | ExecutionException | TimeoutException e) {
      out.println("The window could not be opened: " + e);
      return 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    } finally {
      Platform.exit();
    }
  }

  private boolean open(Path file)
      throws ExecutionException, TimeoutException, InterruptedException {
    Set<String> before = sets().stream().map(Dataset::name).collect(Collectors.toSet());
    Set<Notice> told = new HashSet<>(notices());
    window.run(
        () -> window.workbench().bench().navigation().openFiles(List.of(file.toAbsolutePath())));
    window.settle();
    for (Notice notice : notices()) {
      if (notice.kind() == Notice.Kind.ERROR && !told.contains(notice)) {
        out.println(file + ": " + notice.code() + ", " + notice.sentence() + " " + notice.remedy());
        return false;
      }
    }
    List<Dataset> made = sets().stream().filter(set -> !before.contains(set.name())).toList();
    made.forEach(set -> out.println(file + ": " + line(set)));
    return !made.isEmpty();
  }

  private static String line(Dataset set) {
    return set.name()
        + ", "
        + Figures.counted(set.rowCount(), "row")
        + ", "
        + Figures.counted(set.columns().size(), "column");
  }

  private List<Dataset> sets() {
    return window.workbench().bench().engine().datasets().list();
  }

  private List<Notice> notices() throws ExecutionException, TimeoutException, InterruptedException {
    return window.ask(() -> List.copyOf(window.workbench().bench().notices().shown()));
  }
}
