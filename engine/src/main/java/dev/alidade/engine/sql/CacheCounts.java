package dev.alidade.engine.sql;

/**
 * How the result cache of one database has answered, since it was opened. Queries that did not ask
 * for the cache are not counted.
 *
 * @param hits answered by an earlier result
 * @param misses run, because there was no earlier result or the data had changed since
 * @param entries results kept now
 */
public record CacheCounts(long hits, long misses, int entries) {}
