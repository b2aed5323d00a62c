package dev.alidade.engine.sql;

import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.sql.SqlToken.Kind;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of one statement, numbered as SQLite numbers them: {@code ?} takes the number
 * after the largest so far, {@code ?7} takes 7, a name takes the next number at its first use.
 */
final class ParameterSlots {
  /** For each number from 1: the name with its prefix, or empty where it has none. */
  private final List<Optional<String>> slots = new ArrayList<>();

  ParameterSlots(String sql) {
    for (SqlToken token : SqlTokenizer.all(sql)) {
      if (token.kind() == Kind.PARAMETER) {
        add(token.text());
      }
    }
  }

  /** SQLite's own limit is 32,766; a larger number is left for SQLite to refuse. */
  private void add(String text) {
    if (text.equals("?")) {
      slots.add(Optional.empty());
    } else if (text.startsWith("?")) {
      int number = text.length() > 6 ? 0 : Integer.parseInt(text.substring(1));
      while (number <= 32_766 && slots.size() < number) {
        slots.add(Optional.empty());
      }
    } else if (!slots.contains(Optional.of(text))) {
      slots.add(Optional.of(text));
    }
  }

  int count() {
    return slots.size();
  }

  /** Names without their prefix; a nameless one is called by its number. */
  List<String> names() {
    return IntStream.range(0, slots.size())
        .mapToObj(i -> slots.get(i).map(name -> name.substring(1)).orElse("" + (i + 1)))
        .toList();
  }

  /**
   * Binds every parameter.
   *
   * @param lenient whether a parameter without a value becomes NULL, as for plans
   * @throws SqlException.StatementFailed SQL-206 where a value is missing or left over
   */
  void bind(PreparedStatement statement, SqlParameters parameters, boolean lenient)
      throws SQLException {
    List<@Nullable Object> positional = parameters.positional();
    if (positional.size() > slots.size()) {
      throw SqlErrors.parameters(
          "%d values were given, but the statement has %d parameters."
              .formatted(positional.size(), slots.size()));
    }
    for (int i = 0; i < slots.size(); i++) {
      Optional<String> name = slots.get(i).map(text -> text.substring(1));
      if (name.isPresent() && parameters.named().containsKey(name.get())) {
        bindValue(statement, i + 1, parameters.named().get(name.get()));
      } else if (i < positional.size()) {
        bindValue(statement, i + 1, positional.get(i));
      } else if (lenient) {
        statement.setObject(i + 1, null);
      } else {
        throw SqlErrors.parameters("The parameter " + describe(i) + " has no value.");
      }
    }
  }

  /** Names of the parameters that have no value. */
  List<String> missing(SqlParameters parameters) {
    return IntStream.range(parameters.positional().size(), slots.size())
        .filter(
            i ->
                slots
                    .get(i)
                    .filter(name -> parameters.named().containsKey(name.substring(1)))
                    .isEmpty())
        .mapToObj(this::describe)
        .toList();
  }

  private String describe(int slot) {
    return slots.get(slot).orElse("number " + (slot + 1));
  }

  private static void bindValue(PreparedStatement statement, int number, @Nullable Object value)
      throws SQLException {
    switch (value) {
      case null -> statement.setObject(number, null);
      case Boolean flag -> statement.setLong(number, flag ? 1 : 0);
      case Double real -> statement.setDouble(number, real);
      case Float real -> statement.setDouble(number, real);
      case BigDecimal decimal -> statement.setDouble(number, decimal.doubleValue());
      case Number integer -> statement.setLong(number, integer.longValue());
      case String text -> statement.setString(number, text);
      case byte[] bytes -> statement.setBytes(number, bytes);
      default ->
          throw new InvalidRequest(
              "A parameter cannot be a " + value.getClass().getSimpleName() + ".",
              "Give a number, a string, bytes, a boolean or null.");
    }
  }
}
