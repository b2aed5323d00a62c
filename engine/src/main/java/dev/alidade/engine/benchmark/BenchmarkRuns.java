package dev.alidade.engine.benchmark;

import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.workspace.Workspace;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Benchmark runs that are kept in a workspace. Thread-safe. */
public final class BenchmarkRuns {
  private final Workspace workspace;

  public BenchmarkRuns(Workspace workspace) {
    this.workspace = workspace;
  }

  /**
   * A kept run without its figures.
   *
   * @param name given by the user; empty where none was given
   */
  public record Entry(long id, Instant at, String name, String cpu) {}

  /** Keeps a run; returns its number. */
  public long save(String name, BenchmarkRun run) {
    return workspace.write(
        connection -> {
          try (PreparedStatement insert =
              connection.prepareStatement(
                  "INSERT INTO benchmark_runs (at, name, cpu, run) VALUES (?, ?, ?, ?)"
                      + " RETURNING id")) {
            insert.setLong(1, run.at().toEpochMilli());
            insert.setString(2, name);
            insert.setString(3, run.machine().cpu());
            insert.setString(4, BenchmarkJson.write(run));
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
                      "SELECT id, at, name, cpu FROM benchmark_runs ORDER BY at DESC, id DESC")) {
            while (rows.next()) {
              entries.add(
                  new Entry(
                      rows.getLong(1),
                      Instant.ofEpochMilli(rows.getLong(2)),
                      rows.getString(3),
                      rows.getString(4)));
            }
          }
          return entries;
        });
  }

  /**
   * @throws InvalidRequest when there is none with this number
   */
  public BenchmarkRun load(long id) {
    Optional<String> json =
        workspace.read(
            connection -> {
              try (PreparedStatement select =
                  connection.prepareStatement("SELECT run FROM benchmark_runs WHERE id = ?")) {
                select.setLong(1, id);
                try (ResultSet row = select.executeQuery()) {
                  return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
                }
              }
            });
    return BenchmarkJson.read(
        json.orElseThrow(
            () ->
                new InvalidRequest(
                    "There is no benchmark run " + id + ".", "Choose one of the list.")));
  }

  public void remove(long id) {
    workspace.write(
        connection -> {
          try (PreparedStatement delete =
              connection.prepareStatement("DELETE FROM benchmark_runs WHERE id = ?")) {
            delete.setLong(1, id);
            return delete.executeUpdate();
          }
        });
  }
}
