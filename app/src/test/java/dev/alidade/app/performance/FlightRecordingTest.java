package dev.alidade.app.performance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.app.fx.BackgroundTasks;
import dev.alidade.app.fx.BackgroundTasks.TaskFailure;
import dev.alidade.app.fx.FxPublisher;
import dev.alidade.app.shell.Notices;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.RecordingState;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlightRecordingTest {
  private final List<TaskFailure> failures = new ArrayList<>();
  private final FlightRecording recording =
      new FlightRecording(
          BackgroundTasks.synchronous(FxPublisher.direct(), failures::add), new Notices());

  @TempDir Path folder;

  @Test
  void aFileThatCannotBeWrittenLosesNothingOfTheRecording() throws Exception {
    recording.start();
    var running = recording.runningProperty().get();
    assertThat(running).isNotNull();

    recording.save(folder.resolve("no such folder").resolve("a.jfr"));
    assertThat(failures).hasSize(1);
    assertThat(running.getState()).isEqualTo(RecordingState.RUNNING);
    assertThat(recording.runningProperty().get()).isSameAs(running);

    Path file = folder.resolve("a.jfr");
    recording.save(file);
    assertThat(recording.runningProperty().get()).isNull();
    assertThat(running.getState()).isEqualTo(RecordingState.CLOSED);
    assertThat(Files.size(file)).isPositive();
    try (RecordingFile read = new RecordingFile(file)) {
      assertThat(read.hasMoreEvents()).isTrue();
    }
  }
}
