package dev.alidade.app.cli;

import java.util.List;

/**
 * One picture: what to do to get the window into the state that is worth a picture. Each step runs
 * on the JavaFX thread and is followed by a wait until nothing works in the background.
 *
 * @param name of the file, without theme and ending
 */
record Shot(String name, List<Runnable> steps) {
  Shot {
    steps = List.copyOf(steps);
  }

  static Shot of(String name, Runnable... steps) {
    return new Shot(name, List.of(steps));
  }
}
