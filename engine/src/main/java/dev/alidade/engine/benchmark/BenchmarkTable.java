package dev.alidade.engine.benchmark;

import dev.alidade.engine.benchmark.BenchmarkRun.Headline;
import dev.alidade.engine.benchmark.BenchmarkRun.Row;
import dev.alidade.engine.telemetry.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;

/** A run as an aligned plain-text table. */
public final class BenchmarkTable {
  /** Words stand to the left, figures to the right. */
  private static final Set<String> WORDS =
      Set.of("operation", "variant", "chosen", "through the services");

  private BenchmarkTable() {}

  public static String render(BenchmarkRun run) {
    StringBuilder out = new StringBuilder(4_096);
    out.append(run.machine().sentence()).append('\n');
    if (!run.results().isEmpty()) {
      List<List<String>> lines = new ArrayList<>();
      lines.add(
          List.of(
              "operation",
              "size",
              "variant",
              "median",
              "least",
              "most",
              "runs",
              "bytes/s",
              "chosen"));
      run.results().forEach(row -> lines.add(line(row)));
      out.append('\n').append(align(lines));
    }
    if (!run.headline().isEmpty()) {
      List<List<String>> lines = new ArrayList<>();
      lines.add(List.of("through the services", "WASM on", "WASM off", "speedup"));
      run.headline().forEach(row -> lines.add(line(row)));
      out.append('\n').append(align(lines));
    }
    return out.toString();
  }

  private static List<String> line(Row row) {
    return List.of(
        row.name(),
        Quantity.count(row.size()),
        row.variant(),
        Quantity.time(row.medianMillis() * 1e6),
        Quantity.time(row.minMillis() * 1e6),
        Quantity.time(row.maxMillis() * 1e6),
        "" + row.runs(),
        row.bytes() == 0 ? "" : Quantity.bytes(Math.round(row.bytesPerSecond())) + "/s",
        row.chosen() ? "* " + row.reason() : "");
  }

  private static List<String> line(Headline row) {
    OptionalDouble speedup = row.speedup();
    return List.of(
        row.name(),
        row.wasmMillis().isPresent()
            ? Quantity.time(row.wasmMillis().getAsDouble() * 1e6)
            : "not here",
        Quantity.time(row.javaMillis() * 1e6),
        speedup.isPresent() ? String.format(Locale.ROOT, "%.2f×", speedup.getAsDouble()) : "");
  }

  private static String align(List<List<String>> lines) {
    int columns = lines.getFirst().size();
    int[] widths = new int[columns];
    for (List<String> line : lines) {
      for (int c = 0; c < columns; c++) {
        widths[c] = Math.max(widths[c], line.get(c).length());
      }
    }
    StringBuilder out = new StringBuilder();
    for (List<String> line : lines) {
      StringBuilder text = new StringBuilder();
      for (int c = 0; c < columns; c++) {
        String pad = " ".repeat(widths[c] - line.get(c).length());
        boolean words = WORDS.contains(lines.getFirst().get(c));
        text.append(words ? line.get(c) + pad : pad + line.get(c)).append("  ");
      }
      out.append(text.toString().stripTrailing()).append('\n');
    }
    return out.toString();
  }
}
