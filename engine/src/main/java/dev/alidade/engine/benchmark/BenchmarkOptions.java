package dev.alidade.engine.benchmark;

import java.util.Locale;
import java.util.Optional;

/**
 * @param quick fewer sizes and less time for each: about a minute in all
 * @param only measures only cases whose name contains this, case ignored
 */
public record BenchmarkOptions(boolean quick, Optional<String> only) {
  public static BenchmarkOptions full() {
    return new BenchmarkOptions(false, Optional.empty());
  }

  boolean wants(String name) {
    return only.map(part -> name.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT)))
        .orElse(true);
  }
}
