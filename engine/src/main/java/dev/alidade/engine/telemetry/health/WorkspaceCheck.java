package dev.alidade.engine.telemetry.health;

import dev.alidade.engine.EngineException;
import dev.alidade.engine.telemetry.HealthCheck;
import dev.alidade.engine.telemetry.HealthReport.ComponentHealth;
import dev.alidade.engine.telemetry.HealthReport.Remedy;
import dev.alidade.engine.telemetry.HealthStatus;
import dev.alidade.engine.telemetry.NanoClock;
import dev.alidade.engine.telemetry.Quantity;
import dev.alidade.engine.workspace.Workspace;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the workspace answers, and from time to time whether its pages are whole. */
public final class WorkspaceCheck implements HealthCheck {
  /** quick_check reads every page: seldom, and only where that takes below a second. */
  private static final long INTEGRITY_EVERY = Duration.ofMinutes(30).toNanos();

  private static final long INTEGRITY_BYTES = 256_000_000;

  private final Workspace workspace;
  private final NanoClock ticker;
  private Optional<Long> checkedAt = Optional.empty();
  private List<String> damage = List.of();

  public WorkspaceCheck(Workspace workspace, NanoClock ticker) {
    this.workspace = workspace;
    this.ticker = ticker;
  }

  @Override
  public synchronized ComponentHealth check() {
    try {
      long now = ticker.nanos();
      long size = workspace.sizeBytes();
      boolean due = checkedAt.isEmpty() || now - checkedAt.get() > INTEGRITY_EVERY;
      if (due && size <= INTEGRITY_BYTES) {
        damage = workspace.read(WorkspaceCheck::quickCheck);
        checkedAt = Optional.of(now);
      } else {
        workspace.read(WorkspaceCheck::schemaVersion);
      }
      if (!damage.isEmpty()) {
        return unhealthy("The workspace file is damaged: " + damage.getFirst(), damage);
      }
      String integrity =
          checkedAt
              .map(
                  at ->
                      ", integrity checked " + Duration.ofNanos(now - at).toMinutes() + " min ago")
              .orElse(", too large for a check in passing");
      return new ComponentHealth(
          "Workspace",
          HealthStatus.HEALTHY,
          workspace.name() + ", " + Quantity.bytes(size) + integrity,
          List.of(workspace.file().map(Object::toString).orElse("in memory")),
          Optional.empty());
    } catch (EngineException e) {
      return unhealthy(
          "The workspace does not answer: " + e.sentence(), List.of(e.code(), e.remedy()));
    }
  }

  private static ComponentHealth unhealthy(String sentence, List<String> evidence) {
    return new ComponentHealth(
        "Workspace",
        HealthStatus.UNHEALTHY,
        sentence,
        evidence,
        Optional.of(
            new Remedy(
                "Copy the file while Alidade is closed, then open it again; export what you need"
                    + " most first.",
                Optional.of("check-workspace"))));
  }

  private static List<String> quickCheck(Connection connection) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("PRAGMA quick_check(5)")) {
      while (rows.next()) {
        String line = rows.getString(1);
        if (!"ok".equals(line)) {
          found.add(line);
        }
      }
    }
    return List.copyOf(found);
  }

  private static int schemaVersion(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("PRAGMA schema_version")) {
      return rows.next() ? rows.getInt(1) : 0;
    }
  }
}
