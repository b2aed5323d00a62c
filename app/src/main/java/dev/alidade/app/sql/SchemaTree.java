package dev.alidade.app.sql;

import dev.alidade.app.control.Icons;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Section;
import dev.alidade.app.format.Figures;
import dev.alidade.engine.sql.DatabaseSchema;
import dev.alidade.engine.sql.SqliteDatabase;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.control.TreeCell;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/** Tables with their columns, rows and sizes; indexes; triggers. A search narrows them. */
final class SchemaTree extends VBox {
  private final SqlViewModel model;
  private final TextField search = new TextField();
  private final TreeView<Entry> tree = new TreeView<>();

  SchemaTree(SqlViewModel model) {
    this.model = model;
    search.setPromptText("Find a table or column");
    search.textProperty().addListener((observed, was, is) -> show());
    VBox top = new VBox(search);
    top.setPadding(new Insets(12));
    tree.setId("schema");
    tree.setAccessibleText("Schema");
    tree.setShowRoot(true);
    tree.setFixedCellSize(24);
    tree.setCellFactory(view -> new EntryCell());
    VBox.setVgrow(tree, Priority.ALWAYS);
    getChildren().addAll(top, tree);
    model.schema().addListener((observed, was, is) -> show());
    show();
  }

  /** A line of the tree. */
  private record Entry(
      String name, String middle, String right, @Nullable Ikon icon, String tooltip) {}

  private void show() {
    DatabaseSchema schema = model.schema().get();
    SqliteDatabase database = model.database().get();
    if (schema == null || database == null) {
      tree.setRoot(null);
      return;
    }
    String wanted = search.getText().strip().toLowerCase(Locale.ROOT);
    TreeItem<Entry> root =
        item(
            new Entry(database.name(), "", Figures.bytes(schema.fileBytes()), Feather.DATABASE, ""),
            true);
    for (DatabaseSchema.Table table : schema.tables()) {
      List<DatabaseSchema.TableColumn> columns =
          table.columns().stream()
              .filter(
                  column ->
                      table.name().toLowerCase(Locale.ROOT).contains(wanted)
                          || column.name().toLowerCase(Locale.ROOT).contains(wanted))
              .toList();
      if (!columns.isEmpty() || table.name().toLowerCase(Locale.ROOT).contains(wanted)) {
        root.getChildren().add(table(table, columns));
      }
    }
    root.getChildren().add(indexes(schema));
    root.getChildren().add(triggers(schema));
    tree.setRoot(root);
  }

  private static TreeItem<Entry> table(
      DatabaseSchema.Table table, List<DatabaseSchema.TableColumn> columns) {
    TreeItem<Entry> item =
        item(
            new Entry(
                table.name(),
                table.rows() < 0 ? "" : Figures.compact(table.rows()),
                table.bytes() < 0 ? (table.view() ? "view" : "") : Figures.bytes(table.bytes()),
                table.view() ? Feather.EYE : Feather.GRID,
                table.sql()),
            true);
    for (DatabaseSchema.TableColumn column : columns) {
      item.getChildren()
          .add(
              item(
                  new Entry(
                      column.name(),
                      "",
                      column.type(),
                      column.primaryKey() ? Feather.KEY : null,
                      column.notNull() ? "never null" : ""),
                  false));
    }
    return item;
  }

  private static TreeItem<Entry> indexes(DatabaseSchema schema) {
    TreeItem<Entry> item =
        item(
            new Entry("Indexes", "", Figures.count(schema.indexes().size()), Feather.LIST, ""),
            false);
    for (DatabaseSchema.Index index : schema.indexes()) {
      item.getChildren()
          .add(
              item(
                  new Entry(
                      index.name(),
                      "",
                      index.bytes() < 0 ? "" : Figures.bytes(index.bytes()),
                      Feather.CORNER_DOWN_RIGHT,
                      index.table() + " (" + String.join(", ", index.columns()) + ")"),
                  false));
    }
    return item;
  }

  private static TreeItem<Entry> triggers(DatabaseSchema schema) {
    TreeItem<Entry> item =
        item(
            new Entry("Triggers", "", Figures.count(schema.triggers().size()), Feather.ZAP, ""),
            false);
    for (DatabaseSchema.Trigger trigger : schema.triggers()) {
      item.getChildren()
          .add(
              item(
                  new Entry(
                      trigger.name(),
                      "",
                      trigger.table(),
                      Feather.CORNER_DOWN_RIGHT,
                      trigger.sql()),
                  false));
    }
    return item;
  }

  private static TreeItem<Entry> item(Entry entry, boolean expanded) {
    TreeItem<Entry> item = new TreeItem<>(entry);
    item.setExpanded(expanded);
    return item;
  }

  private static final class EntryCell extends TreeCell<Entry> {
    EntryCell() {
      // As wide as the tree: long names are cut, the tree does not scroll sideways.
      setPrefWidth(0);
    }

    @Override
    protected void updateItem(@Nullable Entry entry, boolean empty) {
      super.updateItem(entry, empty);
      setText(null);
      setTooltip(null);
      if (empty || entry == null) {
        setGraphic(null);
        return;
      }
      Label name = Labels.of(entry.name());
      name.setMinWidth(0);
      HBox row =
          new HBox(
              8,
              icon(entry.icon()),
              name,
              Section.gap(),
              figure(entry.middle()),
              figure(entry.right()));
      row.setAlignment(Pos.CENTER_LEFT);
      setGraphic(row);
      if (!entry.tooltip().isEmpty()) {
        setTooltip(new Tooltip(entry.tooltip()));
      }
    }

    /** A table as a table, a column as nothing, in the room of an icon. */
    private static Node icon(@Nullable Ikon icon) {
      if (icon == Feather.GRID) {
        return Icons.table(14);
      }
      if (icon != null) {
        return Icons.small(icon);
      }
      Region room = new Region();
      room.setMinWidth(14);
      return room;
    }

    private static Label figure(String text) {
      Label figure = Labels.of(text, "al-mono", "al-small", "al-muted");
      figure.setMinWidth(USE_PREF_SIZE);
      figure.setManaged(!text.isEmpty());
      return figure;
    }
  }
}
