package dev.alidade.app.performance;

import dev.alidade.app.fx.BackgroundTasks;
import dev.alidade.app.shell.Notices;
import java.nio.file.Path;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import org.jspecify.annotations.Nullable;

/**
 * A recording of the JDK's flight recorder, operations of the engine included, that JDK Mission
 * Control opens. JavaFX thread; starting and saving happen in the background.
 */
final class FlightRecording {
  /** The JDK's own settings for looking at performance: more detail than "default", about 2 %. */
  private static final String SETTINGS = "profile";

  private final BackgroundTasks tasks;
  private final Notices notices;
  private final ReadOnlyObjectWrapper<@Nullable Recording> running = new ReadOnlyObjectWrapper<>();

  FlightRecording(BackgroundTasks tasks, Notices notices) {
    this.tasks = tasks;
    this.notices = notices;
  }

  /** The recording that runs; null for none. */
  ReadOnlyObjectProperty<@Nullable Recording> runningProperty() {
    return running.getReadOnlyProperty();
  }

  void start() {
    tasks
        .task(
            "Start a flight recording",
            progress -> {
              Recording recording = new Recording(Configuration.getConfiguration(SETTINGS));
              recording.setName("Alidade");
              recording.start();
              return recording;
            })
        .replacing(this)
        .onDone(running::set)
        .start();
  }

  /**
   * Writes what was recorded to a file and ends the recording. Where the file cannot be written,
   * the recording goes on, so that it can be saved elsewhere.
   */
  void save(Path file) {
    Recording recording = running.get();
    if (recording == null) {
      return;
    }
    tasks
        .task(
            "Save " + file.getFileName(),
            progress -> {
              recording.dump(file);
              recording.close();
              return file;
            })
        .replacing(recording)
        .onDone(
            saved -> {
              running.set(null);
              notices.info("Saved " + saved.getFileName() + " for JDK Mission Control.");
            })
        .start();
  }
}
