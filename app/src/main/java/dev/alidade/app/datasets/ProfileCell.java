package dev.alidade.app.datasets;

import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Section;
import dev.alidade.app.control.ShareBar;
import dev.alidade.app.control.Tips;
import dev.alidade.app.format.Figures;
import dev.alidade.app.table.BinBars;
import dev.alidade.app.table.ColumnValues;
import dev.alidade.engine.dataset.ColumnProfile;
import dev.alidade.engine.dataset.ColumnProfile.Bin;
import dev.alidade.engine.dataset.ColumnType;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/**
 * A column's profile in 72 px: bins or the most frequent values, and the share of nulls. A click
 * filters.
 */
final class ProfileCell extends VBox {
  private static final int VALUES = 3;

  /** A column of which most values differ shows how many there are, not bars. */
  private static final double MOSTLY_DISTINCT = 0.5;

  private final ColumnProfile profile;
  private final Actions actions;

  /** What a click asks for. */
  interface Actions {
    void bins(int first, int last);

    void value(String value);

    void nulls();
  }

  ProfileCell(ColumnProfile profile, Optional<KeptCounts.OfColumn> kept, Actions actions) {
    this.profile = profile;
    this.actions = actions;
    getStyleClass().add("al-profile");
    Node middle = profile.histogram().isEmpty() ? values(kept) : histogram(kept);
    VBox.setVgrow(middle, Priority.ALWAYS);
    getChildren().addAll(middle, nulls());
    setOnMousePressed(event -> event.consume());
  }

  /** What stands there until the profile is made. */
  static Region waiting() {
    Region line = new Region();
    line.getStyleClass().add("al-skeleton");
    VBox box = new VBox(line);
    box.getStyleClass().add("al-profile");
    box.setAlignment(Pos.CENTER);
    return box;
  }

  private Node histogram(Optional<KeptCounts.OfColumn> kept) {
    BinBars bars = new BinBars();
    bars.show(profile.histogram(), kept.map(KeptCounts.OfColumn::bins).orElse(null));
    bars.describe(
        index ->
            binWords(
                profile.field().type(),
                profile.histogram().get(index),
                kept.map(KeptCounts.OfColumn::bins),
                index));
    bars.setOnRange(actions::bins);
    VBox.setVgrow(bars, Priority.ALWAYS);
    double from = profile.histogram().getFirst().from();
    double to = profile.histogram().getLast().to();
    ColumnType type = profile.field().type();
    HBox ends =
        new HBox(
            small(ColumnValues.shortEnd(type, from, to - from)),
            Section.gap(),
            small(ColumnValues.shortEnd(type, to, to - from)));
    VBox box = new VBox(2, bars, ends);
    return box;
  }

  /** {@code 5.6 to 6.1: 110 rows, 40 kept}. */
  static String binWords(ColumnType type, Bin bin, Optional<long[]> kept, int index) {
    String words =
        ColumnValues.range(type, bin.from(), bin.to()) + ": " + Figures.counted(bin.count(), "row");
    return kept.map(counts -> words + ", " + Figures.count(counts[index]) + " kept").orElse(words);
  }

  private Node values(Optional<KeptCounts.OfColumn> kept) {
    VBox box = new VBox();
    long present = profile.rows() - profile.nulls();
    int shown = Math.min(VALUES, profile.topValues().size());
    boolean distinct =
        profile.distinct() > present * MOSTLY_DISTINCT && profile.distinct() > VALUES;
    if (distinct) {
      Label count = small(Figures.compact(profile.distinct()) + " distinct");
      count.getStyleClass().add("al-profile-count");
      box.getChildren().add(count);
      shown = Math.min(VALUES - 1, shown);
    }
    long most =
        profile.topValues().isEmpty() ? 1 : Math.max(1, profile.topValues().getFirst().count());
    for (int i = 0; i < shown; i++) {
      ColumnProfile.TopValue top = profile.topValues().get(i);
      int place = i;
      long left = kept.map(counts -> counts.topValues()[place]).orElse(0L);
      box.getChildren()
          .add(
              value(
                  top,
                  distinct ? 0 : (double) top.count() / most,
                  distinct ? 0 : (double) left / most));
    }
    if (shown == 0) {
      box.getChildren().add(small(profile.nulls() == profile.rows() ? "no values" : ""));
    }
    return box;
  }

  private Node value(ColumnProfile.TopValue top, double share, double keptShare) {
    Region all = bar("al-value-all");
    Region kept = bar("al-value-kept");
    StackPane track = new StackPane(all, kept);
    track.setAlignment(Pos.CENTER_LEFT);
    Label name =
        Labels.of(
            top.value().isEmpty() ? "empty text" : oneLine(top.value()),
            "al-small",
            "al-value-name");
    name.setMinWidth(0);
    StackPane front = new StackPane(track, name);
    front.setAlignment(Pos.CENTER_LEFT);
    front.setMinWidth(0);
    HBox.setHgrow(front, Priority.ALWAYS);
    all.maxWidthProperty().bind(front.widthProperty().multiply(share));
    kept.maxWidthProperty().bind(front.widthProperty().multiply(keptShare));
    Label count = small(ColumnValues.shortEnd(ColumnType.INT64, (double) top.count(), 0));
    count.setMinWidth(USE_PREF_SIZE);
    HBox row = new HBox(4, front, count);
    row.setAlignment(Pos.CENTER_LEFT);
    row.getStyleClass().add("al-value");
    Tips.on(row, top.value() + ": " + Figures.counted(top.count(), "row"));
    row.setOnMouseClicked(event -> actions.value(top.value()));
    return row;
  }

  private Node nulls() {
    double share = profile.rows() == 0 ? 0 : (double) profile.nulls() / profile.rows();
    ShareBar bar = new ShareBar(share);
    bar.getStyleClass().add("al-nulls");
    bar.setMinHeight(3);
    bar.setPrefHeight(3);
    bar.setMaxHeight(3);
    Tips.on(
        bar,
        profile.nulls() == 0
            ? "No nulls"
            : Figures.counted(profile.nulls(), "null")
                + " ("
                + Figures.percent(share)
                + "). Click to see them.");
    bar.setOnMouseClicked(event -> actions.nulls());
    return bar;
  }

  private static Region bar(String styleClass) {
    Region bar = new Region();
    bar.getStyleClass().add(styleClass);
    bar.setMinWidth(0);
    return bar;
  }

  private static Label small(String text) {
    Label label = Labels.of(text, "al-mono", "al-small", "al-muted");
    label.setMinWidth(0);
    return label;
  }

  private static String oneLine(String text) {
    return text.replace('\n', ' ').replace('\r', ' ');
  }
}
