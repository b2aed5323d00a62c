package dev.alidade.engine.workspace;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.util.Optional;

/** A process that writes numbered rows and prints each number once its write has returned. */
final class WorkspaceWriter {
  private WorkspaceWriter() {}

  public static void main(String[] arguments) {
    try (Workspace workspace =
        SqliteWorkspace.open(Optional.of(Path.of(arguments[0])), true, 200)) {
      for (int number = Integer.parseInt(arguments[1]); ; number++) {
        int row = number;
        workspace.write(
            c -> {
              try (PreparedStatement insert =
                  c.prepareStatement("INSERT INTO settings (key, value) VALUES (?, ?)")) {
                insert.setString(1, "row-" + row);
                insert.setString(2, "x".repeat(row % 5_000));
                return insert.executeUpdate();
              }
            });
        System.out.println(row);
        System.out.flush();
      }
    }
  }
}
