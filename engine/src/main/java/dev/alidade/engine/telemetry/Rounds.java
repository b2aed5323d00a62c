package dev.alidade.engine.telemetry;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The threads that sample every second and run the health rules every five; a slow rule does not
 * hold up the samples. A failing round is logged, once a streak, and the next one runs all the
 * same.
 */
final class Rounds implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Rounds.class.getName());
  private static final Duration SAMPLES = Duration.ofSeconds(1);
  private static final Duration CHECKS = Duration.ofSeconds(5);

  private final ScheduledExecutorService threads =
      Executors.newScheduledThreadPool(
          2, Thread.ofPlatform().daemon().name("alidade-sampler-", 0).factory());

  Rounds(Runnable sample, Runnable check) {
    every(SAMPLES, guarded("sampling", sample));
    every(CHECKS, guarded("health", check));
  }

  private void every(Duration length, Runnable round) {
    // Fixed delay: after a long sleep there is nothing to catch up on.
    var _ =
        threads.scheduleWithFixedDelay(
            round, length.toMillis(), length.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static Runnable guarded(String what, Runnable round) {
    return new Runnable() {
      private boolean failing;

      @Override
      public void run() {
        try {
          round.run();
          failing = false;
        } catch (RuntimeException | Error e) {
          // An error too: a round that is not run again would leave nobody to tell of it.
          if (!failing) {
            LOG.log(Level.WARNING, "A round of " + what + " failed.", e);
          }
          failing = true;
        }
      }
    };
  }

  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(2, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
