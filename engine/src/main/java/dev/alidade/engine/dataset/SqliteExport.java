package dev.alidade.engine.dataset;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;
import org.sqlite.SQLiteConfig;

/** Writes rows as the one table of a new SQLite file; its types are read back as they were. */
final class SqliteExport implements RowsWriter {
  /** Most parameters that a statement of SQLite's default build takes. */
  private static final int MAX_PARAMETERS = 32_766;

  /**
   * Rows of one INSERT; more gain nothing (measured: 0.65 µs a row at 500, 1.6 by batches of one).
   */
  private static final int MAX_ROWS = 500;

  private final Connection connection;
  private final String table;
  private final int width;
  private final int rowsPerInsert;
  private final PreparedStatement many;
  private final PreparedStatement one;
  private long notNumbers;

  /** The file is new and is thrown away when this fails, so SQLite need not protect it. */
  SqliteExport(Path file, String name, List<String> names, List<Column> columns)
      throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.OFF);
    config.setSynchronous(SQLiteConfig.SynchronousMode.OFF);
    table = SqliteFile.quoted(name);
    width = columns.size();
    rowsPerInsert = Math.max(1, Math.min(MAX_ROWS, MAX_PARAMETERS / width));
    connection = config.createConnection("jdbc:sqlite:" + file);
    boolean open = false;
    try {
      connection.setAutoCommit(false);
      create(names, columns);
      many = insert(rowsPerInsert);
      one = insert(1);
      open = true;
    } finally {
      if (!open) {
        connection.close();
      }
    }
  }

  private void create(List<String> names, List<Column> columns) throws SQLException {
    StringJoiner declared = new StringJoiner(", ", "CREATE TABLE " + table + " (", ")");
    Set<String> taken = new HashSet<>();
    for (int i = 0; i < names.size(); i++) {
      declared.add(SqliteFile.quoted(name(names.get(i), taken)) + " " + declared(columns.get(i)));
    }
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(declared.toString());
    }
  }

  private PreparedStatement insert(int rows) throws SQLException {
    String row = "(" + "?, ".repeat(width - 1) + "?)";
    return connection.prepareStatement(
        "INSERT INTO " + table + " VALUES " + (row + ", ").repeat(rows - 1) + row);
  }

  @Override
  public void write(List<Column> columns, long from, long to) throws SQLException {
    long row = from;
    while (row < to) {
      boolean full = to - row >= rowsPerInsert;
      PreparedStatement insert = full ? many : one;
      int count = full ? rowsPerInsert : 1;
      for (int i = 0; i < count; i++, row++) {
        for (int column = 0; column < width; column++) {
          bind(insert, i * width + column + 1, columns.get(column), row);
        }
      }
      insert.executeUpdate();
    }
  }

  @Override
  public void finish() throws SQLException {
    connection.commit();
  }

  @Override
  public ExportLosses losses() {
    return new ExportLosses(notNumbers, 0, 0);
  }

  @Override
  public void close() throws SQLException {
    try (connection;
        many;
        one) {
      // Closed in the reverse order of their making.
    }
  }

  /** SQLite does not tell names apart by their case. */
  private static String name(String wanted, Set<String> taken) {
    String name = wanted;
    for (int n = 2; !taken.add(name.toLowerCase(Locale.ROOT)); n++) {
      name = wanted + " " + n;
    }
    return name;
  }

  private static String declared(Column column) {
    return switch (column) {
      case BoolColumn c -> "BOOLEAN";
      case Int64Column c -> "INTEGER";
      case Float64Column c -> "REAL";
      case TimestampColumn c -> "TIMESTAMP";
      case StringColumn c -> "TEXT";
      case VectorColumn c -> "VECTOR(" + c.dimensions() + ")";
    };
  }

  private void bind(PreparedStatement insert, int position, Column column, long row)
      throws SQLException {
    if (column.isNull(row)) {
      insert.setNull(position, Types.NULL);
      return;
    }
    switch (column) {
      case BoolColumn flags -> insert.setInt(position, flags.get(row) ? 1 : 0);
      case Int64Column numbers -> insert.setLong(position, numbers.get(row));
      case Float64Column numbers -> {
        notNumbers += Double.isNaN(numbers.get(row)) ? 1 : 0;
        insert.setDouble(position, numbers.get(row));
      }
      case TimestampColumn times -> insert.setString(position, ValueText.of(times, row));
      case StringColumn texts -> insert.setString(position, texts.text(row));
      case VectorColumn vectors -> insert.setBytes(position, bytes(vectors.get(row)));
    }
  }

  private static byte[] bytes(float[] vector) {
    ByteBuffer buffer = ByteBuffer.allocate(vector.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : vector) {
      buffer.putFloat(value);
    }
    return buffer.array();
  }
}
