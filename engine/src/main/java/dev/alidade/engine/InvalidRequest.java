package dev.alidade.engine;

import java.util.Collection;
import java.util.stream.Collectors;

/** A value given by the caller cannot be used: the engine was not touched. */
public final class InvalidRequest extends EngineException {
  private static final long serialVersionUID = 1L;

  private static final int MOST_LISTED = 30;

  /**
   * @param sentence which value and why
   * @param remedy what would be accepted
   */
  public InvalidRequest(String sentence, String remedy) {
    super("CORE-002", sentence, remedy, null);
  }

  /** A remedy that says what can be chosen; of many names it lists the first 30. */
  public static String oneOf(Collection<String> names) {
    return "Choose one of: "
        + names.stream().limit(MOST_LISTED).collect(Collectors.joining(", "))
        + (names.size() > MOST_LISTED
            ? " and %,d more.".formatted(names.size() - MOST_LISTED)
            : ".");
  }
}
