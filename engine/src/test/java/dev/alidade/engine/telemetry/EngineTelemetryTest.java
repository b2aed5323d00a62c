package dev.alidade.engine.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.OperationCancelled;
import dev.alidade.engine.telemetry.EngineEvent.KernelTrapped;
import dev.alidade.engine.telemetry.EngineEvent.MomentMarked;
import dev.alidade.engine.workspace.SqliteWorkspace;
import dev.alidade.engine.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineTelemetryTest {
  private final SteeredTime time = new SteeredTime();

  private EngineTelemetry telemetry(boolean recording) {
    return new EngineTelemetry(recording, time, time, Samples::quietProcess);
  }

  private KernelTrapped trap(int number) {
    return new KernelTrapped(time.instant(), "data.upper", "trap " + number, "1.0.0", 10);
  }

  @Test
  void keepsWarningsInTheWorkspaceAndNothingElse() {
    try (Workspace workspace = SqliteWorkspace.open(Optional.empty(), true, 100)) {
      try (EngineTelemetry telemetry = telemetry(true)) {
        telemetry.keepEventsIn(workspace);
        telemetry.mark("before");
        for (int i = 0; i < 500; i++) {
          telemetry.publish(trap(i));
        }
        telemetry.mark("after");
      }
      assertThat(messages(workspace))
          .hasSize(500)
          .startsWith("KernelTrapped ERROR data.upper: trap 0; the Java twin answered.");
    }
  }

  @Test
  void aWorkspaceThatIsGoneCostsEventsButNoWork() {
    Workspace workspace = SqliteWorkspace.open(Optional.empty(), true, 100);
    EngineTelemetry telemetry = telemetry(true);
    telemetry.keepEventsIn(workspace);
    workspace.close();
    telemetry.publish(trap(1));
    telemetry.close();
    assertThat(telemetry.unkeptEvents()).isEqualTo(1);
    assertThat(telemetry.recentEvents(EventFilter.newest(5))).hasSize(1);
  }

  @Test
  void whatAnEarlierSessionKeptCanBeReadAndIsNotMixedWithThisOne(@TempDir Path folder) {
    Path file = folder.resolve("kept.alidade");
    try (Workspace workspace = SqliteWorkspace.open(Optional.of(file), true, 100)) {
      EngineTelemetry telemetry = telemetry(true);
      telemetry.keepEventsIn(workspace);
      assertThat(telemetry.earlierEvents(10)).isEmpty();
      telemetry.publish(trap(1));
      telemetry.publish(trap(2));
      telemetry.close();
      assertThat(telemetry.earlierEvents(10)).as("they are of this session").isEmpty();
    }
    try (Workspace workspace = SqliteWorkspace.open(Optional.of(file), true, 100);
        EngineTelemetry telemetry = telemetry(true)) {
      telemetry.keepEventsIn(workspace);
      telemetry.publish(trap(3));
      assertThat(telemetry.earlierEvents(10))
          .extracting(EngineEvent::message)
          .containsExactly(
              "data.upper: trap 2; the Java twin answered.",
              "data.upper: trap 1; the Java twin answered.");
      assertThat(telemetry.earlierEvents(1))
          .containsExactly(
              new EngineEvent.EventKept(
                  time.instant(),
                  "data.upper",
                  "KernelTrapped",
                  Severity.ERROR,
                  "data.upper: trap 2; the Java twin answered."));
    }
  }

  @Test
  void countsWhatWasPublishedAlsoWhereTheRingForgets() {
    try (EngineTelemetry telemetry = telemetry(true)) {
      for (int i = 0; i < EventStream.RING + 5; i++) {
        telemetry.mark("again");
      }
      assertThat(telemetry.publishedEvents()).isEqualTo(EventStream.RING + 5);
      assertThat(telemetry.recentEvents(EventFilter.newest(10_000))).hasSize(EventStream.RING);
    }
  }

  private static List<String> messages(Workspace workspace) {
    return workspace.read(
        connection -> {
          List<String> found = new ArrayList<>();
          try (Statement statement = connection.createStatement();
              ResultSet rows =
                  statement.executeQuery(
                      "SELECT kind || ' ' || severity || ' ' || message FROM events ORDER BY id")) {
            while (rows.next()) {
              found.add(rows.getString(1));
            }
          }
          return found;
        });
  }

  @Test
  void switchedOffItRecordsNothingButStillTellsHealth() {
    try (EngineTelemetry telemetry = telemetry(false)) {
      telemetry.start();
      telemetry.record(Samples.wasm("vector.scan", 1_000));
      telemetry.publish(trap(1));
      assertThat(telemetry.metrics().operations()).isEmpty();
      assertThat(telemetry.metrics().last()).isEmpty();
      assertThat(telemetry.recentEvents(EventFilter.newest(5))).isEmpty();
      assertThat(telemetry.healthStatus().overall()).isEqualTo(HealthStatus.HEALTHY);
      assertThat(telemetry.healthStatus().memory().heapUsedBytes()).isEqualTo(100_000_000);
    }
  }

  @Test
  void manyFailuresMakeErrorsUnhealthyUntilTheyAreOld() {
    try (EngineTelemetry telemetry = telemetry(true)) {
      for (int i = 0; i < 10; i++) {
        telemetry.record(Samples.failed("data.sort", 1_000));
      }
      time.pass(Duration.ofSeconds(1));
      telemetry.sample();
      HealthReport report = telemetry.checkInPassing();
      assertThat(report.component("Errors").orElseThrow().status())
          .isEqualTo(HealthStatus.UNHEALTHY);
      time.pass(Duration.ofMinutes(6));
      telemetry.sample();
      assertThat(telemetry.checkNow().overall()).isEqualTo(HealthStatus.HEALTHY);
    }
  }

  @Test
  void manyCallsThatWorkDoNotHideAnOperationThatFails() {
    try (EngineTelemetry telemetry = telemetry(true)) {
      for (int i = 0; i < 100_000; i++) {
        telemetry.record(Samples.wasm("vector.scan", 1_000));
      }
      for (int i = 0; i < 10; i++) {
        telemetry.record(Samples.failed("data.sort", 1_000));
      }
      HealthReport.ComponentHealth errors = telemetry.checkNow().component("Errors").orElseThrow();
      assertThat(errors.status()).isEqualTo(HealthStatus.UNHEALTHY);
      assertThat(errors.sentence()).startsWith("100 % of the calls of data.sort failed");
    }
  }

  @Test
  void aCancelIsNoFailureAndTheSameFailureIsToldOnceASecond() {
    try (EngineTelemetry telemetry = telemetry(true)) {
      assertThat(telemetry.failed("data.sort", new OperationCancelled("sorting"))).isFalse();
      assertThat(telemetry.failed("data.sort", new InvalidRequest("no", "ask otherwise")))
          .isFalse();
      for (int i = 0; i < 100; i++) {
        assertThat(telemetry.failed("data.sort", new IllegalStateException("broken " + i)))
            .isTrue();
      }
      time.pass(Duration.ofSeconds(2));
      telemetry.failed("data.sort", new IllegalStateException("again"));
      telemetry.failed("data.join", new StackOverflowError("deep"));
      assertThat(telemetry.recentEvents(EventFilter.newest(200)))
          .extracting(EngineEvent::component, EngineEvent::message)
          .containsExactly(
              tuple("data.join", "UNEXPECTED: java.lang.StackOverflowError: deep"),
              tuple("data.sort", "UNEXPECTED: java.lang.IllegalStateException: again"),
              tuple("data.sort", "UNEXPECTED: java.lang.IllegalStateException: broken 0"));
    }
  }

  @Test
  void reportsDoNotEndTheCalmThatRoundsKeep() {
    try (EngineTelemetry telemetry = telemetry(true)) {
      HealthStatus[] status = {HealthStatus.DEGRADED};
      telemetry.addCheck(
          () ->
              new HealthReport.ComponentHealth(
                  "Disk", status[0], "as it is", List.of(), Optional.empty()));
      telemetry.checkInPassing();
      status[0] = HealthStatus.HEALTHY;
      for (int i = 0; i < 10; i++) {
        assertThat(telemetry.generatePerformanceReport().health().overall())
            .isEqualTo(HealthStatus.DEGRADED);
      }
      assertThat(telemetry.checkNow().overall()).isEqualTo(HealthStatus.HEALTHY);
    }
  }

  @Test
  void aQueryWithALongLiteralIsFoldedLikeAnyOther() {
    String literal = "it''s ".repeat(50_000);
    try (EngineTelemetry telemetry = telemetry(true)) {
      for (int i = 0; i < 3; i++) {
        telemetry.publish(
            new EngineEvent.SlowQuerySeen(
                time.instant(),
                "sql.query",
                "SELECT '" + literal + "', \"" + "a\"\"".repeat(20_000) + "\"",
                200_000_000,
                10));
      }
      HealthReport.ComponentHealth slow =
          telemetry.checkNow().component("Slow queries").orElseThrow();
      assertThat(slow.sentence()).startsWith("SELECT ?, \"a\"\"a");
    }
  }

  @Test
  void theReportAdvisesWithEvidence() {
    try (EngineTelemetry telemetry = telemetry(true)) {
      for (int i = 0; i < 200; i++) {
        telemetry.record(Samples.wasm("vector.scan", i < 190 ? 1_000 : 1_000_000));
      }
      telemetry.record(Samples.fellBack("data.upper", 1_000));
      PerformanceReport report = telemetry.generatePerformanceReport();
      assertThat(report.recommendations())
          .anySatisfy(
              advice -> {
                assertThat(advice.sentence()).contains("vector.scan on WASM is uneven");
                assertThat(advice.evidence()).contains("p50 1.00 µs").contains("of 200 calls");
              })
          .anySatisfy(
              advice -> {
                assertThat(advice.sentence()).contains("data.upper fell back");
                assertThat(advice.evidence()).isEqualTo("1 of 1 calls fell back");
              });
    }
  }

  @Test
  void aSlowQueryThatComesBackIsReported() {
    try (EngineTelemetry telemetry = telemetry(true)) {
      for (int i = 0; i < 3; i++) {
        assertThat(telemetry.checkNow().overall()).isEqualTo(HealthStatus.HEALTHY);
        telemetry.publish(
            new EngineEvent.SlowQuerySeen(
                time.instant(), "sql.query", "SELECT * FROM agents", 90_000_000, 1_000_000));
      }
      HealthReport.ComponentHealth slow =
          telemetry.checkNow().component("Slow queries").orElseThrow();
      assertThat(slow.status()).isEqualTo(HealthStatus.DEGRADED);
      assertThat(slow.sentence())
          .isEqualTo(
              "SELECT * FROM agents: 3 slow runs in 5 min, slowest 90.0 ms, 1,000,000 VM steps");
      assertThat(slow.remedy().orElseThrow().action()).contains("advice");
    }
  }

  @Test
  void flightRecorderSeesOperationsAboveTheThreshold(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("operations.jfr");
    try (EngineTelemetry telemetry = telemetry(true);
        Recording recording = new Recording()) {
      recording.enable("dev.alidade.Operation").with("atLeast", "1 ms");
      recording.start();
      telemetry.record(Samples.wasm("vector.scan", 2_000_000));
      telemetry.record(Samples.wasm("vector.scan", 2_000));
      recording.stop();
      recording.dump(file);
    }
    List<RecordedEvent> events = RecordingFile.readAllEvents(file);
    assertThat(events).hasSize(1);
    RecordedEvent event = events.getFirst();
    assertThat(event.getString("operation")).isEqualTo("vector.scan");
    assertThat(event.getString("path")).isEqualTo("WASM");
    assertThat(event.getDuration("time")).isEqualTo(Duration.ofMillis(2));
    assertThat(event.getStackTrace()).isNull();
    assertThat(event.getEventType().getCategoryNames()).containsExactly("Alidade");
  }

  @Test
  void theProcessIsReadFromTheMachine() {
    ProcessUsage usage = new ProcessProbe().get();
    assertThat(usage.heapUsedBytes()).isPositive().isLessThan(usage.heapLimitBytes());
    assertThat(usage.residentBytes()).isBetween(20_000_000L, usage.machineBytes());
    assertThat(usage.cpuNanos()).isPositive();
  }

  @Test
  void marksAreEventsOfTheUser() {
    try (EngineTelemetry telemetry = telemetry(true)) {
      telemetry.mark("index applied");
      assertThat(telemetry.recentEvents(EventFilter.newest(1)))
          .containsExactly(new MomentMarked(time.instant(), "user", "index applied"));
    }
  }
}
