package dev.alidade.engine.data.expression;

import dev.alidade.engine.dataset.ScalarText;
import java.util.OptionalLong;

/**
 * Reads times from text as files are read ({@link ScalarText#readAskedTimestamp}), so that casts,
 * filters and expressions know the same forms as loading does.
 */
public final class TimestampText {
  private TimestampText() {}

  /** Milliseconds since 1970-01-01T00:00Z; empty where the text is no time. */
  public static OptionalLong parse(String text) {
    ScalarText scalars = new ScalarText(false);
    return scalars.readAskedTimestamp(text.strip())
        ? OptionalLong.of(scalars.epochMillis())
        : OptionalLong.empty();
  }
}
