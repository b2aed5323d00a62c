package dev.alidade.engine;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Things to close in the reverse order of their making. One that fails does not keep the others.
 */
final class CloseStack implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(CloseStack.class.getName());

  private final Deque<AutoCloseable> made = new ArrayDeque<>();

  /** Adds what was just made and gives it back. */
  <T extends AutoCloseable> T push(T resource) {
    made.push(resource);
    return resource;
  }

  @Override
  public void close() {
    while (!made.isEmpty()) {
      AutoCloseable next = made.pop();
      try {
        next.close();
      } catch (Exception e) {
        LOG.log(System.Logger.Level.WARNING, "Could not close " + next.getClass().getName(), e);
      }
    }
  }
}
