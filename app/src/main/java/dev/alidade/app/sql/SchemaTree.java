package dev.alidade.app.sql;

import dev.alidade.app.control.Buttons;
import dev.alidade.app.control.Icons;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.SearchField;
import dev.alidade.app.control.Section;
import dev.alidade.app.format.Figures;
import dev.alidade.engine.sql.DatabaseSchema;
import dev.alidade.engine.sql.SqliteDatabase;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
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

/**
 * Tables with their columns, rows and sizes; indexes; triggers; foreign keys. A search narrows
 * them; a double click on a table queries it.
 */
final class SchemaTree extends VBox {
  private final DatabasesViewModel databases;
  private final SqlActions actions;
  private final SearchField search = new SearchField("schema-search", "Find a table or column");
  private final TreeView<Entry> tree = new TreeView<>();

  SchemaTree(SqlViewModel model, SqlActions actions) {
    this.databases = model.databases();
    this.actions = actions;
    search.textProperty().addListener((observed, was, is) -> show());
    tree.setId("schema");
    tree.setAccessibleText("Schema");
    tree.setShowRoot(true);
    tree.setFixedCellSize(24);
    tree.setCellFactory(view -> new EntryCell());
    tree.setOnMouseClicked(
        event -> {
          if (event.getClickCount() == 2) {
            chosenTable().ifPresent(this::query);
          }
        });
    tree.setContextMenu(
        new ContextMenu(
            Buttons.item("Query table", () -> chosenTable().ifPresent(this::query)),
            Buttons.item("Copy name", () -> chosen().map(Entry::name).ifPresent(actions::copy)),
            Buttons.item("Copy SQL", () -> chosen().map(Entry::sql).ifPresent(actions::copy)),
            Buttons.item("Show diagram and space", () -> actions.showTab("Schema"))));
    VBox.setVgrow(tree, Priority.ALWAYS);
    getChildren().addAll(search, tree);
    databases.schema().addListener((observed, was, is) -> show());
    show();
  }

  private Optional<Entry> chosen() {
    return Optional.ofNullable(tree.getSelectionModel().getSelectedItem()).map(TreeItem::getValue);
  }

  private Optional<String> chosenTable() {
    return chosen()
        .map(Entry::name)
        .filter(
            name -> {
              DatabaseSchema schema = databases.schema().get();
              return schema != null && schema.table(name).isPresent();
            });
  }

  private void query(String table) {
    actions.edit("SELECT * FROM " + SqlLiterals.name(table) + ";");
  }

  /**
   * A line of the tree.
   *
   * @param sql what made it, or else a sentence about it; empty for nothing
   */
  private record Entry(String name, String middle, String right, @Nullable Ikon icon, String sql) {}

  private void show() {
    DatabaseSchema schema = databases.schema().get();
    SqliteDatabase database = databases.chosen().get();
    if (schema == null || database == null) {
      tree.setRoot(null);
      return;
    }
    String wanted = search.textProperty().get().strip().toLowerCase(Locale.ROOT);
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
    root.getChildren().add(foreignKeys(schema));
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
                      index.table()
                          + " ("
                          + String.join(", ", index.columns())
                          + ")"
                          + (index.unique() ? ", unique" : "")
                          + (index.partial() ? ", partial" : "")
                          + (index.sql().isEmpty() ? "" : "\n" + index.sql())),
                  false));
    }
    return item;
  }

  private static TreeItem<Entry> foreignKeys(DatabaseSchema schema) {
    TreeItem<Entry> item =
        item(
            new Entry(
                "Foreign keys", "", Figures.count(schema.foreignKeys().size()), Feather.LINK_2, ""),
            false);
    for (DatabaseSchema.ForeignKey key : schema.foreignKeys()) {
      item.getChildren()
          .add(
              item(
                  new Entry(
                      key.table() + "." + String.join(", ", key.columns()),
                      "",
                      "→ " + key.referencedTable(),
                      Feather.CORNER_DOWN_RIGHT,
                      "%s (%s) refers to %s (%s); on delete %s, on update %s"
                          .formatted(
                              key.table(),
                              String.join(", ", key.columns()),
                              key.referencedTable(),
                              String.join(", ", key.referencedColumns()),
                              key.onDelete(),
                              key.onUpdate())),
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
      if (!entry.sql().isEmpty()) {
        setTooltip(new Tooltip(entry.sql()));
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
