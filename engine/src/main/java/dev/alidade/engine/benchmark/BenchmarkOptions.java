package dev.alidade.engine.benchmark;

import java.util.Locale;
import java.util.Optional;

/**
 * @param quick fewer sizes and less time for each: about a minute in all
 * @param only measures only cases whose name begins with this, case ignored
 */
public record BenchmarkOptions(boolean quick, Optional<String> only) {
  public static BenchmarkOptions full() {
    return new BenchmarkOptions(false, Optional.empty());
  }

  boolean wants(BenchmarkCase one) {
    if (quick && !one.quick()) {
      return false;
    }
    String name = one.name();
    return only.map(
            prefix -> name.toLowerCase(Locale.ROOT).startsWith(prefix.toLowerCase(Locale.ROOT)))
        .orElse(true);
  }
}
