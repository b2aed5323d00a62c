package dev.alidade.engine.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds where in a statement an error is. SQLite's message names the token only, which may stand in
 * several places; SQLite's parser stops at the first token it cannot take, so the place is the end
 * of the shortest beginning of the statement that fails with the same message.
 */
final class ErrorPlace {
  private static final Pattern NEAR =
      Pattern.compile("^near \"(.*)\": syntax error$", Pattern.DOTALL);
  private static final Pattern UNRECOGNIZED =
      Pattern.compile("^unrecognized token: \"(.*)\"$", Pattern.DOTALL);
  private static final Pattern UNKNOWN =
      Pattern.compile("^no such (?:table|column|function|index|view): (?:.*\\.)?([^.]+)$");

  private final Connection connection;
  private final String sql;

  ErrorPlace(Connection connection, String sql) {
    this.connection = connection;
    this.sql = sql;
  }

  Optional<Integer> find(String words) {
    Matcher near = NEAR.matcher(words);
    if (near.matches()) {
      return firstRefused(near.group(1), words);
    }
    Matcher unrecognized = UNRECOGNIZED.matcher(words);
    if (unrecognized.matches()) {
      int at = sql.indexOf(unrecognized.group(1));
      return at < 0 ? Optional.empty() : Optional.of(at);
    }
    Matcher unknown = UNKNOWN.matcher(words);
    return unknown.matches() ? firstNamed(unknown.group(1)) : Optional.empty();
  }

  private Optional<Integer> firstRefused(String text, String words) {
    List<SqlToken> candidates =
        SqlTokenizer.meaningful(sql).stream().filter(token -> token.text().equals(text)).toList();
    for (SqlToken token : candidates) {
      if (candidates.size() == 1 || failsWith(sql.substring(0, token.end()), words)) {
        return Optional.of(token.start());
      }
    }
    return Optional.empty();
  }

  private boolean failsWith(String beginning, String words) {
    try {
      connection.prepareStatement(beginning).close();
      return false;
    } catch (SQLException e) {
      return SqlErrors.words(e).equals(words);
    }
  }

  private Optional<Integer> firstNamed(String name) {
    return SqlTokenizer.meaningful(sql).stream()
        .filter(token -> token.isIdentifier() && token.unquoted().equalsIgnoreCase(name))
        .map(SqlToken::start)
        .findFirst();
  }
}
