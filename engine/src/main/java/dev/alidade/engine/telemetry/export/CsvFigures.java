package dev.alidade.engine.telemetry.export;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.alidade.engine.telemetry.OperationStats;
import dev.alidade.engine.telemetry.PerformanceReport;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** The operations table, nanoseconds as they were measured. */
final class CsvFigures {
  private CsvFigures() {}

  static String render(PerformanceReport report) {
    StringWriter out = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(out)) {
      csv.writeRecord(
          "operation",
          "path",
          "calls",
          "errors",
          "fallbacks",
          "p50_nanos",
          "p95_nanos",
          "p99_nanos",
          "max_nanos",
          "mean_nanos",
          "items",
          "bytes",
          "reason");
      for (OperationStats stats : report.metrics().operations()) {
        csv.writeRecord(
            stats.operation(),
            stats.path().label(),
            "" + stats.count(),
            "" + stats.errors(),
            "" + stats.fallbacks(),
            "" + stats.p50Nanos(),
            "" + stats.p95Nanos(),
            "" + stats.p99Nanos(),
            "" + stats.maxNanos(),
            "" + stats.meanNanos(),
            "" + stats.items(),
            "" + stats.bytes(),
            stats.reason());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a string took no text", e);
    }
    return out.toString();
  }
}
