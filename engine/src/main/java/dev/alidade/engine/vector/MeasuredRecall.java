package dev.alidade.engine.vector;

/**
 * Recall of a way of searching, measured on the collection itself against the exact scan, with
 * three kinds of queries, of which the one with the lowest recall counts: stored vectors, each left
 * out of its own answer; mixtures of three stored vectors; and queries that were asked, once there
 * are 16. Up to 128 of each kind, fewer where the time for them is over; those asked later count
 * from the next measurement on. What was measured to some depth says the recall of every smaller k,
 * rank by rank.
 *
 * <p>It speaks of the collection and the queries as they were: for queries unlike those, or among
 * documents that came since, recall may be lower until it is measured again.
 *
 * @param k results asked for
 * @param recall mean share of the exact top-k that was found
 * @param low end of the one-sided 95 % confidence interval: Wilson's score interval over the
 *     answers of all queries, their number lowered by the design effect, which is how much more the
 *     queries differ from each other than chance would have it
 * @param queries queries of that kind
 * @param changesSince documents added and removed since
 */
public record MeasuredRecall(int k, double recall, double low, int queries, long changesSince) {
  /** One-sided 95 %. */
  private static final double Z = 1.644854;

  /**
   * @param shares of each query's exact top-k that was found
   */
  static MeasuredRecall of(int k, double[] shares) {
    double sum = 0;
    double squares = 0;
    for (double share : shares) {
      sum += share;
      squares += share * share;
    }
    return of(k, shares.length, sum, squares);
  }

  /**
   * @param sum of each query's share of its exact top-k that was found
   * @param squares of these shares, summed
   */
  static MeasuredRecall of(int k, int queries, double sum, double squares) {
    double mean = queries == 0 ? 0 : sum / queries;
    double trials = (double) k * queries;
    double binomial = mean * (1 - mean) / k;
    double between = queries < 2 ? 0 : Math.max(0, squares - mean * sum) / (queries - 1);
    double designEffect = binomial <= 0 ? 1 : Math.max(1, between / binomial);
    return new MeasuredRecall(k, mean, wilsonLow(mean, trials / designEffect), queries, 0);
  }

  /** Wilson, E. B. (1927): the lower end for a share seen in so many trials. */
  static double wilsonLow(double share, double trials) {
    if (trials <= 0) {
      return 0;
    }
    double z2 = Z * Z;
    double middle = share + z2 / (2 * trials);
    double half = Z * Math.sqrt(share * (1 - share) / trials + z2 / (4 * trials * trials));
    return Math.max(0, (middle - half) / (1 + z2 / trials));
  }

  MeasuredRecall after(long changes) {
    return new MeasuredRecall(k, recall, low, queries, changes);
  }
}
