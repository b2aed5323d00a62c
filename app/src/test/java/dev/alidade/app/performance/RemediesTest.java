package dev.alidade.app.performance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.app.testing.WorkbenchFixture;
import dev.alidade.engine.telemetry.HealthReport.Remedy;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemediesTest {
  @RegisterExtension static final WorkbenchFixture WORKBENCH = new WorkbenchFixture();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "probe",
        "measure",
        "modules",
        "events",
        "advice",
        "free-memory",
        "check-workspace",
        "report"
      })
  void everyActionThatAHealthCheckNamesHasAButton(String action) {
    Remedies remedies = new Remedies(WORKBENCH.bench(), tab -> {}, () -> {}, () -> {});
    assertThat(remedies.offer(new Remedy("Do it.", Optional.of(action)))).isPresent();
  }

  @Test
  void theReportIsSavedByItsButton() {
    AtomicInteger saved = new AtomicInteger();
    Remedies remedies =
        new Remedies(WORKBENCH.bench(), tab -> {}, () -> {}, saved::incrementAndGet);
    remedies.offer(new Remedy("Send it.", Optional.of("report"))).orElseThrow().run().run();
    assertThat(saved).hasValue(1);
  }
}
