package dev.alidade.engine.workspace;

import java.time.Duration;

/**
 * How often something that may pass by itself is tried, and how long apart: pauses double.
 *
 * @param attempts the first one included, at least 1
 * @param firstPause before the second attempt
 * @param longestPause where doubling ends
 */
public record Backoff(int attempts, Duration firstPause, Duration longestPause) {
  /** The pause after so many failed attempts, from 1. */
  public Duration pauseAfter(int failedAttempts) {
    Duration pause = firstPause;
    for (int i = 1; i < failedAttempts && pause.compareTo(longestPause) < 0; i++) {
      pause = pause.multipliedBy(2);
    }
    return pause.compareTo(longestPause) < 0 ? pause : longestPause;
  }

  /** Whether another attempt follows so many failed ones. */
  public boolean hasNextAfter(int failedAttempts) {
    return failedAttempts < attempts;
  }
}
