package dev.alidade.engine.vector;

import dev.alidade.engine.workspace.Workspace;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;

/** Collections and documents in the workspace: the truth, of which linear memory is a cache. */
final class CollectionStore {
  /** One statement for a page of hits; SQLite allows 32,766 places. */
  private static final int TEXTS_AT_ONCE = 500;

  private final Workspace workspace;
  private final KeptTexts keptTexts = new KeptTexts();

  CollectionStore(Workspace workspace) {
    this.workspace = workspace;
  }

  record Stored(long id, String name, CollectionConfig config, String source) {}

  /** A document on its way to the tables; its metadata is JSON. */
  @SuppressWarnings("ArrayRecordComponent") // bulk data, never compared
  record NewDocument(String id, String content, String metadata, byte[] embedding) {}

  /** A document as it is loaded into memory, without its text. */
  record LoadedDocument(long seq, String id, String metadata, float[] embedding) {}

  /** What a hit shows. */
  record Text(String content, Map<String, Object> metadata) {}

  /** Receives documents in their order. */
  @FunctionalInterface
  interface DocumentReader {
    void read(LoadedDocument document);
  }

  /** Collections that are complete; removes those that an import left unfinished. */
  List<Stored> open() {
    List<Stored> unfinished = workspace.read(c -> select(c, "WHERE complete = 0"));
    for (Stored one : unfinished) {
      drop(one);
    }
    return workspace.read(c -> select(c, "WHERE complete = 1 ORDER BY id"));
  }

