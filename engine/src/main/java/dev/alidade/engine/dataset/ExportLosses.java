package dev.alidade.engine.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a format could not hold as it was.
 *
 * @param notFinite NaN and infinities that were written as null (in vectors each counts)
 * @param wideIntegers whole numbers beyond 2^53 in JSON, whose digits are written but which many
 *     readers round, and in rows of floats, which rounded them
 * @param renamed columns whose name was empty or taken
 */
public record ExportLosses(long notFinite, long wideIntegers, long renamed) {
  public static final ExportLosses NONE = new ExportLosses(0, 0, 0);

  public boolean isNone() {
    return equals(NONE);
  }

  ExportLosses withRenamed(long columns) {
    return new ExportLosses(notFinite, wideIntegers, columns);
  }

  /** For the user; empty where nothing was lost. */
  public Optional<String> sentence() {
    List<String> parts = new ArrayList<>();
    if (notFinite > 0) {
      parts.add("%,d NaN or infinite numbers are null".formatted(notFinite));
    }
    if (wideIntegers > 0) {
      parts.add("%,d whole numbers are beyond what a 64-bit float holds".formatted(wideIntegers));
    }
    if (renamed > 0) {
      parts.add("%,d columns have another name".formatted(renamed));
    }
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of("In the file, " + String.join(", and ", parts) + ".");
  }
}
