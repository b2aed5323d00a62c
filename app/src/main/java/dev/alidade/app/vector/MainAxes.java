package dev.alidade.app.vector;

import dev.alidade.engine.Progress;
import dev.alidade.engine.compute.ComputeEngine;
import dev.alidade.engine.compute.Matrix;
import dev.alidade.engine.compute.PcaOptions;
import dev.alidade.engine.compute.Points;
import dev.alidade.engine.compute.PrincipalComponents;
import dev.alidade.engine.vector.VectorSample;

/** The two directions in which vectors differ most, by the compute service's PCA. */
final class MainAxes implements Projection.Method {
  private static final int AXES = 2;

  private final ComputeEngine compute;

  MainAxes(ComputeEngine compute) {
    this.compute = compute;
  }

  @Override
  public Projection of(VectorSample sample, Progress progress) {
    Matrix rows = new Matrix(sample.size(), sample.dimensions(), sample.vectors());
    PrincipalComponents found = compute.pca(Points.of(rows), PcaOptions.of(AXES), progress);
    Matrix at = found.coordinates();
    float[][] axes = new float[AXES][sample.size()];
    double[] explained = new double[AXES];
    // Vectors of one dimension have one axis only, and equal vectors have no variance to share.
    for (int axis = 0; axis < Math.min(AXES, at.columns()); axis++) {
      for (int i = 0; i < sample.size(); i++) {
        axes[axis][i] = at.get(i, axis);
      }
      double share = found.explainedShare()[axis];
      explained[axis] = Double.isNaN(share) ? 0 : share;
    }
    return Projection.of(sample, axes[0], axes[1], explained, found.path());
  }
}
