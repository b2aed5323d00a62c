package dev.alidade.app.datasets;

import dev.alidade.app.control.Badge;
import dev.alidade.app.control.Icons;
import dev.alidade.app.control.Inspector;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Pressable;
import dev.alidade.app.control.Section;
import dev.alidade.app.control.Segmented;
import dev.alidade.app.control.ShareBar;
import dev.alidade.app.control.Tips;
import dev.alidade.app.format.Figures;
import dev.alidade.app.fx.FrameWork;
import dev.alidade.app.table.BinBars;
import dev.alidade.app.table.ColumnValues;
import dev.alidade.engine.dataset.Column;
import dev.alidade.engine.dataset.ColumnProfile;
import dev.alidade.engine.dataset.ColumnType;
import dev.alidade.engine.dataset.Dataset;
import dev.alidade.engine.dataset.DatasetProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** Details of the selected column: statistics, or the schema of the whole data set. */
final class ColumnInspector {
  private static final double BARS_HEIGHT = 88;
  private static final int MOST_FREQUENT = 5;

  private enum Page {
    STATISTICS("Statistics"),
    SCHEMA("Schema");

    private final String word;

    Page(String word) {
      this.word = word;
    }
  }

  private final RowsViewModel rows;
  private final ColumnViewModel column;
  private final Inspector view = new Inspector();
  private final StackPane correlating = new StackPane();
  private final Segmented<Page> pages =
      new Segmented<>(List.of(Page.values()), (Page page) -> page.word).filling();

  ColumnInspector(RowsViewModel rows, ColumnViewModel column) {
    this.rows = rows;
    this.column = column;
    view.setId("column-inspector");
    view.setOnClose(column::close);
    column.selectedProperty().subscribe(index -> fillNextFrame());
    column
        .correlationsProperty()
        .subscribe(found -> correlating.getChildren().setAll(correlations()));
    rows.profileProperty().subscribe(profile -> fillNextFrame());
    rows.shownProperty().subscribe(shown -> fillNextFrame());
    pages.valueProperty().subscribe(page -> fillNextFrame());
  }

  Inspector view() {
    return view;
  }

  /** Several properties change for one reason, and it is filled once for all of them. */
  private void fillNextFrame() {
    FrameWork.replaceLater(this, List.of(this::fill));
  }

  private void fill() {
    Optional<Dataset> data = rows.shownProperty().get().map(RowsViewModel.Shown::data);
    int index = column.selectedProperty().get();
    if (data.isEmpty() || index < 0 || index >= data.get().columns().size()) {
      if (index < 0) {
        view.fold();
      }
      return;
    }
    Column selected = data.get().column(index);
    HBox toggle = new HBox(pages);
    HBox.setHgrow(pages, Priority.ALWAYS);
    toggle.getStyleClass().add("al-inspector-pages");
    view.show(selected.field().name(), toggle);
    Badge type = Badge.neutral(selected.field().type().label());
    type.getStyleClass().add("mono");
    view.besideHeading(type);
    foot(data.get());
    List<Supplier<Node>> sections =
        switch (pages.valueProperty().get()) {
          case STATISTICS -> statistics(selected);
          case SCHEMA -> List.of(() -> schema(data.get(), index));
        };
    FrameWork.replaceLater(
        this, sections.stream().<Runnable>map(made -> () -> view.add(made.get())).toList());
  }

  private void foot(Dataset data) {
    Optional<DatasetProfile> profile = rows.profileProperty().get();
    if (profile.isEmpty()) {
      view.footer(Labels.small("Profiling " + data.columns().size() + " columns…"));
      return;
    }
    view.footer(
        Labels.small(
            "Profiled " + Figures.counted(profile.get().columns().size(), "column") + " in"),
        Labels.of(Figures.nanos((double) profile.get().nanos()), "al-mono", "al-small"));
  }

  private List<Supplier<Node>> statistics(Column selected) {
    Optional<ColumnProfile> profile = column.profile();
    if (profile.isEmpty()) {
      return List.of(() -> new Section(Labels.muted("The figures come when the profile is made.")));
    }
    List<Supplier<Node>> sections = new ArrayList<>();
    ColumnProfile of = profile.get();
    if (!of.histogram().isEmpty()) {
      sections.add(() -> distribution(of));
    }
    sections.add(() -> new Section(ColumnFigures.of(of)));
    if (!of.topValues().isEmpty()) {
      sections.add(() -> mostFrequent(of));
    }
    if (selected.field().type().isNumeric()) {
      sections.add(() -> correlating);
    }
    return sections;
  }

