package dev.alidade.engine.vector;

/**
 * @param memoryBytes linear memory of the vectors in all representations
 */
public record CollectionInfo(
    String name,
    int dimensions,
    Metric metric,
    long size,
    long memoryBytes,
    String embedder,
    String source) {}
