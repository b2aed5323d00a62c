package dev.alidade.engine.telemetry.export;

import dev.alidade.engine.EngineException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Figures could not leave the engine.
 *
 * <ul>
 *   <li>TEL-101 a report cannot be written to its file
 *   <li>TEL-102 the port of the OpenMetrics endpoint is taken
 *   <li>TEL-103 the address of the OTLP receiver makes no sense
 * </ul>
 */
public final class ExportFailed extends EngineException {
  private static final long serialVersionUID = 1L;

  private ExportFailed(String code, String sentence, String remedy, @Nullable Throwable cause) {
    super(code, sentence, remedy, cause);
  }

  /** The text could not be put into this file. */
  public ExportFailed(Path file, IOException cause) {
    this(
        "TEL-101",
        "The report cannot be written to " + file + ": " + cause.getMessage(),
        "Choose a folder that exists and that you may write to.",
        cause);
  }

  static ExportFailed portTaken(int port, Throwable cause) {
    return new ExportFailed(
        "TEL-102",
        "Figures cannot be served on port " + port + ": " + cause.getMessage() + ".",
        "Choose another port, or end the program that uses this one.",
        cause);
  }

  static ExportFailed badReceiver(URI receiver) {
    return new ExportFailed(
        "TEL-103",
        "Figures cannot be sent to " + receiver + ": it is no address of http or https.",
        "Give the receiver's address, for example http://localhost:4318/v1/metrics.",
        null);
  }
}
