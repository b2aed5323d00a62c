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
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.LongConsumer;
import org.sqlite.SQLiteConfig;

/**
 * Writes a data set as the one table of a new SQLite file; its types are read back as they were.
 */
final class SqliteExport {
  private static final int ROWS_PER_BATCH = 1_000;

  private final Dataset dataset;
  private final LongConsumer rowStarted;

  SqliteExport(Dataset dataset, LongConsumer rowStarted) {
    this.dataset = dataset;
    this.rowStarted = rowStarted;
  }

  /** The file is new and is thrown away when this fails, so SQLite need not protect it. */
  void write(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.OFF);
    config.setSynchronous(SQLiteConfig.SynchronousMode.OFF);
    try (Connection connection = config.createConnection("jdbc:sqlite:" + file)) {
      connection.setAutoCommit(false);
      String table = SqliteFile.quoted(dataset.name());
      StringJoiner columns = new StringJoiner(", ", "CREATE TABLE " + table + " (", ")");
      StringJoiner marks = new StringJoiner(", ", "INSERT INTO " + table + " VALUES (", ")");
      Set<String> taken = new HashSet<>();
      for (Column column : dataset.columns()) {
        columns.add(SqliteFile.quoted(name(column, taken)) + " " + declared(column));
        marks.add("?");
      }
      try (Statement statement = connection.createStatement()) {
        statement.executeUpdate(columns.toString());
      }
      insert(connection, marks.toString());
      connection.commit();
    }
  }

  /** SQLite does not tell names apart by their case. */
  private static String name(Column column, Set<String> taken) {
    String name = column.field().name();
    for (int n = 2; !taken.add(name.toLowerCase(Locale.ROOT)); n++) {
      name = column.field().name() + " " + n;
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

  private void insert(Connection connection, String sql) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      for (long row = 0; row < dataset.rowCount(); row++) {
        rowStarted.accept(row);
        for (int i = 0; i < dataset.columns().size(); i++) {
          bind(insert, i + 1, dataset.column(i), row);
        }
        insert.addBatch();
        if ((row + 1) % ROWS_PER_BATCH == 0) {
          insert.executeBatch();
        }
      }
      insert.executeBatch();
    }
  }

  private static void bind(PreparedStatement insert, int position, Column column, long row)
      throws SQLException {
    if (column.isNull(row)) {
      insert.setNull(position, Types.NULL);
      return;
    }
    switch (column) {
      case BoolColumn flags -> insert.setInt(position, flags.get(row) ? 1 : 0);
      case Int64Column numbers -> insert.setLong(position, numbers.get(row));
      case Float64Column numbers -> insert.setDouble(position, numbers.get(row));
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