  private Section distribution(ColumnProfile of) {
    Optional<long[]> kept =
        rows.shownProperty()
            .get()
            .flatMap(RowsViewModel.Shown::counts)
            .map(counts -> counts.columns().get(column.selectedProperty().get()).bins());
    BinBars bars = new BinBars();
    bars.setId("column-histogram");
    bars.setFocusTraversable(true);
    bars.setPrefHeight(BARS_HEIGHT);
    bars.setMinHeight(BARS_HEIGHT);
    bars.show(of.histogram(), kept.orElse(null));
    bars.mark(of.numbers().map(n -> OptionalDouble.of(n.median())).orElse(OptionalDouble.empty()));
    ColumnType type = of.field().type();
    bars.describe(index -> ProfileCell.binWords(type, of.histogram().get(index), kept, index));
    int position = column.selectedProperty().get();
    bars.setOnRange((first, last) -> rows.addBins(position, first, last));
    double from = of.histogram().getFirst().from();
    double to = of.histogram().getLast().to();
    HBox axis =
        new HBox(
            mono(ColumnValues.end(type, from, to - from)),
            Section.gap(),
            mono(ColumnValues.end(type, from + (to - from) / 2, to - from)),
            Section.gap(),
            mono(ColumnValues.end(type, to, to - from)));
    HBox legend = new HBox(12);
    if (kept.isPresent()) {
      legend.getChildren().add(key("al-legend-kept", "kept by the filter"));
    }
    legend.getChildren().add(key("al-legend-median", "median"));
    return Section.of(
        "Distribution", Labels.small("drag to filter"), new VBox(2, bars, axis), legend);
  }

  private static Label key(String styleClass, String words) {
    javafx.scene.layout.Region mark = new javafx.scene.layout.Region();
    mark.getStyleClass().add(styleClass);
    Label label = Labels.small(words);
    label.setGraphic(mark);
    return label;
  }

  private Section mostFrequent(ColumnProfile of) {
    VBox lines = new VBox(6);
    long most = Math.max(1, of.topValues().getFirst().count());
    of.topValues().stream()
        .limit(MOST_FREQUENT)
        .forEach(
            top -> {
              String value = top.value().isEmpty() ? "empty text" : top.value();
              Node line =
                  line(value, (double) top.count() / most, Figures.compact(top.count()), 96);
              Pressable.of(
                  line,
                  "Show rows with " + value,
                  () ->
                      rows.add(
                          new RowFilter.Equal(of.field().name(), of.field().type(), top.value())));
              line.getStyleClass().add("al-value");
              Tips.on(line, value);
              lines.getChildren().add(line);
            });
    return Section.titled("Most frequent", lines);
  }

  private Section correlations() {
    ColumnViewModel.Correlations found = column.correlationsProperty().get();
    VBox lines = new VBox(6);
    if (!found.known()) {
      lines.getChildren().add(Labels.small("Computing…"));
    } else if (found.problem().isPresent()) {
      lines
          .getChildren()
          .add(Labels.of(String.valueOf(found.problem().get().getMessage()), "al-field-error"));
    } else if (found.strongest().isEmpty()) {
      lines.getChildren().add(Labels.small("No other numeric column."));
    }
    for (ColumnViewModel.Correlation correlation : found.strongest()) {
      lines
          .getChildren()
          .add(
              line(
                  correlation.column(),
                  Math.abs(correlation.r()),
                  String.format(java.util.Locale.ROOT, "%.3f", correlation.r()),
                  136));
    }
    return Section.of("Correlates with", Labels.small("Pearson r"), lines);
  }

  private static HBox line(String name, double share, String figure, double nameWidth) {
    Label label = Labels.of(name, "al-small");
    label.setMinWidth(nameWidth);
    label.setPrefWidth(nameWidth);
    label.setMaxWidth(nameWidth);
    ShareBar bar = new ShareBar(share);
    HBox.setHgrow(bar, Priority.ALWAYS);
    Label value = mono(figure);
    value.setMinWidth(44);
    value.setAlignment(Pos.CENTER_RIGHT);
    HBox line = new HBox(8, label, bar, value);
    line.setAlignment(Pos.CENTER_LEFT);
    return line;
  }

  private Section schema(Dataset data, int selected) {
    VBox lines = new VBox(2);
    for (int i = 0; i < data.columns().size(); i++) {
      Column of = data.column(i);
      Label name = Labels.of(of.field().name(), i == selected ? "al-strong" : "al-plain");
      name.setGraphic(Icons.small(Icons.ofType(of.field().type())));
      name.setMinWidth(0);
      Label type = mono(of.field().type().label() + (of.field().nullable() ? ", nullable" : ""));
      type.getStyleClass().add("al-muted");
      type.setMinWidth(javafx.scene.layout.Region.USE_PREF_SIZE);
      HBox line = new HBox(8, name, Section.gap(), type);
      line.setAlignment(Pos.CENTER_LEFT);
      line.getStyleClass().add("al-schema-line");
      line.pseudoClassStateChanged(
          javafx.css.PseudoClass.getPseudoClass("selected"), i == selected);
      int position = i;
      Pressable.of(
          line,
          "Column " + of.field().name() + ", " + of.field().type().label(),
          () -> column.selectedProperty().set(position));
      Tips.on(line, of.field().name() + ", " + Figures.bytes(of.bytes()));
      lines.getChildren().add(line);
    }
    return Section.of(
        Figures.counted(data.columns().size(), "column"),
        Labels.small(Figures.bytes(data.bytes())),
        lines);
  }

  private static Label mono(String text) {
    return Labels.of(text, "al-mono", "al-small");
  }
}
