package dev.alidade.engine;

/** A closed engine was called. */
public final class EngineClosed extends EngineException {
  private static final long serialVersionUID = 1L;

  public EngineClosed() {
    super("CORE-003", "This engine is closed.", "Open a new one.", null);
  }
}
