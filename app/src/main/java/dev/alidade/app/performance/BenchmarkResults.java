package dev.alidade.app.performance;

import dev.alidade.app.control.Badge;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Section;
import dev.alidade.app.control.ShareBar;
import dev.alidade.app.format.Figures;
import dev.alidade.engine.benchmark.BenchmarkCase;
import dev.alidade.engine.benchmark.BenchmarkRun;
import dev.alidade.engine.benchmark.BenchmarkRun.Headline;
import dev.alidade.engine.benchmark.BenchmarkRun.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** One run: the headline, then a bar a variant for each operation and size. */
final class BenchmarkResults extends ScrollPane {
  private static final double NAME_WIDTH = 190;
  private static final double VARIANT_WIDTH = 84;
  private static final double FIGURE_WIDTH = 76;

  private final VBox headline = new VBox();
  private final VBox kernels = new VBox();
  private final Map<String, List<Row>> drawn = new LinkedHashMap<>();
  private List<Headline> drawnHeadline = List.of();

  BenchmarkResults() {
    setId("benchmark-results");
    setFitToWidth(true);
    setHbarPolicy(ScrollBarPolicy.NEVER);
    setContent(new VBox(headline, kernels));
  }

  /** Shows a run. While one grows, what is drawn already stays as it is. */
  void show(BenchmarkRun run) {
    if (!run.headline().equals(drawnHeadline)) {
      drawnHeadline = run.headline();
      headline.getChildren().clear();
      if (!run.headline().isEmpty()) {
        headline.getChildren().add(caption("Through the services", "median, WASM on and off"));
        run.headline().forEach(line -> headline.getChildren().add(block(line)));
      }
    }
    Map<String, List<Row>> groups = new LinkedHashMap<>();
    for (Row row : run.results()) {
      groups.computeIfAbsent(row.name() + " " + row.size(), key -> new ArrayList<>()).add(row);
    }
    if (!groups.entrySet().containsAll(drawn.entrySet())) {
      drawn.clear();
      kernels.getChildren().clear();
    }
    if (drawn.isEmpty() && !groups.isEmpty()) {
      kernels.getChildren().setAll(caption("Kernels", "median of one call, one thread"));
    }
    groups.forEach(
        (key, rows) -> {
          if (!drawn.containsKey(key)) {
            drawn.put(key, rows);
            kernels.getChildren().add(block(rows));
          }
        });
    if (groups.isEmpty()) {
      drawn.clear();
      kernels.getChildren().clear();
    }
  }

  private static Node caption(String title, String remark) {
    HBox bar = new HBox(8, Labels.heading(title), Section.gap(), Labels.small(remark));
    bar.getStyleClass().addAll("al-toolbar", "al-toolbar-44");
    bar.setPadding(new Insets(0, 16, 0, 16));
    return bar;
  }

  private static Node block(Headline line) {
    double most = Math.max(line.wasmMillis().orElse(0), line.javaMillis());
    OptionalDouble speedup = line.speedup();
    VBox bars = new VBox(4);
    line.wasmMillis()
        .ifPresent(
            millis ->
                bars.getChildren()
                    .add(
                        bar(
                            BenchmarkCase.WASM,
                            millis,
                            most,
                            Labels.small(
                                speedup.isPresent()
                                    ? Figures.times(speedup.getAsDouble()) + " as fast as Java"
                                    : ""))));
    bars.getChildren()
        .add(
            bar(
                BenchmarkCase.JAVA,
                line.javaMillis(),
                most,
                Labels.small(line.wasmMillis().isEmpty() ? "WASM is not used here" : "")));
    return framed(Labels.of(line.name(), "al-mono"), Labels.small(""), bars);
  }

  private static Node block(List<Row> rows) {
    double most = rows.stream().mapToDouble(Row::medianMillis).max().orElse(1);
    VBox bars = new VBox(4);
    for (Row row : rows) {
      HBox remark = new HBox(8);
      remark.setAlignment(Pos.CENTER_LEFT);
      if (row.bytes() > 0) {
        Label rate = Labels.of(Figures.bytesPerSecond(row.bytesPerSecond()), "al-mono", "al-small");
        rate.getStyleClass().add("al-muted");
        rate.setMinWidth(FIGURE_WIDTH);
        remark.getChildren().add(rate);
      }
      if (row.chosen()) {
        Badge chosen = new Badge("chosen", Badge.Kind.OK, Feather.CHECK);
        chosen.setTooltip(new Tooltip(row.reason()));
        remark.getChildren().add(chosen);
      }
      Node bar = bar(row.variant(), row.medianMillis(), most, remark);
      Tooltip.install(
          bar,
          new Tooltip(
              "least %s, most %s, %s%s"
                  .formatted(
                      Figures.nanos(row.minMillis() * 1e6),
                      Figures.nanos(row.maxMillis() * 1e6),
                      Figures.counted(row.runs(), "run"),
                      row.chosen() ? "; " + row.reason() : "")));
      bars.getChildren().add(bar);
    }
    Row first = rows.getFirst();
    return framed(
        Labels.of(first.name(), "al-mono"), Labels.small(Figures.count(first.size())), bars);
  }

  private static Node framed(Label name, Label below, VBox bars) {
    VBox words = new VBox(1, name, below);
    words.setMinWidth(NAME_WIDTH);
    words.setPrefWidth(NAME_WIDTH);
    words.setMaxWidth(NAME_WIDTH);
    HBox.setHgrow(bars, Priority.ALWAYS);
    bars.setMinWidth(0);
    HBox block = new HBox(12, words, bars);
    block.setPadding(new Insets(6, 16, 6, 16));
    block.getStyleClass().add("al-ruled-below");
    return block;
  }

  private static Node bar(String variant, double millis, double most, Node remark) {
    Badge.Kind kind =
        switch (variant) {
          case BenchmarkCase.WASM -> Badge.Kind.WASM;
          case BenchmarkCase.JAVA -> Badge.Kind.JAVA;
          default -> Badge.Kind.NEUTRAL;
        };
    Label name = Labels.small(word(variant));
    name.setMinWidth(VARIANT_WIDTH);
    Label figure =
        Labels.figure(Figures.nanos(millis * 1e6), Figures.count(Math.round(millis * 1e6)) + " ns");
    figure.setMinWidth(FIGURE_WIDTH);
    figure.setAlignment(Pos.CENTER_RIGHT);
    ShareBar bar = new ShareBar(most <= 0 ? 0 : millis / most, kind);
    bar.getStyleClass().add("al-bar-bare");
    bar.setMinHeight(10);
    bar.setMaxHeight(10);
    HBox.setHgrow(bar, Priority.ALWAYS);
    Region room = new Region();
    HBox side = new HBox(remark, room);
    side.setMinWidth(170);
    side.setPrefWidth(170);
    side.setMaxWidth(170);
    side.setAlignment(Pos.CENTER_LEFT);
    HBox row = new HBox(8, name, figure, bar, side);
    row.setAlignment(Pos.CENTER_LEFT);
    row.setMinHeight(18);
    return row;
  }

  static String word(String variant) {
    return switch (variant) {
      case BenchmarkCase.WASM -> "WASM";
      case BenchmarkCase.JAVA -> "Java";
      case BenchmarkCase.JAVA_SIMPLE -> "Java, simple";
      default -> variant;
    };
  }
}
