package dev.alidade.app.performance;

import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Section;
import dev.alidade.app.format.Figures;
import dev.alidade.engine.module.ShardUsage;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Linear memory: a bar a shard, as long as what it occupies, in the colours of its purposes. */
final class MemoryMap extends VBox {
  private static final double BAR_HEIGHT = 14;
  private static final double LEAST_SHARE = 0.04;

  /** What memory is used for, with the style of its colour. */
  private enum Purpose {
    VECTORS,
    COLUMNS,
    SCRATCH,
    FREE;

    private String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    private long bytes(ShardUsage shard) {
      return switch (this) {
        case VECTORS -> shard.vectorBytes();
        case COLUMNS -> shard.columnBytes();
        case SCRATCH -> shard.scratchBytes();
        case FREE -> shard.freeBytes();
      };
    }

    private long of(List<ShardUsage> shards) {
      return shards.stream().mapToLong(this::bytes).sum();
    }
  }

  private List<ShardUsage> shown = List.of();

  MemoryMap() {
    setId("memory-map");
    setSpacing(8);
  }

  void show(List<ShardUsage> shards) {
    if (shards.equals(shown)) {
      return;
    }
    shown = shards;
    long most = shards.stream().mapToLong(ShardUsage::committedBytes).max().orElse(1);
    getChildren().setAll(shards.stream().map(shard -> row(shard, most)).toList());
    FlowPane legend = new FlowPane(12, 4);
    for (Purpose purpose : Purpose.values()) {
      legend.getChildren().add(entry(purpose, purpose.of(shards)));
    }
    getChildren().add(legend);
  }

  private Node row(ShardUsage shard, long most) {
    HBox head =
        new HBox(
            8,
            Labels.of(shard.module() + " " + (shard.shard() + 1), "al-small", "al-mono"),
            Labels.small(shard.linear() ? "" : "arena, WASM does not run"),
            Section.gap(),
            Labels.of(
                Figures.bytes(shard.committedBytes())
                    + ", limit "
                    + Figures.bytes(shard.limitBytes()),
                "al-mono",
                "al-small",
                "al-muted"));
    HBox bar = new HBox();
    bar.setMinHeight(BAR_HEIGHT);
    bar.setPrefHeight(BAR_HEIGHT);
    double length = Math.max(LEAST_SHARE, (double) shard.committedBytes() / Math.max(1, most));
    for (Purpose purpose : Purpose.values()) {
      long bytes = purpose.bytes(shard);
      if (bytes > 0) {
        double share = length * bytes / Math.max(1, shard.committedBytes());
        Region part = new Region();
        part.getStyleClass().addAll("al-memory", purpose.word());
        part.prefWidthProperty().bind(widthProperty().multiply(share));
        part.setMinWidth(1);
        Tooltip.install(part, new Tooltip(purpose.word() + " " + Figures.bytes(bytes)));
        bar.getChildren().add(part);
      }
    }
    bar.setAccessibleText(describe(shard));
    return new VBox(3, head, bar);
  }

  private static String describe(ShardUsage shard) {
    StringBuilder text = new StringBuilder(shard.module() + " " + (shard.shard() + 1) + ":");
    for (Purpose purpose : Purpose.values()) {
      text.append(' ').append(purpose.word()).append(' ');
      text.append(Figures.bytes(purpose.bytes(shard))).append(',');
    }
    return text.toString();
  }

  private static Node entry(Purpose purpose, long bytes) {
    Region dot = new Region();
    dot.getStyleClass().addAll("al-dot", "square", "al-memory", purpose.word());
    Label figure =
        Labels.figure(Figures.bytes(bytes), Figures.count(bytes) + " bytes of " + purpose.word());
    figure.getStyleClass().add("al-small");
    HBox entry = new HBox(4, dot, Labels.small(purpose.word()), figure);
    entry.setAlignment(Pos.CENTER_LEFT);
    return entry;
  }
}
