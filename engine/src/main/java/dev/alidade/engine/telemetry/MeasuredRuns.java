package dev.alidade.engine.telemetry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.workspace.Workspace;
import java.io.UncheckedIOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Measured runs that are kept in a workspace. Thread-safe. */
public final class MeasuredRuns {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Workspace workspace;

  public MeasuredRuns(Workspace workspace) {
    this.workspace = workspace;
  }

  /** A kept run without its figures. */
  public record Entry(long id, String name, Instant from, Instant to) {}

  /** Keeps a run; returns its number. */
  public long save(MeasuredRun run) {
    return workspace.write(
        connection -> {
          try (PreparedStatement insert =
              connection.prepareStatement(
                  "INSERT INTO measured_runs (name, began_at, ended_at, operations)"
                      + " VALUES (?, ?, ?, ?) RETURNING id")) {
            insert.setString(1, run.name());
            insert.setLong(2, run.from().toEpochMilli());
            insert.setLong(3, run.to().toEpochMilli());
            insert.setString(4, json(run));
            try (ResultSet row = insert.executeQuery()) {
              if (!row.next()) {
                throw new SQLException("the row that was inserted came without a number");
              }
              return row.getLong(1);
            }
          }
        });
  }

  /** Newest first. */
  public List<Entry> list() {
    return workspace.read(
        connection -> {
          List<Entry> entries = new ArrayList<>();
          try (Statement statement = connection.createStatement();
              ResultSet rows =
                  statement.executeQuery(
                      "SELECT id, name, began_at, ended_at FROM measured_runs"
                          + " ORDER BY ended_at DESC, id DESC")) {
            while (rows.next()) {
              entries.add(entry(rows));
            }
          }
          return entries;
        });
  }

  /**
   * @throws InvalidRequest when there is none with this number
   */
  public MeasuredRun load(long id) {
    Optional<MeasuredRun> run =
        workspace.read(
            connection -> {
              try (PreparedStatement select =
                  connection.prepareStatement(
                      "SELECT id, name, began_at, ended_at, operations FROM measured_runs"
                          + " WHERE id = ?")) {
                select.setLong(1, id);
                try (ResultSet row = select.executeQuery()) {
                  return row.next()
                      ? Optional.of(read(entry(row), row.getString(5)))
                      : Optional.empty();
                }
              }
            });
    return run.orElseThrow(
        () ->
            new InvalidRequest("There is no measured run " + id + ".", "Choose one of the list."));
  }

  public void remove(long id) {
    workspace.write(
        connection -> {
          try (PreparedStatement delete =
              connection.prepareStatement("DELETE FROM measured_runs WHERE id = ?")) {
            delete.setLong(1, id);
            return delete.executeUpdate();
          }
        });
  }

  private static Entry entry(ResultSet row) throws SQLException {
    return new Entry(
        row.getLong(1),
        row.getString(2),
        Instant.ofEpochMilli(row.getLong(3)),
        Instant.ofEpochMilli(row.getLong(4)));
  }

  private static String json(MeasuredRun run) {
    try {
      return MAPPER.writeValueAsString(run.operations());
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("records of plain values have no text", e);
    }
  }

  private static MeasuredRun read(Entry entry, String json) {
    try {
      return new MeasuredRun(
          entry.name(),
          entry.from(),
          entry.to(),
          List.of(MAPPER.readValue(json, MeasuredRun.Operation[].class)));
    } catch (JsonProcessingException e) {
      throw new InvalidRequest(
          "The measured run " + entry.name() + " cannot be read: " + e.getMessage(),
          "Remove it from the list.");
    }
  }
}
