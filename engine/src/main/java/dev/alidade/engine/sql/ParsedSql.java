package dev.alidade.engine.sql;

import dev.alidade.engine.sql.SqlToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.sf.jsqlparser.JSQLParserException;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.ExpressionVisitorAdapter;
import net.sf.jsqlparser.expression.JdbcNamedParameter;
import net.sf.jsqlparser.expression.JdbcParameter;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.select.AllTableColumns;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.Select;
import org.jspecify.annotations.Nullable;

/** SQL text as a syntax tree. The parser knows less than SQLite, so it may find none. */
final class ParsedSql {
  /** Deep nesting makes the parser look ahead for very long; then the plan has to do. */
  private static final int LONGEST_MILLIS = 1_000;

  private ParsedSql() {}

  static Optional<Statement> parse(String sql) {
    try {
      return Optional.ofNullable(
          CCJSqlParserUtil.parse(plain(sql), parser -> parser.withTimeOut(LONGEST_MILLIS)));
    } catch (JSQLParserException | RuntimeException e) {
      return Optional.empty(); // a text that only SQLite knows; the caller takes the plan instead
    }
  }

  /** Parameters become {@code ?} and names stand in double quotes: spellings that every SQL has. */
  private static String plain(String sql) {
    StringBuilder text = new StringBuilder();
    for (SqlToken token : SqlTokenizer.all(sql)) {
      text.append(
          switch (token.kind()) {
            case PARAMETER -> "?";
            case QUOTED -> SqlText.quoteName(token.unquoted());
            case SPACE, COMMENT -> " ";
            case WORD, STRING, BLOB, NUMBER, OPERATOR, ILLEGAL -> token.text();
          });
    }
    return text.toString();
  }

  static String unquoted(String name) {
    boolean quoted = name.length() > 1 && "\"`[".indexOf(name.charAt(0)) >= 0;
    return quoted ? new SqlToken(Kind.QUOTED, name, 0).unquoted() : name;
  }

  /** What an expression is made of; subqueries are not looked into. */
  static final class Parts extends ExpressionVisitorAdapter<@Nullable Void> {
    private final List<Column> columns = new ArrayList<>();
    private final List<Select> selects = new ArrayList<>();
    private final List<AllTableColumns> stars = new ArrayList<>();
    private boolean parameters;

    static Parts of(Expression expression) {
      Parts parts = new Parts();
      expression.accept(parts, null);
      return parts;
    }

    List<Column> columns() {
      return columns;
    }

    List<Select> selects() {
      return selects;
    }

    List<AllTableColumns> stars() {
      return stars;
    }

    boolean parameters() {
      return parameters;
    }

    @Override
    public <S> @Nullable Void visit(Column column, S context) {
      columns.add(column);
      return null;
    }

    @Override
    public <S> @Nullable Void visit(ParenthesedSelect select, S context) {
      selects.add(select);
      return null;
    }

    @Override
    public <S> @Nullable Void visit(Select select, S context) {
      selects.add(select);
      return null;
    }

    @Override
    public <S> @Nullable Void visit(AllTableColumns all, S context) {
      stars.add(all);
      return null;
    }

    @Override
    public <S> @Nullable Void visit(JdbcParameter parameter, S context) {
      parameters = true;
      return null;
    }

    @Override
    public <S> @Nullable Void visit(JdbcNamedParameter parameter, S context) {
      parameters = true;
      return null;
    }
  }
}
