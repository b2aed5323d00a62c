package dev.alidade.app.sql;

import dev.alidade.engine.sql.DatabaseSchema;
import dev.alidade.engine.sql.DatabaseSchema.ForeignKey;
import dev.alidade.engine.sql.DatabaseSchema.Table;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where each table stands: those that others refer to at the left, those that refer to them to the
 * right, tables without relations in rows below.
 */
final class DiagramLayout {
  static final double WIDTH = 220;
  static final double HEAD = 28;
  static final double LINE = 20;
  static final int MOST_COLUMNS = 14;
  private static final double GAP_X = 72;
  private static final double GAP_Y = 24;
  private static final double MARGIN = 16;

  /** Tables beside each other in a window of 1280 px. */
  private static final int BESIDE = 3;

  private final DatabaseSchema schema;
  private final Map<String, Box> boxes = new HashMap<>();
  private double width;
  private double height;

  record Box(double x, double y, double height) {}

  DiagramLayout(DatabaseSchema schema) {
    this.schema = schema;
    List<Table> related = schema.tables().stream().filter(this::isRelated).toList();
    Map<Integer, Double> nextY = new HashMap<>();
    for (Table table : related) {
      int level = level(table.name(), new HashSet<>());
      double y = nextY.getOrDefault(level, MARGIN);
      place(table, MARGIN + level * (WIDTH + GAP_X), y);
      nextY.put(level, y + height(table) + GAP_Y);
    }
    rows(schema.tables().stream().filter(table -> !isRelated(table)).toList());
  }

  double width() {
    return width + MARGIN;
  }

  double height() {
    return height + MARGIN;
  }

  Optional<Box> box(String table) {
    return Optional.ofNullable(boxes.get(key(table)));
  }

  /** The middle of a column's line. */
  double columnY(String table, String column) {
    Box box = box(table).orElseThrow();
    List<String> names =
        schema.table(table).orElseThrow().columns().stream().map(each -> key(each.name())).toList();
    int place = names.indexOf(key(column));
    return place < 0
        ? box.y() + HEAD / 2
        : box.y() + HEAD + (Math.min(place, MOST_COLUMNS) + 0.5) * LINE;
  }

  private void rows(List<Table> tables) {
    double y = height == 0 ? MARGIN : height + 2 * GAP_Y;
    for (int from = 0; from < tables.size(); from += BESIDE) {
      List<Table> row = tables.subList(from, Math.min(tables.size(), from + BESIDE));
      double tallest = 0;
      for (int i = 0; i < row.size(); i++) {
        place(row.get(i), MARGIN + i * (WIDTH + GAP_Y), y);
        tallest = Math.max(tallest, height(row.get(i)));
      }
      y += tallest + GAP_Y;
    }
  }

  private void place(Table table, double x, double y) {
    boxes.put(key(table.name()), new Box(x, y, height(table)));
    width = Math.max(width, x + WIDTH);
    height = Math.max(height, y + height(table));
  }

  private static double height(Table table) {
    int lines = Math.min(table.columns().size(), MOST_COLUMNS);
    return HEAD + LINE * (lines + (table.columns().size() > lines ? 1 : 0)) + 2;
  }

  private boolean isRelated(Table table) {
    return !schema.foreignKeysOf(table.name()).isEmpty()
        || !schema.referencesTo(table.name()).isEmpty();
  }

  /** How many steps it refers on; a circle ends where it began. */
  private int level(String table, Set<String> on) {
    if (!on.add(key(table))) {
      return 0;
    }
    int level = 0;
    for (ForeignKey key : schema.foreignKeysOf(table)) {
      if (!key.referencedTable().equalsIgnoreCase(table)
          && schema.table(key.referencedTable()).isPresent()
          && !on.contains(key(key.referencedTable()))) {
        level = Math.max(level, 1 + level(key.referencedTable(), on));
      }
    }
    on.remove(key(table));
    return level;
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
