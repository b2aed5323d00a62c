package dev.alidade.app.vector;

import dev.alidade.app.chart.Palette;
import dev.alidade.app.control.Badge;
import dev.alidade.app.control.Buttons;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Section;
import dev.alidade.app.control.ShareBar;
import dev.alidade.app.format.Figures;
import dev.alidade.engine.vector.SearchResults;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;

/** What the lasso holds, for the inspector. */
final class LassoDetails {
  private static final int GROUPS_SHOWN = 8;
  private static final double BAR_WIDTH = 80;

  private LassoDetails() {}

  /**
   * @param use makes a data set of what is inside
   * @param export writes the ids of what is inside
   */
  static Node[] sections(
      MapViewModel model, VectorViewModel search, Palette palette, Runnable use, Runnable export) {
    List<Node> sections = new ArrayList<>();
    sections.add(actions(model, use, export));
    Colouring colouring = model.colouring().get();
    if (!colouring.field().isEmpty()) {
      sections.add(inside(model, colouring, palette));
    }
    List<SearchResults.Hit> hits = model.hits();
    if (!hits.isEmpty()) {
      sections.add(hits(model, search, hits));
    }
    return sections.toArray(Node[]::new);
  }

  private static Node actions(MapViewModel model, Runnable use, Runnable export) {
    Button dataset = Buttons.compact(Buttons.plain("Use as data set", Feather.GRID, use));
    dataset.setId("lasso-dataset");
    Button ids = Buttons.compact(Buttons.plain("Export ids…", Feather.DOWNLOAD, export));
    ids.setId("lasso-ids");
    Button clear = Buttons.compact(Buttons.plain("Clear", model::clearLasso));
    clear.setId("lasso-clear");
    for (Button button : List.of(dataset, ids, clear)) {
      button.setMinWidth(Region.USE_PREF_SIZE);
    }
    return new Section(new FlowPane(8, 8, dataset, ids, clear));
  }

  private static Node inside(MapViewModel model, Colouring colouring, Palette palette) {
    int[] colours = new MapColours(palette).of(colouring);
    List<Integer> points = Arrays.stream(model.lassoed().get()).boxed().toList();
    List<Colouring.Group> groups = colouring.inside(points);
    long most = groups.stream().mapToLong(Colouring.Group::count).max().orElse(1);
    List<Node> rows = new ArrayList<>();
    for (Colouring.Group group : groups.subList(0, Math.min(GROUPS_SHOWN, groups.size()))) {
      Region dot = new Region();
      dot.getStyleClass().add("al-dot");
      dot.setStyle(MapColours.fill(colours[colouring.indexOf(group)]));
      Label name = Labels.of(group.label(), "al-small");
      name.setMinWidth(0);
      ShareBar bar = new ShareBar((double) group.count() / most, Badge.Kind.NEUTRAL);
      bar.setMinWidth(BAR_WIDTH);
      bar.setMaxWidth(BAR_WIDTH);
      Label count = Labels.of(Figures.count(group.count()), "al-mono", "al-small");
      count.setMinWidth(44);
      count.setAlignment(Pos.CENTER_RIGHT);
      HBox row = new HBox(8, dot, name, Section.gap(), bar, count);
      row.setAlignment(Pos.CENTER_LEFT);
      rows.add(row);
    }
    return Section.of("What is inside", Labels.small(colouring.field()), rows.toArray(Node[]::new));
  }

  private static Node hits(
      MapViewModel model, VectorViewModel search, List<SearchResults.Hit> hits) {
    Set<String> inside = model.lassoedIds();
    long count = hits.stream().filter(hit -> inside.contains(hit.id())).count();
    List<Node> rows = new ArrayList<>();
    int rank = 0;
    for (SearchResults.Hit hit : hits) {
      rank++;
      Label number = Labels.of(String.valueOf(rank), "al-mono", "al-small", "al-muted");
      number.setMinWidth(24);
      number.setAlignment(Pos.CENTER_RIGHT);
      Label name = Labels.of(HitTitle.of(hit), "al-small");
      name.setMinWidth(0);
      HBox row = new HBox(8, number, name);
      if (!inside.contains(hit.id())) {
        row.getChildren().add(Labels.small("outside"));
      }
      row.getChildren()
          .addAll(
              Section.gap(),
              Labels.of(String.format(Locale.ROOT, "%.3f", hit.score()), "al-mono", "al-small"));
      row.setAlignment(Pos.CENTER_LEFT);
      row.getStyleClass().add("al-schema-line");
      row.setOnMouseClicked(event -> search.selectedHit().set(hit));
      rows.add(row);
    }
    return Section.of(
        "Hits",
        Labels.small("%d of %d inside".formatted(count, hits.size())),
        rows.toArray(Node[]::new));
  }
}
