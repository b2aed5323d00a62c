package dev.alidade.engine;

/** A long call stopped because its {@link Progress} was cancelled or its thread was interrupted. */
public final class OperationCancelled extends EngineException {
  private static final long serialVersionUID = 1L;

  /**
   * @param operation what was stopped, for example {@code "loading movies.csv"}
   */
  public OperationCancelled(String operation) {
    super("CORE-001", "Cancelled: " + operation + ".", "Run it again when you need it.", null);
  }
}
