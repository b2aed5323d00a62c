package dev.alidade.engine.benchmark;

import dev.alidade.engine.benchmark.BenchmarkRun.Headline;
import dev.alidade.engine.benchmark.BenchmarkRun.Row;
import dev.alidade.engine.telemetry.Quantity;
import java.util.Locale;

/** A run as Markdown tables. */
final class BenchmarkMarkdown {
  private BenchmarkMarkdown() {}

  static String render(BenchmarkRun run) {
    StringBuilder out = new StringBuilder(4_096);
    out.append("# Benchmark\n\n").append(run.at()).append(run.quick() ? ", quick" : ", full");
    out.append(run.complete() ? "" : ", some rows only").append("  \n");
    out.append(cell(run.machine().sentence())).append("\n");
    if (!run.headline().isEmpty()) {
      out.append("\n| Through the services | WASM on | WASM off | Speedup |\n");
      out.append("| --- | ---: | ---: | ---: |\n");
      for (Headline line : run.headline()) {
        out.append("| ").append(cell(line.name())).append(" | ");
        out.append(
            line.wasmMillis().isPresent() ? time(line.wasmMillis().getAsDouble()) : "not here");
        out.append(" | ").append(time(line.javaMillis())).append(" | ");
        line.speedup().ifPresent(x -> out.append(String.format(Locale.ROOT, "%.2f×", x)));
        out.append(" |\n");
      }
    }
    if (!run.results().isEmpty()) {
      out.append(
          "\n| Operation | Size | Variant | Median | Least | Most | Runs | Bytes/s | Chosen");
      out.append(" |\n| --- | ---: | --- | ---: | ---: | ---: | ---: | ---: | --- |\n");
      for (Row row : run.results()) {
        out.append("| ").append(cell(row.name())).append(" | ");
        out.append(Quantity.count(row.size())).append(" | ").append(row.variant()).append(" | ");
        out.append(time(row.medianMillis())).append(" | ").append(time(row.minMillis()));
        out.append(" | ").append(time(row.maxMillis())).append(" | ").append(row.runs());
        out.append(" | ");
        out.append(row.bytes() == 0 ? "" : Quantity.bytes(Math.round(row.bytesPerSecond())) + "/s");
        out.append(" | ").append(row.chosen() ? cell(row.reason()) : "").append(" |\n");
      }
    }
    return out.toString();
  }

  private static String time(double millis) {
    return Quantity.time(millis * 1e6);
  }

  /** Nothing in a text may end a cell or a line. */
  private static String cell(String value) {
    return value.replace("\\", "\\\\").replace("|", "\\|").replaceAll("\\R", " ");
  }
}
