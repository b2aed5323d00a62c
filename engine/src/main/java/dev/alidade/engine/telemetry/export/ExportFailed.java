package dev.alidade.engine.telemetry.export;

import dev.alidade.engine.EngineException;
import java.io.IOException;
import java.nio.file.Path;

/** A report could not be written to its file. */
public final class ExportFailed extends EngineException {
  private static final long serialVersionUID = 1L;

  /** The text could not be put into this file. */
  public ExportFailed(Path file, IOException cause) {
    super(
        "TEL-101",
        "The report cannot be written to " + file + ": " + cause.getMessage(),
        "Choose a folder that exists and that you may write to.",
        cause);
  }
}
