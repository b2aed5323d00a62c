package dev.alidade.app.shell;

import dev.alidade.engine.EngineException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;

/**
 * One card of {@link Notices}.
 *
 * @param code searchable code of an error; empty for none
 * @param sentence what happened and where
 * @param remedy what to do; empty for nothing
 * @param details the cause, folded away; empty for none
 * @param offer one thing to do about it
 */
public record Notice(
    Kind kind, String code, String sentence, String remedy, String details, @Nullable Offer offer) {
  /** How loud it is. */
  public enum Kind {
    INFO,
    WARNING,
    ERROR
  }

  /** A button: its verb and what it does. */
  public record Offer(String verb, Runnable action) {}

  static Notice info(String sentence) {
    return new Notice(Kind.INFO, "", sentence, "", "", null);
  }

  static Notice error(String doing, Throwable cause) {
    if (cause instanceof EngineException known) {
      return new Notice(
          Kind.ERROR, known.code(), known.sentence(), known.remedy(), stack(cause), null);
    }
    String message = cause.getMessage();
    String what = message == null ? cause.getClass().getSimpleName() : message;
    return new Notice(
        Kind.ERROR,
        "APP-001",
        doing + " failed: " + what,
        "Try again; if it fails again, copy the details into a report.",
        stack(cause),
        null);
  }

  Notice offering(String verb, Runnable action) {
    return new Notice(kind, code, sentence, remedy, details, new Offer(verb, action));
  }

  private static String stack(Throwable cause) {
    StringWriter text = new StringWriter();
    cause.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }
}
