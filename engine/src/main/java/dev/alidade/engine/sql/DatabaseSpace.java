package dev.alidade.engine.sql;

/**
 * How a database file uses its pages.
 *
 * @param fileBytes size of the file and its write-ahead log
 * @param freePages pages that hold nothing
 * @param unusedBytes bytes within used pages that hold nothing
 * @param fragmentation which part of the leaf pages does not follow its neighbour in the file, 0 to
 *     1
 */
public record DatabaseSpace(
    long fileBytes,
    long pageSize,
    long pages,
    long freePages,
    long unusedBytes,
    double fragmentation,
    String journalMode) {}
