package dev.alidade.app.sql;

import java.util.List;

/** Finds the statement in which a caret stands. */
final class StatementAt {
  private StatementAt() {}

  /**
   * @param statements the script's statements in their order, as the engine split them
   * @param caret character position in the script
   */
  static String caret(String script, List<String> statements, int caret) {
    String last = "";
    int from = 0;
    for (String statement : statements) {
      int start = script.indexOf(statement, from);
      if (start < 0) {
        continue;
      }
      int end = start + statement.length();
      if (caret < start && !last.isEmpty()) {
        return last;
      }
      last = statement;
      if (caret <= end) {
        return statement;
      }
      from = end;
    }
    return last;
  }
}
