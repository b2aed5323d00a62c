package dev.alidade.app.sql;

import java.util.List;

/**
 * The statement in which a caret stands.
 *
 * @param start where it begins in its script, in characters
 */
record StatementAt(String sql, int start) {
  /**
   * @param statements the script's statements in their order, as the engine split them
   * @param caret character position in the script
   */
  static StatementAt caret(String script, List<String> statements, int caret) {
    StatementAt last = new StatementAt("", 0);
    int from = 0;
    for (String statement : statements) {
      int start = script.indexOf(statement, from);
      if (start < 0) {
        continue;
      }
      int end = start + statement.length();
      if (caret < start && !last.sql().isEmpty()) {
        return last;
      }
      last = new StatementAt(statement, start);
      if (caret <= end) {
        return last;
      }
      from = end;
    }
    return last;
  }
}
