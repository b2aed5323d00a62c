package dev.alidade.app.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Log files that do not grow without end: five of a megabyte, the newest is {@code alidade.0.log}.
 */
public final class LogFiles {
  private static final int LIMIT_BYTES = 1_000_000;
  private static final int FILES = 5;

  private LogFiles() {}

  /** Writes what is logged from now on into the folder as well. Trouble is logged, not thrown. */
  public static void startIn(Path folder) {
    Logger root = Logger.getLogger("");
    try {
      Files.createDirectories(folder);
      // '%' begins a field of the pattern; a folder may have one in its name
      String pattern = folder.resolve("alidade").toString().replace("%", "%%") + ".%g.log";
      FileHandler handler = new FileHandler(pattern, LIMIT_BYTES, FILES, true);
      handler.setFormatter(new SimpleFormatter());
      handler.setLevel(Level.INFO);
      root.addHandler(handler);
    } catch (IOException e) {
      root.log(Level.WARNING, "no log file is written in {0}: {1}", new Object[] {folder, e});
    }
  }
}
