package dev.alidade.engine.sql;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which statements a database lets through, decided by their first words. ATTACH and DETACH run
 * only where the user asked for them: a query must not reach files that the user did not open.
 * {@code VACUUM INTO} writes another file, so it needs a writable database.
 */
final class StatementRules {
  private static final Set<String> READING_PRAGMAS =
      Set.of(
          "application_id",
          "collation_list",
          "compile_options",
          "data_version",
          "database_list",
          "encoding",
          "foreign_key_check",
          "foreign_key_list",
          "freelist_count",
          "function_list",
          "index_info",
          "index_list",
          "index_xinfo",
          "integrity_check",
          "page_count",
          "page_size",
          "quick_check",
          "schema_version",
          "table_info",
          "table_list",
          "table_xinfo",
          "user_version");

  private final boolean writable;

  /** Whether the connection also serves the workspace, so that its state must not move. */
  private final boolean shared;

  private final boolean attach;

  StatementRules(boolean writable, boolean shared, boolean attach) {
    this.writable = writable;
    this.shared = shared;
    this.attach = attach;
  }

  /**
   * The first statement of a text.
   *
   * @throws SqlException.StatementFailed when there is none, or it is not let through
   */
  String firstAllowed(String sql) {
    List<String> statements = SqlText.split(sql);
    if (statements.isEmpty()) {
      throw SqlErrors.empty();
    }
    String statement = statements.getFirst();
    check(statement);
    return statement;
  }

  private void check(String statement) {
    List<SqlToken> tokens = SqlTokenizer.meaningful(statement);
    String keyword = tokens.getFirst().text().toUpperCase(Locale.ROOT);
    boolean refused =
        switch (keyword) {
          case "ATTACH", "DETACH" -> !attach;
          case "VACUUM" -> !writable && tokens.stream().anyMatch(token -> token.isWord("INTO"));
          default -> false;
        };
    if (refused) {
      throw SqlErrors.refused(
          keyword + " is not allowed here.", "Open the other file as a database of its own.");
    }
    if (shared && !onlyReads(keyword, tokens)) {
      throw SqlErrors.refused(
          keyword + " is not allowed on the workspace.", "Use SELECT, VALUES, WITH or EXPLAIN.");
    }
  }

  private static boolean onlyReads(String keyword, List<SqlToken> tokens) {
    return switch (keyword) {
      case "SELECT", "VALUES", "WITH", "EXPLAIN" -> true;
      case "PRAGMA" ->
          tokens.stream().noneMatch(token -> token.isOperator("="))
              && tokens.stream().anyMatch(token -> READING_PRAGMAS.contains(token.name()));
      default -> false;
    };
  }

  /** What may run on a copy that indexes are tried on: CREATE INDEX and ANALYZE. */
  static void requireIndexing(String sql) {
    List<SqlToken> tokens = SqlTokenizer.meaningful(sql);
    boolean index =
        SqlText.split(sql).size() == 1
            && tokens.size() > 2
            && tokens.getFirst().isWord("CREATE")
            && (tokens.get(1).isWord("INDEX") || tokens.get(1).isWord("UNIQUE"));
    boolean analyze = SqlText.split(sql).size() == 1 && tokens.getFirst().isWord("ANALYZE");
    if (!index && !analyze) {
      throw SqlErrors.refused(
          "Only CREATE INDEX and ANALYZE can be tried.", "Give one such statement.");
    }
  }

  /** A transaction is all or nothing, so its statements must not end it. */
  static void refuseTransactionControl(String statement) {
    switch (SqlText.firstKeyword(statement)) {
      case "BEGIN", "COMMIT", "END", "ROLLBACK", "SAVEPOINT", "RELEASE" ->
          throw SqlErrors.refused(
              "A transaction cannot contain " + SqlText.firstKeyword(statement) + ".",
              "Leave it out: the statements already run as one transaction.");
      default -> {}
    }
  }
}
