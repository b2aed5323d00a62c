package dev.alidade.engine.vector;

import dev.alidade.engine.vector.VectorCollection.MetadataField;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The metadata of all rows as typed columns, and filters over them as bitmaps. Not thread-safe: its
 * owner's lock keeps writers apart from readers.
 */
final class MetadataColumns {
  /** So many frequent values of a field are offered for filters. */
  private static final int OFFERED_VALUES = 20;

  private final Map<String, FieldColumn> fields = new LinkedHashMap<>();

  void set(int row, Map<String, Object> metadata) {
    metadata.forEach(
        (field, value) -> fields.computeIfAbsent(field, f -> new FieldColumn()).set(row, value));
  }

  @Nullable Object value(String field, int row) {
    FieldColumn column = fields.get(field);
    return column == null ? null : column.value(row);
  }

  void compact(int[] kept) {
    fields.values().forEach(column -> column.compact(kept));
  }

  void clear() {
    fields.clear();
  }

  /** The live rows that the filter keeps. */
  long[] select(Filter filter, RowDirectory directory) {
    long[] kept = select(filter, directory.rows());
    long[] live = directory.liveBits();
    for (int i = 0; i < kept.length; i++) {
      kept[i] &= live[i];
    }
    return kept;
  }

  private long[] select(Filter filter, int rows) {
    long[] out = new long[RowBits.words(rows)];
    switch (filter) {
      case Filter.Equals f -> selectEqual(f.field(), f.value(), rows, out);
      case Filter.In f -> selectAnyOf(f, rows, out);
      case Filter.Range f -> selectRange(f, rows, out);
      case Filter.Exists f -> {
        FieldColumn column = fields.get(f.field());
        if (column != null) {
          column.select(out, rows, row -> true);
        }
      }
      case Filter.And f -> {
        java.util.Arrays.fill(out, -1L);
        for (Filter part : f.parts()) {
          long[] bits = select(part, rows);
          for (int i = 0; i < out.length; i++) {
            out[i] &= bits[i];
          }
        }
      }
      case Filter.Or f -> {
        for (Filter part : f.parts()) {
          long[] bits = select(part, rows);
          for (int i = 0; i < out.length; i++) {
            out[i] |= bits[i];
          }
        }
      }
      case Filter.Not f -> {
        long[] bits = select(f.part(), rows);
        for (int i = 0; i < out.length; i++) {
          out[i] = ~bits[i];
        }
      }
    }
    return out;
  }

  private void selectEqual(String field, Object value, int rows, long[] out) {
    Object constant = MetadataValues.constant(field, value);
    FieldColumn column = fields.get(field);
    if (column == null) {
      return;
    }
    if (constant instanceof String text) {
      column.selectStrings(out, rows, text::equals);
    } else {
      column.select(out, rows, row -> column.compare(row, constant) == 0);
    }
  }

  /** Texts in one pass, however many they are. */
  private void selectAnyOf(Filter.In any, int rows, long[] out) {
    Set<Object> texts =
        any.values().stream().filter(String.class::isInstance).collect(Collectors.toSet());
    any.values().stream()
        .filter(value -> !(value instanceof String))
        .forEach(value -> selectEqual(any.field(), value, rows, out));
    FieldColumn column = fields.get(any.field());
    if (column != null && !texts.isEmpty()) {
      column.selectStrings(out, rows, texts::contains);
    }
  }

  private void selectRange(Filter.Range range, int rows, long[] out) {
    Object from =
        range.from() == null ? null : MetadataValues.constant(range.field(), range.from());
    Object to = range.to() == null ? null : MetadataValues.constant(range.field(), range.to());
    FieldColumn column = fields.get(range.field());
    if (column == null) {
      return;
    }
    if (isText(from) && isText(to) && (from != null || to != null)) {
      column.selectStrings(out, rows, text -> isBetween(text, (String) from, (String) to));
    } else {
      column.select(out, rows, row -> isAtLeast(column, row, from) && isAtMost(column, row, to));
    }
  }

  private static boolean isText(@Nullable Object end) {
    return end == null || end instanceof String;
  }

  private static boolean isBetween(String text, @Nullable String from, @Nullable String to) {
    return (from == null || text.compareTo(from) >= 0) && (to == null || text.compareTo(to) <= 0);
  }

  private static boolean isAtLeast(FieldColumn column, int row, @Nullable Object from) {
    return from == null || column.compare(row, from) >= 0;
  }

  private static boolean isAtMost(FieldColumn column, int row, @Nullable Object to) {
    if (to == null) {
      return true;
    }
    int comparison = column.compare(row, to);
    return comparison <= 0 && comparison != FieldColumn.INCOMPARABLE;
  }

  /** Fields in the order of their first appearance, with the most frequent values. */
  List<MetadataField> fields(RowDirectory directory) {
    int[] live = directory.liveRows();
    List<MetadataField> found = new ArrayList<>();
    fields.forEach(
        (name, column) -> {
          Map<Object, Integer> counts = new HashMap<>();
          Map<FieldColumn.Kind, Integer> kinds = new EnumMap<>(FieldColumn.Kind.class);
          for (int row : live) {
            Object value = column.value(row);
            if (value != null) {
              counts.merge(value, 1, Integer::sum);
              kinds.merge(column.kind(row), 1, Integer::sum);
            }
          }
          if (!counts.isEmpty()) {
            found.add(new MetadataField(name, type(kinds), mostFrequent(counts)));
          }
        });
    return found;
  }

  private static String type(Map<FieldColumn.Kind, Integer> kinds) {
    FieldColumn.Kind most =
        kinds.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
    return switch (most) {
      case STRING, MISSING -> "STRING";
      case INTEGER, DECIMAL -> "NUMBER";
      case BOOLEAN -> "BOOLEAN";
      case TIMESTAMP -> "TIMESTAMP";
    };
  }

  private static List<Object> mostFrequent(Map<Object, Integer> counts) {
    Comparator<Map.Entry<Object, Integer>> order =
        Map.Entry.<Object, Integer>comparingByValue().reversed();
    return counts.entrySet().stream()
        .sorted(order.thenComparing(e -> e.getKey().toString()))
        .limit(OFFERED_VALUES)
        .<Object>map(Map.Entry::getKey)
        .toList();
  }
}
