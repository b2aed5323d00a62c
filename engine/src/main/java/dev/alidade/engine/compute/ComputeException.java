package dev.alidade.engine.compute;

import dev.alidade.engine.EngineException;
import org.jspecify.annotations.Nullable;

/** Failures of computations. */
public abstract sealed class ComputeException extends EngineException {
  private static final long serialVersionUID = 1L;

  ComputeException(String code, String sentence, String remedy, @Nullable Throwable cause) {
    super(code, sentence, remedy, cause);
  }

  /** A task given to {@link ComputeEngine#parallel} threw something that is no EngineException. */
  public static final class TaskFailed extends ComputeException {
    private static final long serialVersionUID = 1L;

    TaskFailed(int task, Throwable cause) {
      super(
          "COMP-101",
          "Task %d failed: %s.".formatted(task + 1, sentence(cause)),
          "Look at the cause; the other tasks were stopped.",
          cause);
    }

    private static String sentence(Throwable cause) {
      String message = cause.getMessage();
      return message == null ? cause.getClass().getSimpleName() : message;
    }
  }

  /** A feature of a regression says nothing that the others do not say. */
  public static final class FeatureRedundant extends ComputeException {
    private static final long serialVersionUID = 1L;

    FeatureRedundant(String feature, boolean constant) {
      super(
          "COMP-102",
          constant
              ? "The feature \"%s\" is the same in every row.".formatted(feature)
              : "The feature \"%s\" is a combination of those before it.".formatted(feature),
          "Leave it out.",
          null);
    }
  }
}
