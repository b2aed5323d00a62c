package dev.alidade.engine.vector;

/** How two vectors are compared. A hit's score is larger for nearer vectors in every metric. */
public enum Metric {
  /** Score is the cosine, −1 to 1; 0 where one of the two vectors is all zeros. */
  COSINE,
  /** Score is the dot product. */
  DOT,
  /** Score is the negative squared distance. */
  EUCLIDEAN
}
