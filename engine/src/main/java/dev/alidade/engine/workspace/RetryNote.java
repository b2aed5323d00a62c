package dev.alidade.engine.workspace;

import java.time.Duration;

/**
 * A transaction that was begun or committed only after several attempts, or not at all.
 *
 * @param attempts the first one included
 * @param cause what SQLite said at the first
 * @param took from the first attempt to the end of the last
 */
public record RetryNote(int attempts, boolean succeeded, String cause, Duration took) {}
