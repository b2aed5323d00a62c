package dev.alidade.app.shell;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the workbench remembers between starts, in one small JSON file: sizes, places of splits,
 * theme. Losing the file loses comfort only, so trouble with it is logged and work goes on. Safe on
 * any thread.
 */
public final class Preferences {
  private static final Logger LOG = System.getLogger(Preferences.class.getName());
  private static final ObjectMapper JSON = new ObjectMapper();

  private final @Nullable Path file;
  private final Map<String, Object> values = new TreeMap<>();

  private Preferences(@Nullable Path file) {
    this.file = file;
  }

  /** Remembers in a file; an absent one starts empty. */
  public static Preferences in(Path file) {
    Preferences preferences = new Preferences(file);
    preferences.read(file);
    return preferences;
  }

  /** Remembers until the end of the process only. */
  public static Preferences inMemory() {
    return new Preferences(null);
  }

  /** A remembered word. */
  public synchronized Optional<String> text(String key) {
    return values.get(key) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /** A remembered number, or the given one. */
  public synchronized double number(String key, double otherwise) {
    return values.get(key) instanceof Number number ? number.doubleValue() : otherwise;
  }

  /** A remembered yes or no, or the given one. */
  public synchronized boolean flag(String key, boolean otherwise) {
    return values.get(key) instanceof Boolean flag ? flag : otherwise;
  }

  /** Remembers a word. */
  public void put(String key, String value) {
    store(key, value);
  }

  /** Remembers a number. */
  public void put(String key, double value) {
    store(key, value);
  }

  /** Remembers a yes or no. */
  public void put(String key, boolean value) {
    store(key, value);
  }

  /** Writes what changed to the file. */
  public synchronized void save() {
    if (file == null) {
      return;
    }
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Path draft = file.resolveSibling(file.getFileName() + ".new");
      Files.writeString(draft, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(values));
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      LOG.log(Level.WARNING, () -> "preferences cannot be written to " + file, e);
    }
  }

  private synchronized void store(String key, Object value) {
    values.put(key, value);
  }

  private synchronized void read(Path from) {
    if (!Files.exists(from)) {
      return;
    }
    try {
      Map<?, ?> read = JSON.readValue(Files.readString(from), Map.class);
      read.forEach((key, value) -> values.put(String.valueOf(key), value));
    } catch (JsonProcessingException e) {
      LOG.log(
          Level.WARNING,
          () -> from + " is not JSON, preferences start afresh: " + e.getOriginalMessage());
    } catch (IOException e) {
      LOG.log(Level.WARNING, () -> "preferences cannot be read from " + from, e);
    }
  }
}
