package dev.alidade.engine.dataset;

import dev.alidade.engine.EngineException;
import dev.alidade.engine.Progress;
import dev.alidade.engine.dataset.LoadOptions.BadValues;
import dev.alidade.engine.workspace.Workspace;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The workspace's list of data sets: where each comes from, so that it can be had again. */
final class StoredDatasets {
  /** Stands for the number of rows until all of them are written. */
  private static final long ROWS_UNFINISHED = -1;

  private final Workspace workspace;
  private final Clock clock;

  StoredDatasets(Workspace workspace, Clock clock) {
    this.workspace = workspace;
    this.clock = clock;
  }

  /**
   * @param origin the file to read again; empty where the workspace has the rows themselves
   */
  record Stored(long id, String name, String source, Optional<Origin> origin) {}

  /** A file and how it was read. */
  record Origin(Path path, LoadOptions options) {}

  /** In the order of loading; forgets what was not written to its end. */
  List<Stored> all() {
    workspace.write(this::forgetUnfinished);
    return workspace.read(
        connection -> {
          List<Stored> all = new ArrayList<>();
          try (PreparedStatement select =
                  connection.prepareStatement(
                      "SELECT id, name, source, path, delimiter, header, table_name, bad_values,"
                          + " decimal_comma FROM datasets ORDER BY id");
              ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
              all.add(
                  new Stored(
                      rows.getLong(1),
                      rows.getString(2),
                      rows.getString(3),
                      Optional.ofNullable(rows.getString(4)).isPresent()
                          ? Optional.of(origin(rows))
                          : Optional.empty()));
            }
          }
          return all;
        });
  }

  private static Origin origin(ResultSet rows) throws SQLException {
    String delimiter = rows.getString(5);
    int header = rows.getInt(6);
    boolean headerKnown = !rows.wasNull();
    return new Origin(
        Path.of(rows.getString(4)),
        new LoadOptions(
            Optional.of(rows.getString(2)),
            Optional.ofNullable(delimiter).map(text -> text.charAt(0)),
            headerKnown ? Optional.of(header != 0) : Optional.empty(),
            Optional.ofNullable(rows.getString(7)),
            BadValues.valueOf(rows.getString(8)),
            rows.getBoolean(9)));
  }

  /** Remembers a data set that can be read again from its file. */
  Stored addFile(Dataset dataset, Path path, LoadOptions options) {
    Path absolute = path.toAbsolutePath();
    return workspace.write(
        connection ->
            new Stored(
                insert(connection, dataset, absolute, options, dataset.rowCount()),
                dataset.name(),
                dataset.source(),
                Optional.of(new Origin(absolute, options))));
  }

  /**
   * Keeps a data set with all its rows. They are written in pieces, each in a transaction of its
   * own, so that other writes go on between them; the data set counts once all are there.
   */
  Stored addRows(Dataset dataset, Progress progress) {
    String operation = "saving " + dataset.name();
    progress.check(operation);
    long id =
        workspace.write(
            connection -> {
              long made =
                  insert(connection, dataset, null, LoadOptions.defaults(), ROWS_UNFINISHED);
              new StoredColumns(connection, made).describe(dataset);
              return made;
            });
    Stored stored = new Stored(id, dataset.name(), dataset.source(), Optional.empty());
    try {
      writeBlocks(id, dataset, progress, operation);
      workspace.write(connection -> finish(connection, id, dataset.rowCount()));
      return stored;
    } catch (RuntimeException | Error e) {
      try {
        remove(stored);
      } catch (EngineException left) {
        // It is removed when the workspace is opened again.
        e.addSuppressed(left);
      }
      throw e;
    }
  }

  private void writeBlocks(long id, Dataset dataset, Progress progress, String operation) {
    long written = 0;
    long all = Math.max(1, dataset.bytes());
    for (StoredColumns.Block block : StoredColumns.blocks(dataset)) {
      progress.check(operation);
      progress.report(
          Math.min(1, written / (double) all), "%,d of %,d bytes".formatted(written, all));
      workspace.write(
          connection -> {
            new StoredColumns(connection, id).write(block);
            return block;
          });
      written += block.bytes();
    }
    progress.check(operation);
  }

  private static int finish(Connection connection, long id, long rows) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE datasets SET rows = ? WHERE id = ?")) {
      update.setLong(1, rows);
      update.setLong(2, id);
      return update.executeUpdate();
    }
  }

  /** Removes what was being written when the program ended. */
  private int forgetUnfinished(Connection connection) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM datasets WHERE rows = ?")) {
      delete.setLong(1, ROWS_UNFINISHED);
      return delete.executeUpdate();
    }
  }

  private long insert(
      Connection connection, Dataset dataset, @Nullable Path path, LoadOptions options, long rows)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO datasets (name, source, path, delimiter, header, table_name, bad_values,"
                + " rows, created_at, decimal_comma) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                + " RETURNING id")) {
      insert.setString(1, dataset.name());
      insert.setString(2, dataset.source());
      insert.setString(3, path == null ? null : path.toString());
      insert.setString(4, options.delimiter().map(String::valueOf).orElse(null));
      if (options.header().isPresent()) {
        insert.setInt(5, options.header().get() ? 1 : 0);
      } else {
        insert.setNull(5, Types.INTEGER);
      }
      insert.setString(6, options.table().orElse(null));
      insert.setString(7, options.badValues().name());
      insert.setLong(8, rows);
      insert.setLong(9, clock.millis());
      insert.setBoolean(10, options.decimalComma());
      try (ResultSet id = insert.executeQuery()) {
        if (!id.next()) {
          throw new SQLException("the data set got no id");
        }
        return id.getLong(1);
      }
    }
  }

  /** Columns of a data set whose rows the workspace has. */
  List<Column> columns(Stored stored, dev.alidade.engine.runtime.Shard shard) {
    return workspace.read(connection -> new StoredColumns(connection, stored.id()).read(shard));
  }

  void remove(Stored stored) {
    workspace.write(
        connection -> {
          try (PreparedStatement delete =
              connection.prepareStatement("DELETE FROM datasets WHERE id = ?")) {
            delete.setLong(1, stored.id());
            return delete.executeUpdate();
          }
        });
  }
}
