package dev.alidade.app.performance;

import dev.alidade.app.chart.HistogramView;
import dev.alidade.app.chart.Palette;
import dev.alidade.app.control.Badge;
import dev.alidade.app.control.Inspector;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Section;
import dev.alidade.app.format.Figures;
import dev.alidade.engine.telemetry.EngineEvent;
import dev.alidade.engine.telemetry.LatencyDistribution;
import dev.alidade.engine.telemetry.OperationStats;
import dev.alidade.engine.telemetry.OperationSummary;
import dev.alidade.engine.telemetry.SlowCall;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** One operation in full: distribution, figures of each path, slowest calls and why. */
final class OperationDetails {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);
  private static final int SLOW_CALLS = 8;

  private final DateTimeFormatter clock;
  private final HistogramView histogram;

  OperationDetails(ZoneId zone, ObservableValue<Palette> palette) {
    clock = CLOCK.withZone(zone);
    histogram = new HistogramView(palette);
    histogram.setMinHeight(88);
    histogram.setPrefHeight(88);
    histogram.setId("operation-histogram");
  }

  void show(Inspector inspector, OperationsData.Details details) {
    OperationSummary summary = details.summary();
    inspector.show(
        summary.operation(),
        distribution(details.latencies(), summary),
        paths(summary),
        slow(details));
  }

  private Node distribution(LatencyDistribution latencies, OperationSummary summary) {
    List<LatencyDistribution.Bin> bins = latencies.bins();
    histogram.show(bins.stream().mapToLong(LatencyDistribution.Bin::count).toArray(), null);
    if (bins.isEmpty()) {
      return Section.titled("Latency", Labels.small("no calls in this range"));
    }
    double from = Math.log(bins.getFirst().fromNanos());
    double to = Math.log(bins.getLast().toNanos());
    histogram.markAt((Math.log((double) summary.p95Nanos()) - from) / (to - from));
    HBox ends =
        new HBox(
            Labels.of(Figures.nanos(bins.getFirst().fromNanos()), "al-axis-label"),
            Section.gap(),
            Labels.of("p95 " + Figures.nanos((double) summary.p95Nanos()), "al-axis-label"),
            Section.gap(),
            Labels.of(Figures.nanos(bins.getLast().toNanos()), "al-axis-label"));
    return Section.of(
        "Latency, log scale",
        Labels.small(Figures.counted(latencies.count(), "call")),
        histogram,
        ends,
        figures(summary));
  }

  private static Node figures(OperationSummary summary) {
    return new VBox(
        4,
        row("p50", (double) summary.p50Nanos()),
        row("p95", (double) summary.p95Nanos()),
        row("p99", (double) summary.p99Nanos()),
        row("slowest", (double) summary.maxNanos()),
        row("waited, in all", (double) queued(summary)),
        Section.row("Rows read", Figures.compact(summary.items())),
        Section.row("Bytes read", Figures.bytes(summary.bytes())),
        Section.row("Errors", Figures.count(summary.errors())),
        Section.row("Fallbacks", Figures.count(summary.fallbacks())));
  }

  private static long queued(OperationSummary summary) {
    return summary.byPath().stream().mapToLong(OperationStats::queuedNanos).sum();
  }

  private static Node row(String name, double nanos) {
    return Section.row(
        name, Labels.figure(Figures.nanos(nanos), Figures.count(Math.round(nanos)) + " ns"));
  }

  private static Node paths(OperationSummary summary) {
    Section section = Section.titled("Paths");
    for (OperationStats stats : summary.byPath()) {
      HBox head =
          new HBox(
              8,
              Badge.of(stats.path()),
              Section.gap(),
              Labels.of(
                  Figures.counted(stats.count(), "call")
                      + " · p95 "
                      + Figures.nanos((double) stats.p95Nanos()),
                  "al-mono",
                  "al-small"));
      head.setAlignment(Pos.CENTER_LEFT);
      section.getChildren().add(new VBox(2, head, Labels.paragraph(stats.reason())));
    }
    return section;
  }

  private static Node statement(EngineEvent.SlowQuerySeen query) {
    Label sql = Labels.of(query.sql().strip().replaceAll("\\s+", " "), "al-mono", "al-small");
    sql.setWrapText(true);
    sql.setMinHeight(Label.USE_PREF_SIZE);
    return new VBox(2, sql, Labels.small(Figures.count(query.vmSteps()) + " VM steps"));
  }

  private Node slow(OperationsData.Details details) {
    Section section = Section.titled("Slowest calls");
    for (SlowCall call : details.summary().slowest().stream().limit(SLOW_CALLS).toList()) {
      HBox head =
          new HBox(
              8,
              Labels.of(Figures.nanos((double) call.sample().nanos()), "al-mono", "al-strong"),
              Badge.of(call.sample().path().used()),
              Section.gap(),
              Labels.of(clock.format(call.at()), "al-mono", "al-small", "al-muted"));
      head.setAlignment(Pos.CENTER_LEFT);
      var why = Labels.small(SlowCallWords.explain(call, details.summary(), details.memory()));
      why.setWrapText(true);
      VBox entry = new VBox(2, head, why);
      details.statementOf(call).ifPresent(query -> entry.getChildren().add(statement(query)));
      entry.getStyleClass().add("al-slow-call");
      section.getChildren().add(entry);
    }
    return section;
  }
}
