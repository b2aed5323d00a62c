package dev.alidade.engine.data;

import java.time.Duration;

/**
 * @param chunks that went through
 * @param most chunks that were in flight at once
 * @param working time of all workers together
 */
public record StreamReport(long chunks, int most, Duration duration, Duration working) {}
