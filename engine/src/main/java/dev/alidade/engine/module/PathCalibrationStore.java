package dev.alidade.engine.module;

import dev.alidade.engine.runtime.PathMeasurement;
import dev.alidade.engine.workspace.Workspace;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Keeps measured paths in the workspace, so that the next start need not measure again. */
public final class PathCalibrationStore {
  private final Workspace workspace;

  public PathCalibrationStore(Workspace workspace) {
    this.workspace = workspace;
  }

  /** Everything kept, of this machine and others. */
  public List<PathMeasurement> read() {
    return workspace.read(
        connection -> {
          try (Statement statement = connection.createStatement();
              ResultSet rows =
                  statement.executeQuery(
                      "SELECT kernel, items, wasm_nanos, java_nanos, module_sha256, machine,"
                          + " measured_at FROM path_calibration ORDER BY kernel, items")) {
            List<PathMeasurement> found = new ArrayList<>();
            while (rows.next()) {
              found.add(
                  new PathMeasurement(
                      rows.getString(1),
                      rows.getLong(2),
                      rows.getDouble(3),
                      rows.getDouble(4),
                      rows.getString(5),
                      rows.getString(6),
                      Instant.ofEpochMilli(rows.getLong(7))));
            }
            return found;
          }
        });
  }

  /**
   * Keeps measurements; newer ones of the same kernel, size and machine take the place of older.
   */
  public void write(List<PathMeasurement> measured) {
    workspace.write(
        connection -> {
          try (PreparedStatement insert =
              connection.prepareStatement(
                  "INSERT OR REPLACE INTO path_calibration (kernel, items, wasm_nanos, java_nanos,"
                      + " module_sha256, machine, measured_at) VALUES (?, ?, ?, ?, ?, ?, ?)")) {
            for (PathMeasurement one : measured) {
              insert.setString(1, one.kernelId());
              insert.setLong(2, one.items());
              insert.setLong(3, Math.round(one.wasmNanos()));
              insert.setLong(4, Math.round(one.javaNanos()));
              insert.setString(5, one.moduleSha256());
              insert.setString(6, one.machine());
              insert.setLong(7, one.measuredAt().toEpochMilli());
              insert.addBatch();
            }
            return insert.executeBatch().length;
          }
        });
  }
}
