package dev.alidade.app.sql;

import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Tips;
import dev.alidade.app.format.Figures;
import dev.alidade.app.sql.Treemap.Area;
import dev.alidade.app.sql.Treemap.Tile;
import dev.alidade.engine.sql.DatabaseStorage;
import dev.alidade.engine.sql.DatabaseStorage.Tree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** What each table takes of the file, its indexes within it, and what is free. */
final class SpaceMap extends BorderPane {
  private static final double CAPTION = 20;
  private static final double LEAST_WIDTH = 44;
  private static final double LEAST_HEIGHT = 18;

  /** As high as the choice of pictures beside it. */
  private static final double LEGEND = 36;

  private static final String FREE = "free pages";

  private final DatabaseStorage storage;
  private final Pane canvas = new Pane();

  /** A table with its indexes, or the free pages. */
  private record Group(String name, List<Tree> trees, long bytes) {}

  SpaceMap(DatabaseStorage storage) {
    this.storage = storage;
    setId("space-map");
    canvas.setMinSize(0, 0);
    BorderPane.setMargin(canvas, new Insets(12));
    setCenter(canvas);
    setBottom(legend());
    canvas.layoutBoundsProperty().addListener((observed, was, is) -> draw());
  }

  private void draw() {
    canvas.getChildren().clear();
    Area whole = new Area(0, 0, canvas.getWidth(), canvas.getHeight());
    for (Tile<Group> tile : Treemap.of(groups(), Group::bytes, whole)) {
      Area area = tile.area().inset(1, 1);
      Group group = tile.value();
      if (group.trees().isEmpty()) {
        rectangle(area, FREE, Figures.bytes(group.bytes()), "al-space-free", freeTip());
      } else if (group.trees().size() == 1 || area.height() < 2 * CAPTION) {
        tree(group.trees().getFirst(), area);
      } else {
        frame(group, area);
        Treemap.of(group.trees(), Tree::bytes, area.inset(3, CAPTION))
            .forEach(inner -> tree(inner.value(), inner.area().inset(1, 1)));
      }
    }
  }

  private List<Group> groups() {
    Map<String, List<Tree>> byTable = new LinkedHashMap<>();
    storage
        .trees()
        .forEach(t -> byTable.computeIfAbsent(t.table(), name -> new ArrayList<>()).add(t));
    List<Group> groups = new ArrayList<>();
    byTable.forEach(
        (name, trees) ->
            groups.add(new Group(name, trees, trees.stream().mapToLong(Tree::bytes).sum())));
    long free = storage.space().freePages() * storage.space().pageSize();
    if (free > 0) {
      groups.add(new Group(FREE, List.of(), free));
    }
    groups.sort(Comparator.comparingLong(Group::bytes).reversed());
    return groups;
  }

  private void frame(Group group, Area area) {
    Label name = Labels.of(group.name() + "  " + Figures.bytes(group.bytes()), "al-small");
    name.setMinWidth(0);
    name.setMaxWidth(Math.max(0, area.width() - 8));
    name.relocate(area.x() + 5, area.y() + 2);
    Region frame = new Region();
    frame.getStyleClass().add("al-space-frame");
    frame.resizeRelocate(area.x(), area.y(), area.width(), area.height());
    frame.setManaged(false);
    canvas.getChildren().addAll(frame, name);
  }

  private void tree(Tree tree, Area area) {
    rectangle(
        area,
        tree.name(),
        Figures.bytes(tree.bytes()),
        tree.index() ? "al-space-index" : "al-space-table",
        tip(tree));
  }

  private void rectangle(Area area, String name, String size, String style, String tip) {
    VBox box = new VBox();
    box.getStyleClass().addAll("al-space", style);
    box.setAlignment(Pos.TOP_LEFT);
    box.setManaged(false);
    box.setAccessibleText(name + ", " + size);
    if (area.width() > LEAST_WIDTH && area.height() > LEAST_HEIGHT) {
      Label label = Labels.of(name, "al-small", "al-strong");
      label.setMinWidth(0);
      box.getChildren().add(label);
      if (area.height() > 2 * LEAST_HEIGHT) {
        Label figure = Labels.of(size, "al-mono", "al-small");
        figure.setMinWidth(0);
        box.getChildren().add(figure);
      }
    }
    Tips.on(box, tip);
    canvas.getChildren().add(box);
    box.resizeRelocate(area.x(), area.y(), area.width(), area.height());
  }

  private static String tip(Tree tree) {
    return String.join(
        "\n",
        List.of(
            (tree.index() ? "Index " : "Table ") + tree.name(),
            Figures.bytes(tree.bytes()) + " in " + Figures.counted(tree.pages(), "page"),
            tree.entries() < 0 ? "" : Figures.count(tree.entries()) + " entries",
            Figures.bytes(tree.unusedBytes()) + " unused within its pages",
            Figures.wholePercent(tree.fragmentation()) + " of its leaves out of order"));
  }

  private String freeTip() {
    return Figures.counted(storage.space().freePages(), "page")
        + " hold nothing. VACUUM gives them back.";
  }

  private HBox legend() {
    HBox legend =
        new HBox(
            12,
            entry("al-space-table", "table"),
            entry("al-space-index", "index"),
            entry("al-space-free", "free"),
            Labels.small(
                Figures.bytes(storage.space().fileBytes())
                    + " · "
                    + Figures.counted(storage.space().pages(), "page")
                    + " of "
                    + Figures.bytes(storage.space().pageSize())));
    legend.setAlignment(Pos.CENTER_RIGHT);
    legend.setMinHeight(LEGEND);
    legend.setPadding(new Insets(0, 16, 12, 16));
    return legend;
  }

  private static HBox entry(String style, String word) {
    Region square = new Region();
    square.getStyleClass().addAll("al-space", style);
    square.setMinSize(12, 12);
    square.setMaxSize(12, 12);
    HBox entry = new HBox(6, square, Labels.small(word));
    entry.setAlignment(Pos.CENTER_LEFT);
    return entry;
  }
}
