package dev.alidade.engine.telemetry.export;

import dev.alidade.engine.telemetry.PerformanceReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The formats in which a performance report leaves the engine. All are UTF-8 text. */
public enum ReportFormat {
  /** For people. */
  MARKDOWN("md"),
  /** One page with bars that needs no other file. */
  HTML("html"),
  /** For monitoring systems: OpenMetrics 1.0 text. */
  OPEN_METRICS("txt"),
  /** For programs. */
  JSON("json"),
  /** The operations table for spreadsheets: RFC 4180, a row an operation and path. */
  CSV("csv");

  private final String extension;

  ReportFormat(String extension) {
    this.extension = extension;
  }

  /** The usual ending of a file, without the dot. */
  public String extension() {
    return extension;
  }

  public String render(PerformanceReport report) {
    return switch (this) {
      case MARKDOWN -> MarkdownReport.render(report);
      case HTML -> HtmlReport.render(report);
      case OPEN_METRICS -> OpenMetricsText.render(report);
      case JSON -> JsonReport.render(report);
      case CSV -> CsvFigures.render(report);
    };
  }

  /**
   * Writes the report, replacing the file.
   *
   * @throws ExportFailed when the file cannot be written
   */
  public void write(PerformanceReport report, Path file) {
    try {
      Files.writeString(file, render(report), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new ExportFailed(file, e);
    }
  }
}
