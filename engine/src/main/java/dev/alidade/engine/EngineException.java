package dev.alidade.engine;

import org.jspecify.annotations.Nullable;

/**
 * A failure of the engine that a user can read: a searchable code, one plain sentence that says
 * what happened and where, and a remedy. Each area has a sealed subclass of its own (for example
 * {@code DatasetException}).
 */
public abstract class EngineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final String remedy;

  /**
   * @param code area and number, for example {@code DATA-104}
   * @param sentence what happened and where
   * @param remedy what the user can do now
   */
  protected EngineException(
      String code, String sentence, String remedy, @Nullable Throwable cause) {
    super(sentence, cause);
    this.code = code;
    this.remedy = remedy;
  }

  /** Area and number, for example {@code DATA-104}; stable between versions. */
  public final String code() {
    return code;
  }

  /** What happened and where, in one plain sentence. */
  public final String sentence() {
    String message = getMessage();
    return message == null ? code : message;
  }

  /** What the user can do now. */
  public final String remedy() {
    return remedy;
  }
}
