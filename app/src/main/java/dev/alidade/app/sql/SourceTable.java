package dev.alidade.app.sql;

import dev.alidade.app.sql.SqlTokens.Kind;
import dev.alidade.app.sql.SqlTokens.Token;
import java.util.List;
import java.util.Optional;

/** The table that a query reads, where it reads only one. */
final class SourceTable {
  private SourceTable() {}

  static Optional<String> of(String sql) {
    List<Token> tokens = SqlTokens.meaningful(sql);
    Optional<String> found = Optional.empty();
    for (int i = 0; i + 1 < tokens.size(); i++) {
      if (tokens.get(i).isAnyOf("JOIN", "UNION", "EXCEPT", "INTERSECT", "WITH")) {
        return Optional.empty();
      }
      if (tokens.get(i).is("FROM")) {
        Token name = tokens.get(i + 1);
        boolean comma = i + 2 < tokens.size() && tokens.get(i + 2).is(",");
        if (found.isPresent() || comma || name.is("(")) {
          return Optional.empty();
        }
        found = Optional.of(name(name));
      }
    }
    return found;
  }

  private static String name(Token token) {
    String text = token.text();
    return token.kind() == Kind.QUOTED_NAME && text.length() > 1
        ? text.substring(1, text.length() - 1)
        : text;
  }
}
