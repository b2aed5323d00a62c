package dev.alidade.app.shell;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code samples.json}, the list of what ships with Alidade. */
public final class Samples {
  private static final Logger LOG = System.getLogger(Samples.class.getName());

  private Samples() {}

  /** Those in the folder that the system property {@code alidade.samples} names; else none. */
  public static List<Sample> installed() {
    String folder = System.getProperty("alidade.samples");
    return folder == null || folder.isBlank() ? List.of() : in(Path.of(folder));
  }

  /** The same, with those that the welcome view leaves out. */
  public static List<Sample> withMore() {
    String folder = System.getProperty("alidade.samples");
    if (folder == null || folder.isBlank()) {
      return List.of();
    }
    List<Sample> all = new ArrayList<>(in(Path.of(folder)));
    all.addAll(in(Path.of(folder), "more"));
    return List.copyOf(all);
  }

  /** Those of a folder whose files are there; none where there is no list or it cannot be read. */
  static List<Sample> in(Path folder) {
    return in(folder, "samples");
  }

  private static List<Sample> in(Path folder, String part) {
    Path list = folder.resolve("samples.json");
    if (!Files.isRegularFile(list)) {
      return List.of();
    }
    try {
      List<Sample> samples = new ArrayList<>();
      for (JsonNode entry : new ObjectMapper().readTree(Files.readString(list)).path(part)) {
        Sample sample = sample(folder, entry);
        if (sample != null) {
          samples.add(sample);
        }
      }
      return List.copyOf(samples);
    } catch (IOException e) {
      LOG.log(Level.WARNING, () -> "the list of samples cannot be read: " + e.getMessage());
      return List.of();
    }
  }

  private static @Nullable Sample sample(Path folder, JsonNode entry) throws IOException {
    Path file = folder.resolve(entry.path("file").asText());
    if (!Files.isRegularFile(file)) {
      LOG.log(Level.WARNING, () -> "a sample is listed and not there: " + file);
      return null;
    }
    return new Sample(
        file,
        entry.path("title").asText(),
        entry.path("sentence").asText(),
        entry.path("rows").asLong(),
        Files.size(file),
        entry.path("kind").asText(),
        entry.path("origin").asText(),
        entry.path("licence").asText());
  }
}
