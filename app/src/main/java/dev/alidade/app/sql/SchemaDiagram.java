package dev.alidade.app.sql;

import dev.alidade.app.control.Icons;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Pressable;
import dev.alidade.app.control.Section;
import dev.alidade.app.format.Figures;
import dev.alidade.engine.sql.DatabaseSchema;
import dev.alidade.engine.sql.DatabaseSchema.ForeignKey;
import dev.alidade.engine.sql.DatabaseSchema.Table;
import dev.alidade.engine.sql.DatabaseSchema.TableColumn;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.shape.CubicCurve;
import org.kordamp.ikonli.feather.Feather;

/** Tables as boxes with their columns, foreign keys as lines from column to column. */
final class SchemaDiagram extends StackPane {
  private static final double BEND = 40;

  private final Pane canvas = new Pane();
  private final DatabaseSchema schema;
  private final DiagramLayout layout;
  private final SqlActions actions;

  SchemaDiagram(DatabaseSchema schema, SqlActions actions) {
    this.schema = schema;
    this.actions = actions;
    setId("schema-diagram");
    layout = new DiagramLayout(schema);
    canvas.setPrefSize(layout.width(), layout.height());
    schema.foreignKeys().forEach(this::line);
    schema.tables().forEach(this::box);
    ScrollPane scroll = new ScrollPane(canvas);
    scroll.setPannable(true);
    getChildren().add(scroll);
  }

  private void box(Table table) {
    DiagramLayout.Box place = layout.box(table.name()).orElseThrow();
    Label name = Labels.of(table.name(), "al-strong");
    name.setMinWidth(0);
    HBox head =
        new HBox(
            6,
            table.view() ? Icons.small(Feather.EYE) : Icons.table(14),
            name,
            Section.gap(),
            Labels.of(
                table.rows() < 0 ? "" : Figures.compact(table.rows()),
                "al-mono",
                "al-small",
                "al-muted"));
    head.setAlignment(Pos.CENTER_LEFT);
    head.getStyleClass().add("al-diagram-head");
    fixed(head, DiagramLayout.HEAD);
    VBox box = new VBox(head);
    List<TableColumn> shown = table.columns().stream().limit(DiagramLayout.MOST_COLUMNS).toList();
    shown.forEach(column -> box.getChildren().add(column(table, column)));
    int left = table.columns().size() - shown.size();
    if (left > 0) {
      Label more = Labels.small(Figures.counted(left, "more column"));
      HBox line = new HBox(more);
      line.getStyleClass().add("al-diagram-column");
      fixed(line, DiagramLayout.LINE);
      box.getChildren().add(line);
    }
    box.getStyleClass().add("al-diagram-box");
    box.setPrefWidth(DiagramLayout.WIDTH);
    box.setMaxWidth(DiagramLayout.WIDTH);
    box.relocate(place.x(), place.y());
    Pressable.of(
        box,
        "Query " + table.name(),
        () -> actions.edit("SELECT * FROM " + SqlLiterals.name(table.name()) + ";"));
    canvas.getChildren().add(box);
  }

  private Node column(Table table, TableColumn column) {
    boolean foreign =
        schema.foreignKeysOf(table.name()).stream()
            .anyMatch(key -> key.columns().contains(column.name()));
    Label name = Labels.of(column.name(), "al-small");
    name.setMinWidth(0);
    Node icon =
        column.primaryKey()
            ? Icons.small(Feather.KEY)
            : foreign ? Icons.small(Feather.LINK_2, "al-icon-accent") : new Pane();
    StackPane room = new StackPane(icon);
    room.setMinWidth(14);
    room.setMaxWidth(14);
    Label type = Labels.of(column.type(), "al-mono", "al-small", "al-muted");
    HBox line = new HBox(6, room, name, Section.gap(), type);
    line.setAlignment(Pos.CENTER_LEFT);
    line.getStyleClass().add("al-diagram-column");
    fixed(line, DiagramLayout.LINE);
    return line;
  }

  private static void fixed(HBox line, double height) {
    line.setMinHeight(height);
    line.setPrefHeight(height);
    line.setMaxHeight(height);
  }

  private void line(ForeignKey key) {
    var from = layout.box(key.table());
    var to = layout.box(key.referencedTable());
    if (from.isEmpty() || to.isEmpty()) {
      return;
    }
    double fromY = layout.columnY(key.table(), key.columns().getFirst());
    double toY =
        key.referencedColumns().isEmpty()
            ? to.get().y() + DiagramLayout.HEAD / 2
            : layout.columnY(key.referencedTable(), key.referencedColumns().getFirst());
    boolean leftwards = to.get().x() < from.get().x();
    double fromX = from.get().x() + (leftwards ? 0 : DiagramLayout.WIDTH);
    double toX =
        to.get().x() + (leftwards || sameColumn(from.get(), to.get()) ? DiagramLayout.WIDTH : 0);
    double fromBend = leftwards ? -BEND : BEND;
    double toBend = toX > to.get().x() ? BEND : -BEND;
    CubicCurve curve =
        new CubicCurve(fromX, fromY, fromX + fromBend, fromY, toX + toBend, toY, toX, toY);
    curve.getStyleClass().add("al-diagram-line");
    curve.setAccessibleText(
        key.table() + " refers to " + key.referencedTable() + ", on delete " + key.onDelete());
    canvas.getChildren().add(curve);
  }

  private static boolean sameColumn(DiagramLayout.Box from, DiagramLayout.Box to) {
    return from.x() == to.x();
  }
}
