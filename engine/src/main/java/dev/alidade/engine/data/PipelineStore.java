package dev.alidade.engine.data;

import dev.alidade.engine.workspace.Workspace;
import java.sql.ResultSet;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** The pipelines of a workspace. */
final class PipelineStore {
  private static final System.Logger LOG = System.getLogger(PipelineStore.class.getName());

  private final Workspace workspace;
  private final PipelineJson json;
  private final Clock clock;

  PipelineStore(Workspace workspace, PipelineJson json, Clock clock) {
    this.workspace = workspace;
    this.json = json;
    this.clock = clock;
  }

  private record Saved(String name, String definition) {}

  /** By name. One that this version cannot read stays in the workspace and is left out here. */
  List<Pipeline> list() {
    List<Saved> rows =
        workspace.read(
            connection -> {
              List<Saved> found = new ArrayList<>();
              try (var select =
                      connection.prepareStatement(
                          "SELECT name, definition FROM pipelines ORDER BY name");
                  ResultSet saved = select.executeQuery()) {
                while (saved.next()) {
                  found.add(new Saved(saved.getString(1), saved.getString(2)));
                }
              }
              return found;
            });
    List<Pipeline> pipelines = new ArrayList<>();
    for (Saved row : rows) {
      try {
        pipelines.add(json.read(row.definition));
      } catch (DataException.PipelineInvalid e) {
        LOG.log(
            System.Logger.Level.WARNING,
            "The saved pipeline {0} is left out: {1}",
            row.name,
            e.sentence());
      }
    }
    return List.copyOf(pipelines);
  }

  /** Replaces the pipeline of the same name. */
  void save(Pipeline pipeline) {
    String definition = json.write(pipeline);
    long now = clock.millis();
    workspace.write(
        connection -> {
          try (var upsert =
              connection.prepareStatement(
                  "INSERT INTO pipelines (name, definition, created_at, updated_at)"
                      + " VALUES (?, ?, ?, ?) ON CONFLICT (name) DO UPDATE"
                      + " SET definition = excluded.definition,"
                      + " updated_at = excluded.updated_at")) {
            upsert.setString(1, pipeline.name());
            upsert.setString(2, definition);
            upsert.setLong(3, now);
            upsert.setLong(4, now);
            return upsert.executeUpdate();
          }
        });
  }

  void remove(String name) {
    workspace.write(
        connection -> {
          try (var delete = connection.prepareStatement("DELETE FROM pipelines WHERE name = ?")) {
            delete.setString(1, name);
            return delete.executeUpdate();
          }
        });
  }
}
