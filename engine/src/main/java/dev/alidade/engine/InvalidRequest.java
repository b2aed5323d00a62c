package dev.alidade.engine;

/** A value given by the caller cannot be used: the engine was not touched. */
public final class InvalidRequest extends EngineException {
  private static final long serialVersionUID = 1L;

  /**
   * @param sentence which value and why
   * @param remedy what would be accepted
   */
  public InvalidRequest(String sentence, String remedy) {
    super("CORE-002", sentence, remedy, null);
  }
}
