package dev.alidade.app.datasets;

import dev.alidade.app.table.ColumnValues;
import dev.alidade.app.table.ExpressionText;
import dev.alidade.engine.dataset.ColumnType;
import java.time.Instant;

/** One filter chip: which rows stay in view. */
public sealed interface RowFilter {
  /** The condition as the engine reads it. */
  String expression();

  /** What the chip says. */
  String label();

  /** Whether a new filter takes this one's place: both choose values of the same column. */
  default boolean replacedBy(RowFilter other) {
    return false;
  }

  /**
   * Values from {@code from} to {@code to}.
   *
   * @param from as a number; milliseconds since 1970 of a timestamp
   * @param closed whether {@code to} itself is in
   */
  record Range(String column, ColumnType type, double from, double to, boolean closed)
      implements RowFilter {
    @Override
    public String expression() {
      String name = ExpressionText.column(column);
      return name
          + " >= "
          + literal(from)
          + " and "
          + name
          + (closed ? " <= " : " < ")
          + literal(to);
    }

    @Override
    public String label() {
      return column + " " + ColumnValues.range(type, from, to);
    }

    @Override
    public boolean replacedBy(RowFilter other) {
      return other instanceof Range range && range.column.equals(column);
    }

    private String literal(double value) {
      return switch (type) {
        case TIMESTAMP ->
            ExpressionText.text(Instant.ofEpochMilli((long) Math.ceil(value)).toString());
        case INT64 ->
            Long.toString((long) (closed && value == to ? Math.floor(value) : Math.ceil(value)));
        case FLOAT64, BOOL, STRING, VECTOR -> ExpressionText.number(value);
      };
    }
  }

  /**
   * One value.
   *
   * @param value as the profile writes it
   */
  record Equal(String column, ColumnType type, String value) implements RowFilter {
    @Override
    public String expression() {
      String name = ExpressionText.column(column);
      return switch (type) {
        case STRING, TIMESTAMP, VECTOR -> name + " = " + ExpressionText.text(value);
        case INT64, FLOAT64 -> name + " = " + value;
        case BOOL -> Boolean.parseBoolean(value) ? name : "not " + name;
      };
    }

    @Override
    public String label() {
      return column + " is " + (value.isEmpty() ? "empty text" : value);
    }

    @Override
    public boolean replacedBy(RowFilter other) {
      return other instanceof Equal equal && equal.column.equals(column);
    }
  }

  /** Rows without a value. */
  record Missing(String column) implements RowFilter {
    @Override
    public String expression() {
      return ExpressionText.column(column) + " is null";
    }

    @Override
    public String label() {
      return column + " is null";
    }
  }

  /** A condition that the user wrote. */
  record Written(String expression) implements RowFilter {
    @Override
    public String label() {
      return expression;
    }
  }
}
