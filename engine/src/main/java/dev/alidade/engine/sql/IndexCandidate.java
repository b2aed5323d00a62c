package dev.alidade.engine.sql;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * An index that could be made.
 *
 * @param keys SQL texts of columns and expressions, with {@code " DESC"} where they run downwards
 * @param where the condition of a partial index
 */
record IndexCandidate(String table, List<String> keys, Optional<String> where) {
  /** SQLite takes longer names, but lists of indexes are read by people. */
  private static final int LONGEST_NAME = 60;

  IndexCandidate {
    keys = List.copyOf(keys);
  }

  static IndexCandidate on(String table, List<String> keys) {
    return new IndexCandidate(table, keys, Optional.empty());
  }

  IndexCandidate first(int count) {
    return new IndexCandidate(table, keys.subList(0, count), where);
  }

  /** Whether another index has the same first key, on the same rows of the same table. */
  boolean beginsLike(IndexCandidate other) {
    return table.equals(other.table)
        && where.equals(other.where)
        && TableUse.withoutDirection(keys.getFirst())
            .equals(TableUse.withoutDirection(other.keys.getFirst()));
  }

  /** The key that the condition compares with one value. */
  Optional<String> whereEquals() {
    return where
        .filter(term -> term.contains(" = "))
        .map(term -> term.substring(0, term.indexOf(" = ")));
  }

  String createSql(String name) {
    return "CREATE INDEX %s ON %s (%s)%s"
        .formatted(
            SqlText.readableName(name),
            SqlText.readableName(table),
            String.join(", ", keys),
            where.map(condition -> " WHERE " + condition).orElse(""));
  }

  static String dropSql(String name) {
    return "DROP INDEX " + SqlText.readableName(name);
  }

  /** A name that says what is in the index and that no other object has. */
  String name(Set<String> taken) {
    StringBuilder words = new StringBuilder("idx_").append(word(table));
    keys.forEach(key -> words.append('_').append(word(TableUse.withoutDirection(key))));
    if (where.isPresent()) {
      words.append("_where_").append(word(where.get()));
    }
    String base = words.substring(0, Math.min(words.length(), LONGEST_NAME));
    String name = base;
    for (int i = 2; taken.contains(TableFacts.lower(name)); i++) {
      name = base + "_" + i;
    }
    return name;
  }

  private static String word(String text) {
    return text.toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}]+", "_")
        .replaceAll("^_+|_+$", "");
  }
}