  private static List<Stored> select(Connection connection, String where) throws SQLException {
    List<Stored> found = new ArrayList<>();
    try (var select =
            connection.prepareStatement(
                "SELECT id, name, dimensions, metric, embedder, source FROM vector_collections "
                    + where);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        var config =
            new CollectionConfig(
                rows.getInt(3), Metric.valueOf(rows.getString(4)), rows.getString(5));
        found.add(new Stored(rows.getLong(1), rows.getString(2), config, rows.getString(6)));
      }
    }
    return found;
  }

  Stored create(String name, CollectionConfig config, String source, boolean complete) {
    return workspace.write(
        connection -> {
          long id;
          try (var insert =
              connection.prepareStatement(
                  "INSERT INTO vector_collections"
                      + " (name, dimensions, metric, embedder, source, complete)"
                      + " VALUES (?, ?, ?, ?, ?, ?) RETURNING id")) {
            insert.setString(1, name);
            insert.setInt(2, config.dimensions());
            insert.setString(3, config.metric().name());
            insert.setString(4, config.embedder());
            insert.setString(5, source);
            insert.setBoolean(6, complete);
            try (ResultSet rows = insert.executeQuery()) {
              rows.next();
              id = rows.getLong(1);
            }
          }
          KeywordIndex.create(connection, id);
          return new Stored(id, name, config, source);
        });
  }

  /** What is known of a collection's recall. */
  RecallStore recall(Stored collection) {
    return new RecallStore(workspace, collection.id());
  }

  /** Its documents page by page. */
  DocumentPages pages(Stored collection) {
    return new DocumentPages(workspace, collection);
  }

  void complete(Stored collection) {
    workspace.write(
        connection ->
            update(
                connection,
                "UPDATE vector_collections SET complete = 1 WHERE id = ?",
                collection.id()));
  }

  void drop(Stored collection) {
    workspace.write(connection -> removeNow(connection, collection));
  }

  private static int removeNow(Connection connection, Stored collection) throws SQLException {
    KeywordIndex.drop(connection, collection.id());
    RecallStore.remove(connection, collection.id());
    update(connection, "DELETE FROM vector_documents WHERE collection = ?", collection.id());
    return update(connection, "DELETE FROM vector_collections WHERE id = ?", collection.id());
  }

  void clear(Stored collection) {
    workspace.write(
        connection -> {
          KeywordIndex.drop(connection, collection.id());
          KeywordIndex.create(connection, collection.id());
          RecallStore.remove(connection, collection.id());
          return update(
              connection, "DELETE FROM vector_documents WHERE collection = ?", collection.id());
        });
  }

  long count(Stored collection) {
    return workspace.read(
        connection -> {
          try (var select =
              connection.prepareStatement(
                  "SELECT count(*) FROM vector_documents WHERE collection = ?")) {
            select.setLong(1, collection.id());
            try (ResultSet rows = select.executeQuery()) {
              rows.next();
              return rows.getLong(1);
            }
          }
        });
  }

  void load(Stored collection, DocumentReader reader) {
    workspace.read(
        connection -> {
          try (var select =
              connection.prepareStatement(
                  "SELECT seq, id, metadata, embedding FROM vector_documents"
                      + " WHERE collection = ? ORDER BY seq")) {
            select.setLong(1, collection.id());
            try (ResultSet rows = select.executeQuery()) {
              while (rows.next()) {
                reader.read(
                    new LoadedDocument(
                        rows.getLong(1),
                        rows.getString(2),
                        rows.getString(3),
                        FloatBytes.toFloats(rows.getBytes(4))));
              }
            }
          }
          return true;
        });
  }

  /** Puts an unfinished collection in the place of another, with its name. */
  void replace(Stored old, Stored made) {
    workspace.write(
        connection -> {
          removeNow(connection, old);
          try (var rename =
              connection.prepareStatement(
                  "UPDATE vector_collections SET name = ?, complete = 1 WHERE id = ?")) {
            rename.setString(1, old.name());
            rename.setLong(2, made.id());
            return rename.executeUpdate();
          }
        });
  }

  /** The vector of a document as it was added. */
  float[] embedding(long seq) {
    return workspace.read(
        connection -> {
          try (var select =
              connection.prepareStatement("SELECT embedding FROM vector_documents WHERE seq = ?")) {
            select.setLong(1, seq);
            try (ResultSet rows = select.executeQuery()) {
              if (!rows.next()) {
                throw new IllegalStateException("document " + seq + " is in memory only");
              }
              return FloatBytes.toFloats(rows.getBytes(1));
            }
          }
        });
  }

  /**
   * Adds or replaces documents in one transaction; gives their places in the document order.
   *
   * @param replaced the ids among them that the collection has
   */
  long[] put(Stored collection, List<NewDocument> documents, List<String> replaced) {
    return workspace.write(
        connection -> {
          removeNow(connection, collection, replaced);
          long[] seqs = new long[documents.size()];
          try (var insert =
                  connection.prepareStatement(
                      "INSERT INTO vector_documents (collection, id, content, metadata, embedding)"
                          + " VALUES (?, ?, ?, ?, ?) RETURNING seq");
              var keywords = KeywordIndex.inserter(connection, collection.id())) {
            for (int i = 0; i < seqs.length; i++) {
              NewDocument document = documents.get(i);
              insert.setLong(1, collection.id());
              insert.setString(2, document.id());
              insert.setString(3, document.content());
              insert.setString(4, document.metadata());
              insert.setBytes(5, document.embedding());
              try (ResultSet rows = insert.executeQuery()) {
                rows.next();
                seqs[i] = rows.getLong(1);
              }
              KeywordIndex.insert(keywords, seqs[i], document.content());
            }
          }
          return seqs;
        });
  }

  /** Returns how many there were. */
  long remove(Stored collection, Collection<String> ids) {
    return workspace.write(connection -> removeNow(connection, collection, ids));
  }

  private static long removeNow(Connection connection, Stored collection, Collection<String> ids)
      throws SQLException {
    long removed = 0;
    try (var delete =
            connection.prepareStatement(
                "DELETE FROM vector_documents WHERE collection = ? AND id = ? RETURNING seq");
        var keywords = KeywordIndex.remover(connection, collection.id())) {
      for (String id : ids) {
        delete.setLong(1, collection.id());
        delete.setString(2, id);
        long seq = -1;
        try (ResultSet rows = delete.executeQuery()) {
          if (rows.next()) {
            seq = rows.getLong(1);
          }
        }
        if (seq >= 0) {
          removed++;
          KeywordIndex.remove(keywords, seq);
        }
      }
    }
    return removed;
  }

  /** Texts and metadata of documents by their place in the order. */
  Map<Long, Text> texts(long[] seqs) {
    Map<Long, Text> texts = HashMap.newHashMap(seqs.length);
    long[] missing = keptTexts.known(seqs, texts);
    if (missing.length == 0) {
      return texts;
    }
    return workspace.read(
        connection -> {
          for (int from = 0; from < missing.length; from += TEXTS_AT_ONCE) {
            int to = Math.min(from + TEXTS_AT_ONCE, missing.length);
            addTexts(connection, Arrays.copyOfRange(missing, from, to), texts);
          }
          return texts;
        });
  }

  private void addTexts(Connection connection, long[] seqs, Map<Long, Text> texts)
      throws SQLException {
    String places = "?" + ", ?".repeat(seqs.length - 1);
    try (var select =
        connection.prepareStatement(
            "SELECT seq, content, metadata FROM vector_documents WHERE seq IN (" + places + ")")) {
      for (int i = 0; i < seqs.length; i++) {
        select.setLong(i + 1, seqs[i]);
      }
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          long seq = rows.getLong(1);
          String metadata = rows.getString(3);
          Text text =
              new Text(
                  rows.getString(2), Collections.unmodifiableMap(MetadataValues.read(metadata)));
          texts.put(seq, text);
          keptTexts.keep(seq, text, metadata.length());
        }
      }
    }
  }

  /** The best keyword matches among documents that are allowed, best first. */
  List<KeywordIndex.Match> keywordMatches(
      Stored collection, KeywordIndex.Words words, int limit, LongPredicate allowed) {
    return workspace.read(
        connection -> KeywordIndex.search(connection, collection.id(), words, limit, allowed));
  }

  private static int update(Connection connection, String sql, long id) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, id);
      return statement.executeUpdate();
    }
  }
}
