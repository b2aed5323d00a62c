package dev.alidade.engine.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** EXPLAIN and EXPLAIN QUERY PLAN. Parameters without a value count as NULL. */
final class Explain {
  /** The program's columns in front of its rows, as SQLite names them. */
  private static final String[] HEADER = {
    "addr", "opcode", "p1", "p2", "p3", "p4", "p5", "comment"
  };

  private Explain() {}

  /**
   * One line of EXPLAIN QUERY PLAN.
   *
   * @param cost the column {@code notused}: on loops the planner's cost of one run, as 10·log2;
   *     else 0
   */
  record PlanRow(int id, int parent, int cost, String detail) {}

  static List<PlanRow> plan(Connection connection, SqlStatement statement) throws SQLException {
    List<PlanRow> lines = new ArrayList<>();
    try (PreparedStatement explain =
        connection.prepareStatement("EXPLAIN QUERY PLAN " + unexplained(statement.sql()))) {
      new ParameterSlots(statement.sql()).bind(explain, statement.parameters(), true);
      try (ResultSet rows = explain.executeQuery()) {
        while (rows.next()) {
          lines.add(new PlanRow(rows.getInt(1), rows.getInt(2), rows.getInt(3), rows.getString(4)));
        }
      }
    }
    return lines;
  }

  static List<String[]> bytecode(Connection connection, SqlStatement statement)
      throws SQLException {
    List<String[]> program = new ArrayList<>();
    program.add(HEADER.clone());
    try (PreparedStatement explain =
        connection.prepareStatement("EXPLAIN " + unexplained(statement.sql()))) {
      new ParameterSlots(statement.sql()).bind(explain, statement.parameters(), true);
      try (ResultSet rows = explain.executeQuery()) {
        while (rows.next()) {
          String[] instruction = new String[HEADER.length];
          for (int i = 0; i < instruction.length; i++) {
            String text = rows.getString(i + 1);
            instruction[i] = text == null ? "" : text;
          }
          program.add(instruction);
        }
      }
    }
    return program;
  }

  /** The statement itself where the text starts with EXPLAIN [QUERY PLAN]. */
  static String unexplained(String sql) {
    List<SqlToken> tokens = SqlTokenizer.meaningful(sql);
    int skip = 0;
    if (tokens.size() > 1 && tokens.getFirst().isWord("EXPLAIN")) {
      skip = tokens.size() > 3 && tokens.get(1).isWord("QUERY") ? 3 : 1;
    }
    return sql.substring(tokens.get(skip).start());
  }
}
