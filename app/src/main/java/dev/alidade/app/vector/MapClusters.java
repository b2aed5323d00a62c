package dev.alidade.app.vector;

import dev.alidade.engine.Progress;
import dev.alidade.engine.compute.Clusters;
import dev.alidade.engine.compute.ComputeEngine;
import dev.alidade.engine.compute.KMeansOptions;
import dev.alidade.engine.compute.Matrix;
import dev.alidade.engine.compute.Points;
import dev.alidade.engine.vector.VectorSample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Points coloured by the clusters that the compute service's k-means puts their vectors into. */
final class MapClusters {
  /** Stands among the fields that points are coloured by. */
  static final String FIELD = "Clusters (k-means)";

  /** A map needs no more than where the clusters are about. */
  private static final int ITERATIONS = 25;

  private static final double TOLERANCE = 1e-3;

  static final int FEWEST = 2;

  /** More shades than this are not told apart on a map. */
  static final int MOST = 20;

  static final int USUAL = 7;

  private MapClusters() {}

  /**
   * Clusters of all dimensions, biggest first.
   *
   * @param count of clusters; fewer where there are fewer points
   */
  static Colouring of(VectorSample sample, int count, ComputeEngine compute, Progress progress) {
    Matrix rows = new Matrix(sample.size(), sample.dimensions(), sample.vectors());
    int wanted = Math.min(count, sample.size());
    Clusters found =
        compute.kMeans(
            Points.of(rows), new KMeansOptions(wanted, ITERATIONS, TOLERANCE, 1, false), progress);
    List<Integer> bySize =
        IntStream.range(0, found.sizes().length)
            .boxed()
            .sorted(Comparator.comparingInt(cluster -> -found.sizes()[cluster]))
            .toList();
    List<Colouring.Group> groups = new ArrayList<>();
    byte[] place = new byte[bySize.size()];
    for (int i = 0; i < place.length; i++) {
      place[bySize.get(i)] = (byte) i;
      groups.add(new Colouring.Group("Cluster " + (i + 1), found.sizes()[bySize.get(i)], false));
    }
    byte[] groupOf = new byte[sample.size()];
    for (int i = 0; i < groupOf.length; i++) {
      groupOf[i] = place[Math.max(0, found.assignments()[i])];
    }
    return new Colouring(FIELD, groups, groupOf, false);
  }
}
