package dev.alidade.engine.vector;

import dev.alidade.engine.vector.CollectionStore.Stored;
import dev.alidade.engine.vector.CollectionStore.Text;
import dev.alidade.engine.workspace.Workspace;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A collection's documents in the workspace, page by page in their order. */
final class DocumentPages {
  private final Workspace workspace;
  private final Stored collection;

  DocumentPages(Workspace workspace, Stored collection) {
    this.workspace = workspace;
    this.collection = collection;
  }

  /**
   * A document without its vector, or with it where it has no text.
   *
   * @param seq its place in the document order
   * @param embedding as it was added; empty where there is a text
   */
  @SuppressWarnings("ArrayRecordComponent") // bulk data, never compared
  record StoredText(long seq, String id, Text text, float[] embedding) {
    boolean isBlank() {
      return text.content().isBlank();
    }
  }

  /** Documents that come after a place in the document order, at most so many. */
  List<StoredText> textsAfter(long seq, int limit) {
    return workspace.read(
        connection -> {
          List<StoredText> found = new ArrayList<>();
          try (var select =
              connection.prepareStatement(
                  "SELECT seq, id, content, metadata, embedding FROM vector_documents"
                      + " WHERE collection = ? AND seq > ? ORDER BY seq LIMIT ?")) {
            select.setLong(1, collection.id());
            select.setLong(2, seq);
            select.setInt(3, limit);
            try (ResultSet rows = select.executeQuery()) {
              while (rows.next()) {
                Text text = new Text(rows.getString(3), MetadataValues.read(rows.getString(4)));
                float[] vector =
                    text.content().isBlank() ? FloatBytes.toFloats(rows.getBytes(5)) : new float[0];
                found.add(new StoredText(rows.getLong(1), rows.getString(2), text, vector));
              }
            }
          }
          return found;
        });
  }

  /** Documents whose content is blank. */
  long countWithoutText() {
    return workspace.read(
        connection -> {
          long count = 0;
          try (var select =
                  of("SELECT content FROM vector_documents WHERE collection = ?", connection);
              ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
              count += rows.getString(1).isBlank() ? 1 : 0;
            }
          }
          return count;
        });
  }

  Set<String> ids() {
    return workspace.read(
        connection -> {
          Set<String> found = new HashSet<>();
          try (var select = of("SELECT id FROM vector_documents WHERE collection = ?", connection);
              ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
              found.add(rows.getString(1));
            }
          }
          return found;
        });
  }

  private PreparedStatement of(String sql, Connection connection) throws SQLException {
    PreparedStatement select = connection.prepareStatement(sql);
    select.setLong(1, collection.id());
    return select;
  }

  /** Takes documents of one state of the collection, in their order. */
  interface Reader {
    /** Called before the first document. */
    void begin(long count);

    void read(VectorDocument document);
  }

  /**
   * Reads all of every document as of one moment; where the workspace has readers of its own,
   * others write meanwhile.
   *
   * @throws VectorException.CollectionUnavailable when the collection is not there any more
   */
  void all(Reader reader) {
    workspace.read(
        connection -> {
          reader.begin(count(connection));
          try (var select =
                  of(
                      "SELECT id, content, metadata, embedding FROM vector_documents"
                          + " WHERE collection = ? ORDER BY seq",
                      connection);
              ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
              reader.read(
                  new VectorDocument(
                      rows.getString(1),
                      rows.getString(2),
                      FloatBytes.toFloats(rows.getBytes(4)),
                      MetadataValues.read(rows.getString(3))));
            }
          }
          return true;
        });
  }

  private long count(Connection connection) throws SQLException {
    try (var select =
            of(
                "SELECT (SELECT count(*) FROM vector_documents d WHERE d.collection = c.id)"
                    + " FROM vector_collections c WHERE c.id = ?",
                connection);
        ResultSet rows = select.executeQuery()) {
      if (!rows.next()) {
        throw GuardedMemory.unavailable(collection, "was dropped or replaced");
      }
      return rows.getLong(1);
    }
  }
}
