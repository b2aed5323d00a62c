package dev.alidade.engine.vector;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The words of a collection's documents in an FTS5 table of its own, ranked by BM25. The table
 * keeps no copy of the texts.
 */
final class KeywordIndex {
  /** Marks belong to the letter before them, as in many scripts' vowels. */
  private static final Pattern WORD =
      Pattern.compile("[\\p{L}\\p{N}\\p{Co}][\\p{L}\\p{N}\\p{M}\\p{Co}]*");

  /**
   * Each word is one more list of documents to merge: with 50,000 a search took most of a minute.
   */
  static final int MOST_WORDS = 200;

  private KeywordIndex() {}

  /**
   * What is looked for.
   *
   * @param used different words, at most {@link #MOST_WORDS}, in the order of the text
   * @param all how many different ones the text has
   */
  record Words(List<String> used, int all) {}

  /**
   * @param score BM25, larger for better matches
   */
  record Match(long seq, double score) {}

  private static String table(long collection) {
    return "vector_text_" + collection;
  }

  static void create(Connection connection, long collection) throws SQLException {
    execute(
        connection,
        "CREATE VIRTUAL TABLE "
            + table(collection)
            + " USING fts5 (content, content='', contentless_delete=1,"
            + " tokenize='unicode61 remove_diacritics 2')");
  }

  static void drop(Connection connection, long collection) throws SQLException {
    execute(connection, "DROP TABLE IF EXISTS " + table(collection));
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  static PreparedStatement inserter(Connection connection, long collection) throws SQLException {
    return connection.prepareStatement(
        "INSERT INTO " + table(collection) + " (rowid, content) VALUES (?, ?)");
  }

  static void insert(PreparedStatement inserter, long seq, String content) throws SQLException {
    if (!content.isEmpty()) {
      inserter.setLong(1, seq);
      inserter.setString(2, composed(content));
      inserter.executeUpdate();
    }
  }

  static PreparedStatement remover(Connection connection, long collection) throws SQLException {
    return connection.prepareStatement("DELETE FROM " + table(collection) + " WHERE rowid = ?");
  }

  static void remove(PreparedStatement remover, long seq) throws SQLException {
    remover.setLong(1, seq);
    remover.executeUpdate();
  }

  /** The best matches of any of the words, best first, among documents that are allowed. */
  static List<Match> search(
      Connection connection, long collection, Words words, int limit, LongPredicate allowed)
      throws SQLException {
    List<Match> matches = new ArrayList<>();
    if (words.used().isEmpty()) {
      return matches;
    }
    String sql =
        "SELECT rowid, rank FROM %1$s WHERE %1$s MATCH ? ORDER BY rank, rowid"
            .formatted(table(collection));
    try (var select = connection.prepareStatement(sql)) {
      select.setString(1, anyOf(words));
      try (ResultSet rows = select.executeQuery()) {
        while (matches.size() < limit && rows.next()) {
          long seq = rows.getLong(1);
          if (allowed.test(seq)) {
            matches.add(new Match(seq, -rows.getDouble(2)));
          }
        }
      }
    }
    return matches;
  }

  /**
   * The words of a text, each once however it is written: FTS5 folds case and accents itself, but
   * knows letters that are made of several characters only in their composed form.
   */
  static Words words(String text) {
    Set<String> different = new LinkedHashSet<>();
    WORD.matcher(composed(text))
        .results()
        .forEach(word -> different.add(word.group().toLowerCase(Locale.ROOT)));
    return new Words(different.stream().limit(MOST_WORDS).toList(), different.size());
  }

  private static String composed(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC);
  }

  /** Words as quoted strings, so that nothing in a text is read as FTS5's query language. */
  private static String anyOf(Words words) {
    return words.used().stream().map(word -> '"' + word + '"').collect(Collectors.joining(" OR "));
  }
}
