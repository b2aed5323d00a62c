package dev.alidade.engine.vector;

import java.util.List;

/**
 * Some of a collection's vectors, for a map or statistics of it.
 *
 * @param ids documents in document order
 * @param dimensions values of each vector
 * @param vectors one after the other, those of {@code ids.get(i)} from {@code i * dimensions}; in
 *     the form in which they are compared, which is of length 1 for {@link Metric#COSINE}
 * @param total documents of the whole collection
 */
@SuppressWarnings("ArrayRecordComponent") // bulk data, never compared
public record VectorSample(List<String> ids, int dimensions, float[] vectors, long total) {
  public VectorSample {
    ids = List.copyOf(ids);
  }

  public int size() {
    return ids.size();
  }
}
