package dev.alidade.engine.vector;

import dev.alidade.engine.InvalidRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/**
 * Rows of a query over a SQLite file that is only read. A BLOB is the vector, 32-bit floats in
 * little-endian order: the column named like one, otherwise the first. A column {@code id} names
 * the document; {@link ColumnRoles} says which text is its content; the other columns are metadata.
 * Rows whose vector is null are left out.
 */
final class BlobSource implements VectorSource {
  /** So many rows, from the first with a BLOB, say what the columns hold. */
  private static final int LOOKED_AT = 100;

  private final Path file;
  private final Connection connection;
  private final Statement statement;
  private final ResultSet rows;
  private final List<String> names = new ArrayList<>();
  private final Deque<Row> waiting = new ArrayDeque<>();
  private final DistinctIds ids;
  private final int vectorColumn;
  private final int contentColumn;
  private final int idColumn;
  private final Row first;
  private final int dimensions;
  private long read;

  /**
   * @param number in the answer of the query, from 1
   */
  @SuppressWarnings("ArrayRecordComponent") // one row on its way, never compared
  private record Row(long number, @Nullable Object[] values) {}

  static BlobSource open(Path file, String sql) {
    VectorImport.requireFile(file);
    if (sql == null || sql.isBlank()) {
      throw new InvalidRequest(
          "There is no query to read vectors with.", "Give a SELECT with the BLOB of each vector.");
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
    this.ids = new DistinctIds(file, "row");
    for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
      names.add(rows.getMetaData().getColumnLabel(column));
    }
    lookAhead();
    this.idColumn =
        names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList().indexOf("id");
    this.vectorColumn =
        ColumnRoles.vectors(candidates(byte[].class))
            .orElseThrow(
                () ->
                    refused(
                        "no row of the query has a BLOB",
                        "Select the column that holds the vectors."))
            .place();
    this.contentColumn =
        ColumnRoles.content(candidates(String.class)).map(ColumnRoles.Candidate::place).orElse(-1);
    this.first =
        waiting.stream()
            .filter(row -> row.values()[vectorColumn] != null)
            .findFirst()
            .orElseThrow();
    this.dimensions = vector(first).length;
    if (!VectorInput.isDimensions(dimensions)) {
      throw refused(
          "its vectors have %,d values".formatted(dimensions), VectorInput.DIMENSIONS_REMEDY);
    }
  }

  private void lookAhead() throws SQLException {
    for (Row row = fetched(); row != null; row = fetched()) {
      boolean blob = Arrays.stream(row.values()).anyMatch(byte[].class::isInstance);
      if (blob || !waiting.isEmpty()) {
        waiting.add(row);
      }
      if (waiting.size() == LOOKED_AT) {
        return;
      }
    }
  }

  private @Nullable Row fetched() throws SQLException {
    if (!rows.next()) {
      return null;
    }
    @Nullable Object[] values = new Object[names.size()];
    for (int column = 0; column < values.length; column++) {
      values[column] = rows.getObject(column + 1);
    }
    return new Row(++read, values);
  }

  /** Columns, apart from the id, where a value of the type was seen. */
  private List<ColumnRoles.Candidate> candidates(Class<?> type) {
    List<ColumnRoles.Candidate> found = new ArrayList<>();
    for (int column = 0; column < names.size(); column++) {
      int place = column;
      List<Object> seen =
          waiting.stream()
              .<Object>map(row -> row.values()[place])
              .filter(type::isInstance)
              .toList();
      if (!seen.isEmpty() && column != idColumn) {
        double length =
            seen.stream()
                .mapToInt(value -> value instanceof String text ? text.length() : 0)
                .average()
                .orElse(0);
        found.add(new ColumnRoles.Candidate(column, names.get(column), length));
      }
    }
    return found;
  }

  private static VectorException.FileUnreadable failed(Path file, SQLException e) {
    return VectorException.FileUnreadable.of(
        "VEC-405",
        file,
        "SQLite says: " + e.getMessage(),
        "Check the file and the query by executing it in the SQL panel.",
        e);
  }

  private VectorException.FileUnreadable refused(String what, String remedy) {
    return VectorException.FileUnreadable.of("VEC-404", file, what, remedy, null);
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
      for (Row row = nextRow(); row != null; row = nextRow()) {
        if (row.values()[vectorColumn] != null) {
          return Optional.of(document(row));
        }
      }
      return Optional.empty();
    } catch (SQLException e) {
      throw failed(file, e);
    }
  }

  private @Nullable Row nextRow() throws SQLException {
    Row next = waiting.poll();
    return next == null ? fetched() : next;
  }

  private float[] vector(Row row) {
    if (!(row.values()[vectorColumn] instanceof byte[] bytes)) {
      throw refused(
          "row %,d holds no BLOB in the column \"%s\""
              .formatted(row.number(), names.get(vectorColumn)),
          "Leave out that row, or store its vector as 32-bit floats.");
    }
    if (bytes.length % Float.BYTES != 0) {
      throw refused(
          "row %,d has a BLOB of %,d bytes, which are no whole 32-bit floats"
              .formatted(row.number(), bytes.length),
          "Select the column that holds the vectors.");
    }
    return FloatBytes.toFloats(bytes);
  }

  private VectorDocument document(Row row) {
    float[] vector = vector(row);
    if (vector.length != dimensions) {
      throw new VectorException.VectorRefused(
          "VEC-101",
          "Row %,d of the query has a vector of %,d values, but row %,d has %,d."
              .formatted(row.number(), vector.length, first.number(), dimensions),
          "Leave out rows whose vectors have another length.");
    }
    Object named = idColumn < 0 ? null : row.values()[idColumn];
    String id = named == null ? Long.toString(row.number()) : text(named);
    ids.require(id, row.number());
    Object content = contentColumn < 0 ? null : row.values()[contentColumn];
    Map<String, Object> metadata = new LinkedHashMap<>();
    for (int column = 0; column < names.size(); column++) {
      Object value = row.values()[column];
      boolean other = column != idColumn && column != contentColumn && column != vectorColumn;
      if (other && value != null && isMetadata(value)) {
        metadata.put(names.get(column), value);
      }
    }
    return new VectorDocument(id, content == null ? "" : text(content), vector, metadata);
  }

  private static String text(Object value) {
    return value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : value.toString();
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
