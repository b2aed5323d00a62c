package dev.alidade.app.shell;

import dev.alidade.engine.WasmMode;
import dev.alidade.engine.telemetry.HealthReport;
import dev.alidade.engine.telemetry.OperationSample;
import java.util.List;
import java.util.Optional;

/**
 * What status bar and performance strip show.
 *
 * @param workspace its name, for example {@code films.alidade}
 * @param savedToFile whether the workspace is a file
 * @param datasets all that the workspace names, also those that are still being read
 * @param lastTrend typical times of the last operation over the past minutes, oldest first, in
 *     nanoseconds; NaN where it did not run
 */
public record ShellSnapshot(
    String workspace,
    boolean savedToFile,
    int datasets,
    boolean wasmSupported,
    WasmMode mode,
    long linearBytes,
    HealthReport health,
    Optional<OperationSample> last,
    List<Double> lastTrend) {
  public ShellSnapshot {
    lastTrend = List.copyOf(lastTrend);
  }
}
