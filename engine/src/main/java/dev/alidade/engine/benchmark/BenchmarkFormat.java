package dev.alidade.engine.benchmark;

import dev.alidade.engine.telemetry.export.ExportFailed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The formats in which a run leaves the engine. All are UTF-8 text. */
public enum BenchmarkFormat {
  /** For programs; {@link BenchmarkJson#read} reads it back. */
  JSON("json"),
  /** One page with bars that needs no other file. */
  HTML("html"),
  /** For a ticket or a readme. */
  MARKDOWN("md");

  private final String extension;

  BenchmarkFormat(String extension) {
    this.extension = extension;
  }

  /** The usual ending of a file, without the dot. */
  public String extension() {
    return extension;
  }

  public String render(BenchmarkRun run) {
    return switch (this) {
      case JSON -> BenchmarkJson.write(run);
      case HTML -> BenchmarkHtml.render(run);
      case MARKDOWN -> BenchmarkMarkdown.render(run);
    };
  }

  /**
   * Writes the run, replacing the file.
   *
   * @throws ExportFailed when the file cannot be written
   */
  public void write(BenchmarkRun run, Path file) {
    try {
      Files.writeString(file, render(run), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new ExportFailed(file, e);
    }
  }
}
