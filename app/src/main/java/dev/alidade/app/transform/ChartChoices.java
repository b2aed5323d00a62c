package dev.alidade.app.transform;

import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Segmented;
import dev.alidade.app.transform.AggregateViewModel.Aggregated;
import dev.alidade.engine.dataset.ColumnType;
import dev.alidade.engine.dataset.Field;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import javafx.geometry.Pos;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;

/** How groups are drawn, and which of their columns where. JavaFX thread. */
final class ChartChoices extends HBox {
  private static final String NO_SERIES = "none";

  private final Segmented<ChartPlot.Kind> kind =
      new Segmented<>(List.of(ChartPlot.Kind.values()), ChartPlot.Kind::word);
  private final ComboBox<String> x = picker("chart-x", "Across");
  private final ComboBox<String> y = picker("chart-y", "Up");
  private final ComboBox<String> series = picker("chart-series", "Colour");
  private final Label yName = Labels.small("Up");
  private final Label seriesName = Labels.small("Colour");
  private Runnable changed = () -> {};
  private boolean filling;

  ChartChoices() {
    super(8);
    setAlignment(Pos.CENTER_LEFT);
    kind.setId("chart-kind");
    kind.getStyleClass().add("al-compact");
    Label xName = Labels.small("Across");
    List.of(xName, yName, seriesName).forEach(name -> name.setMinWidth(USE_PREF_SIZE));
    kind.setMinWidth(USE_PREF_SIZE);
    setMinWidth(0);
    getChildren().addAll(kind, xName, x, yName, y, seriesName, series);
    kind.valueProperty()
        .subscribe(
            is -> {
              boolean heat = is == ChartPlot.Kind.HEAT;
              yName.setText(heat ? "Value" : "Up");
              seriesName.setText(heat ? "Down" : "Colour");
              tell();
            });
    List.of(x, y, series).forEach(box -> box.valueProperty().subscribe(is -> tell()));
  }

  /** Called after the user chose something else. */
  void onChange(Runnable action) {
    changed = action;
  }

  ChartPlot.Kind kind() {
    return kind.valueProperty().get();
  }

  /** What is drawn, in words. */
  String title() {
    return y.getValue() + " by " + x.getValue();
  }

  /** The choice, where it fits the columns of a result. */
  Optional<ChartPlot.Choice> of(Aggregated made) {
    List<String> names = HeldDataset.names(made.data());
    String across = x.getValue();
    String up = y.getValue();
    if (across == null || up == null || !names.contains(across) || !names.contains(up)) {
      return Optional.empty();
    }
    return Optional.of(
        new ChartPlot.Choice(
            kind(),
            across,
            up,
            Optional.ofNullable(series.getValue())
                .filter(name -> names.contains(name) && !name.equals(across))));
  }

  /** Offers the columns of a new result; choices that still fit stay. */
  void offer(Optional<Aggregated> result) {
    filling = true;
    List<Field> fields = result.map(made -> HeldDataset.fields(made.data())).orElse(List.of());
    List<String> keys = result.map(made -> made.options().groupBy()).orElse(List.of());
    List<String> numbers =
        fields.stream()
            .filter(field -> field.type().isNumeric())
            .map(Field::name)
            .sorted(Comparator.comparing(keys::contains))
            .toList();
    choose(x, fields.stream().map(Field::name).toList(), keys.isEmpty() ? null : keys.getFirst());
    choose(y, numbers, numbers.isEmpty() ? null : numbers.getFirst());
    List<String> colours = new ArrayList<>(List.of(NO_SERIES));
    fields.stream()
        .filter(
            of(ColumnType.STRING).or(of(ColumnType.BOOL)).or(field -> keys.contains(field.name())))
        .map(Field::name)
        .forEach(colours::add);
    choose(
        series,
        colours,
        keys.stream().skip(1).filter(colours::contains).findFirst().orElse(NO_SERIES));
    filling = false;
  }

  private void tell() {
    if (!filling) {
      changed.run();
    }
  }

  private static Predicate<Field> of(ColumnType type) {
    return field -> field.type() == type;
  }

  private static void choose(
      ComboBox<String> box, List<String> offered, @Nullable String otherwise) {
    String before = box.getValue();
    if (!box.getItems().equals(offered)) {
      box.getItems().setAll(offered);
      box.setValue(offered.contains(before) && !NO_SERIES.equals(before) ? before : otherwise);
    }
    if (box.getValue() == null && otherwise != null) {
      box.setValue(otherwise);
    }
  }

  private static ComboBox<String> picker(String id, String name) {
    ComboBox<String> box = new ComboBox<>();
    box.setId(id);
    box.setAccessibleText(name);
    box.setPrefWidth(136);
    box.setMinWidth(72);
    return box;
  }
}
