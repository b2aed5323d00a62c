package dev.alidade.engine.vector;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.sqlite.SQLiteConfig;

/**
 * Rows of a query over a SQLite file that is only read. The first BLOB is the vector, 32-bit floats
 * in little-endian order; a column {@code id} names the document, the first text that is not the id
 * is its content, the other columns are metadata. Rows whose vector is null are left out.
 */
final class BlobSource implements VectorSource {
  private final Path file;
  private final Connection connection;
  private final Statement statement;
  private final ResultSet rows;
  private final int columns;
  private final int vectorColumn;
  private final int dimensions;
  private boolean onFirst = true;
  private long read;

  static BlobSource open(Path file, String sql) {
    if (!Files.isReadable(file)) {
      throw VectorException.FileUnreadable.of(
          "VEC-401", file, "it is not there", "Choose another file.", null);
    }
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    try {
      Connection connection = config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
      boolean done = false;
      try {
        BlobSource source = new BlobSource(file, connection, sql);
        done = true;
        return source;
      } finally {
        if (!done) {
          connection.close();
        }
      }
    } catch (SQLException e) {
      throw failed(file, e);
    }
  }

  private BlobSource(Path file, Connection connection, String sql) throws SQLException {
    this.file = file;
    this.connection = connection;
    this.statement = connection.createStatement();
    this.rows = statement.executeQuery(sql);
    this.columns = rows.getMetaData().getColumnCount();
    int found = 0;
    while (found == 0 && rows.next()) {
      found = blobColumn();
    }
    if (found == 0) {
      throw VectorException.FileUnreadable.of(
          "VEC-404",
          file,
          "no row of the query has a BLOB",
          "Select the column that holds the vectors.",
          null);
    }
    this.vectorColumn = found;
    this.dimensions = rows.getBytes(found).length / Float.BYTES;
    VectorInput.requireDimensions(dimensions);
  }

  private int blobColumn() throws SQLException {
    for (int column = 1; column <= columns; column++) {
      if (rows.getObject(column) instanceof byte[]) {
        return column;
      }
    }
    return 0;
  }

  private static VectorException.FileUnreadable failed(Path file, SQLException e) {
    return VectorException.FileUnreadable.of(
        "VEC-405",
        file,
        "SQLite says: " + e.getMessage(),
        "Check the file and the query by executing it in the SQL panel.",
        e);
  }

  @Override
  public int dimensions() {
    return dimensions;
  }

  @Override
  public OptionalLong count() {
    return OptionalLong.empty();
  }

  @Override
  public Optional<VectorDocument> next() throws IOException {
    try {
      while (onFirst || rows.next()) {
        onFirst = false;
        byte[] vector = rows.getBytes(vectorColumn);
        if (vector != null) {
          read++;
          return Optional.of(document(vector));
        }
      }
      return Optional.empty();
    } catch (SQLException e) {
      throw failed(file, e);
    }
  }

  private VectorDocument document(byte[] vector) throws SQLException {
    if (vector.length % Float.BYTES != 0) {
      throw VectorException.FileUnreadable.of(
          "VEC-404",
          file,
          "BLOB %,d has %,d bytes, which are no whole 32-bit floats".formatted(read, vector.length),
          "Select the column that holds the vectors.",
          null);
    }
    String id = Long.toString(read);
    String content = "";
    Map<String, Object> metadata = new LinkedHashMap<>();
    for (int column = 1; column <= columns; column++) {
      String name = rows.getMetaData().getColumnLabel(column);
      Object value = column == vectorColumn ? null : rows.getObject(column);
      if (name.equalsIgnoreCase("id") && value != null) {
        id = value.toString();
      } else if (content.isEmpty() && value instanceof String text) {
        content = text;
      } else if (value != null && isMetadata(value)) {
        metadata.put(name, value);
      }
    }
    return new VectorDocument(id, content, FloatBytes.toFloats(vector), metadata);
  }

  private static boolean isMetadata(Object value) {
    return value instanceof String
        || value instanceof Integer
        || value instanceof Long
        || (value instanceof Double d && Double.isFinite(d));
  }

  @Override
  public void close() throws IOException {
    try {
      rows.close();
      statement.close();
      connection.close();
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }
}
