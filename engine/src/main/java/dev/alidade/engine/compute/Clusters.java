package dev.alidade.engine.compute;

import dev.alidade.engine.PathChoice;

/**
 * Points by their nearest centroid.
 *
 * @param centroids as many as were asked for, or as there are different points, if fewer
 * @param assignments the cluster of each row; −1 where the row is no point
 * @param sizes points in each cluster
 * @param inertia sum of squared distances to the centroids, in the units that were compared: those
 *     of the values, or standard deviations
 * @param iterations rounds of moving the centroids
 * @param converged false when the iterations ran out first
 */
public record Clusters(
    double[][] centroids,
    int[] assignments,
    int[] sizes,
    double inertia,
    int iterations,
    boolean converged,
    PathChoice path) {}
