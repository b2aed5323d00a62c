package dev.alidade.app.vector;

import dev.alidade.engine.PathChoice;
import dev.alidade.engine.Progress;
import dev.alidade.engine.vector.VectorSample;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Documents of a collection as points on two axes.
 *
 * @param ids one for each point
 * @param explained share of the vectors' variance on each of the two axes
 * @param dimensions axes of the vectors themselves
 * @param total documents of the collection; more than points where it was sampled
 * @param path what computed the axes, and why
 * @param placeOf the point of an id
 */
@SuppressWarnings("ArrayRecordComponent") // bulk data, never compared
record Projection(
    List<String> ids,
    float[] x,
    float[] y,
    double[] explained,
    int dimensions,
    long total,
    PathChoice path,
    Map<String, Integer> placeOf) {

  static Projection of(
      VectorSample sample, float[] x, float[] y, double[] explained, PathChoice path) {
    Map<String, Integer> places = HashMap.newHashMap(sample.size());
    for (int i = 0; i < sample.size(); i++) {
      places.put(sample.ids().get(i), i);
    }
    return new Projection(
        sample.ids(), x, y, explained, sample.dimensions(), sample.total(), path, places);
  }

  int size() {
    return x.length;
  }

  /** The point of a document, or −1 where it is not on the map. */
  int place(String id) {
    return placeOf.getOrDefault(id, -1);
  }

  /** Lays vectors out on two axes. */
  @FunctionalInterface
  interface Method {
    Projection of(VectorSample sample, Progress progress);
  }
}
