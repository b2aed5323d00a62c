package dev.alidade.engine.vector;

/**
 * How two vectors are compared. A hit's score is larger for nearer vectors in every metric.
 *
 * <p>Products and squares are float32: below about 1e-38 they lose digits and below 1e-45 they are
 * 0. Of vectors or differences whose values are all below about 1e-19 {@link #DOT} and {@link
 * #EUCLIDEAN} therefore tell little, and below 1e-23 nothing: scale such vectors before they are
 * added. {@link #COSINE} brings them to length 1 first and does not depend on their size.
 */
public enum Metric {
  /** Score is the cosine, −1 to 1; 0 where one of the two vectors is all zeros. */
  COSINE,
  /** Score is the dot product. */
  DOT,
  /** Score is the negative squared distance. */
  EUCLIDEAN
}
