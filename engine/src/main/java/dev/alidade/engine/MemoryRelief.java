package dev.alidade.engine;

import dev.alidade.engine.runtime.Admission;
import dev.alidade.engine.runtime.MemoryExhausted;
import dev.alidade.engine.telemetry.EngineEvent;
import dev.alidade.engine.telemetry.HealthReport.MemoryHealth;
import dev.alidade.engine.telemetry.NanoClock;
import dev.alidade.engine.telemetry.Telemetry;
import dev.alidade.engine.telemetry.health.MemoryCheck;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What the engine does when memory runs short: it empties caches, and where that does not help it
 * refuses loads, before the process dies of one. Thread-safe.
 */
final class MemoryRelief implements Admission {
  private static final System.Logger LOG = System.getLogger(MemoryRelief.class.getName());

  /** Caches fill again by use: emptying them more often than this helps nobody. */
  static final Duration APART = Duration.ofSeconds(10);

  private final Supplier<MemoryHealth> memory;
  private final List<Cache> caches;
  private final Telemetry telemetry;
  private final Clock clock;
  private final NanoClock ticker;
  private long relievedAt;
  private boolean relieved;

  /**
   * Something that can be had again.
   *
   * @param name as the end of a sentence
   */
  record Cache(String name, Runnable empty) {}

  MemoryRelief(
      Supplier<MemoryHealth> memory,
      List<Cache> caches,
      Telemetry telemetry,
      Clock clock,
      NanoClock ticker) {
    this.memory = memory;
    this.caches = List.copyOf(caches);
    this.telemetry = telemetry;
    this.clock = clock;
    this.ticker = ticker;
  }

  /** Empties caches, unless that was done a moment ago. */
  synchronized void relieve() {
    long now = ticker.nanos();
    if (relieved && now - relievedAt < APART.toNanos()) {
      return;
    }
    relieved = true;
    relievedAt = now;
    double before = memory.get().memoryPressure();
    for (Cache cache : caches) {
      try {
        cache.empty().run();
      } catch (EngineException e) {
        LOG.log(Level.WARNING, "Could not empty " + cache.name() + ": " + e.sentence());
      }
    }
    telemetry.publish(
        new EngineEvent.MemoryRelieved(
            clock.instant(),
            MemoryCheck.COMPONENT,
            before,
            memory.get().memoryPressure(),
            caches.stream().map(Cache::name).collect(Collectors.joining(", "))));
  }

  @Override
  public void admit(String what) {
    if (memory.get().memoryPressure() < MemoryCheck.FULL) {
      return;
    }
    relieve();
    double share = memory.get().memoryPressure();
    if (share >= MemoryCheck.FULL) {
      telemetry.publish(
          new EngineEvent.LoadRefused(clock.instant(), MemoryCheck.COMPONENT, what, share));
      throw MemoryExhausted.nearlyFull(what, share);
    }
  }
}
