package dev.alidade.engine.dataset;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a table of a SQLite file. Columns declared BOOLEAN that hold only 0 and 1 are booleans,
 * BLOBs of a column declared VECTOR are 32-bit floats, other BLOBs become hexadecimal text.
 */
final class SqliteRecords implements Records<@Nullable Object[]> {
  private final SqliteFile file;
  private final String table;
  private final List<String> names;
  private final boolean[] bools;
  private final boolean[] vectors;
  private final long rows;
  private long position;

  SqliteRecords(SqliteFile file, String table) {
    this.file = file;
    this.table = table;
    try (Connection connection = file.connect();
        Statement statement = connection.createStatement()) {
      UniqueNames unique = new UniqueNames();
      try (ResultSet empty = statement.executeQuery(select() + " LIMIT 0")) {
        ResultSetMetaData columns = empty.getMetaData();
        bools = new boolean[columns.getColumnCount()];
        vectors = new boolean[bools.length];
        for (int i = 0; i < bools.length; i++) {
          unique.add(columns.getColumnName(i + 1));
          String declared = columns.getColumnTypeName(i + 1).toUpperCase(Locale.ROOT);
          bools[i] = declared.startsWith("BOOL");
          vectors[i] = declared.startsWith("VECTOR") || declared.startsWith("F32_BLOB");
        }
      }
      names = unique.list();
      rows = count(statement);
      confirmBools(statement);
    } catch (SQLException e) {
      throw file.unreadable(e);
    }
  }

  private String select() {
    return "SELECT * FROM " + SqliteFile.quoted(table);
  }

  private long count(Statement statement) throws SQLException {
    try (ResultSet count =
        statement.executeQuery("SELECT count(*) FROM " + SqliteFile.quoted(table))) {
      return count.next() ? count.getLong(1) : 0;
    }
  }

  /** A declared boolean that holds anything but 0 and 1 is taken as it is. */
  private void confirmBools(Statement statement) throws SQLException {
    for (int i = 0; i < bools.length; i++) {
      if (bools[i]) {
        String name = SqliteFile.quoted(names.get(i));
        try (ResultSet other =
            statement.executeQuery(
                "SELECT 1 FROM %s WHERE %s NOT IN (0, 1) LIMIT 1"
                    .formatted(SqliteFile.quoted(table), name))) {
          bools[i] = !other.next();
        }
      }
    }
  }

  @Override
  public List<String> names() {
    return names;
  }

  @Override
  public double fraction() {
    return rows == 0 ? 1 : Math.min(1, position / (double) rows);
  }

  @Override
  public void read(Visitor<@Nullable Object[]> visitor) {
    position = 0;
    try (Connection connection = file.connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(select())) {
      while (result.next()) {
        @Nullable Object[] row = new Object[names.size()];
        for (int i = 0; i < row.length; i++) {
          row[i] = cell(result.getObject(i + 1), bools[i], vectors[i]);
        }
        if (!visitor.record(row, ++position)) {
          return;
        }
      }
    } catch (SQLException e) {
      throw file.unreadable(e);
    }
  }

  /** A value of SQLite as a cell. */
  static @Nullable Object cell(@Nullable Object value, boolean bool, boolean vector) {
    return switch (value) {
      case null -> null;
      case Integer number when bool -> number != 0;
      case Long number when bool -> number != 0;
      case Integer number -> (long) number;
      case byte[] bytes when vector && bytes.length % 4 == 0 && bytes.length > 0 -> floats(bytes);
      case byte[] bytes -> HexFormat.of().formatHex(bytes);
      case Long number -> number;
      case Double number -> number;
      default -> value.toString();
    };
  }

  private static double[] floats(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    return IntStream.range(0, bytes.length / 4).mapToDouble(i -> buffer.getFloat(i * 4)).toArray();
  }
}
