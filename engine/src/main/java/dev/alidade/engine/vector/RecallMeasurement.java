package dev.alidade.engine.vector;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Measures recall by asking with stored vectors, each held out of its own answer, and comparing
 * with the exact scan. Texts that users search for can be unlike stored documents: the figure is
 * about queries that look like the collection.
 */
final class RecallMeasurement {
  private static final int[] MULTIPLES = {1, 2, 4, 8, 16};

  /** 64 queries with k = 10 are 640 found-or-not answers: a standard error below 0.6 % at .98. */
  private static final int QUERIES = 64;

  /** On big collections fewer queries are asked, but never fewer than this. */
  private static final int MIN_QUERIES = 16;

  private static final long BUDGET_NANOS = 500_000_000;

  /** Measured again when so large a share of the rows, and so many, have changed. */
  private static final double CHANGED_SHARE = 0.2;

  private static final int CHANGED_ROWS = 100;
  private static final long SEED = 0x5eed;

  private final RowScan scan;
  private final LongSupplier nanoClock;
  private final Map<Integer, MeasuredRecall> byK = new ConcurrentHashMap<>();

  RecallMeasurement(RowScan scan, LongSupplier nanoClock) {
    this.scan = scan;
    this.nanoClock = nanoClock;
  }

  /** What is known for this k; measures where nothing is, or too much has changed since. */
  MeasuredRecall at(int k, CollectionMemory memory) {
    return byK.compute(
        k, (key, known) -> known != null && isFresh(known, memory) ? known : measure(k, memory));
  }

  private static boolean isFresh(MeasuredRecall known, CollectionMemory memory) {
    long changed = memory.changes() - known.changes();
    return changed <= Math.max(CHANGED_ROWS, CHANGED_SHARE * memory.directory().liveCount());
  }

  private MeasuredRecall measure(int k, CollectionMemory memory) {
    int[] candidates = new int[MULTIPLES.length];
    for (int i = 0; i < candidates.length; i++) {
      candidates[i] = k * MULTIPLES[i];
    }
    double[] found = new double[candidates.length];
    int queries = 0;
    long start = nanoClock.getAsLong();
    for (int row : sample(memory.directory())) {
      if (queries >= MIN_QUERIES && nanoClock.getAsLong() - start > BUDGET_NANOS) {
        break;
      }
      ask(row, k, candidates, found, memory);
      queries++;
    }
    for (int i = 0; i < found.length; i++) {
      found[i] = queries == 0 ? 1 : found[i] / queries;
    }
    return new MeasuredRecall(k, queries, candidates, found, memory.changes());
  }

  private void ask(int row, int k, int[] candidates, double[] found, CollectionMemory memory) {
    float[] query = memory.rows().vector(row);
    List<Ranked.Row> exact =
        scan.exact(memory.rows(), query, k + 1, null).without(row).first(k).rows();
    if (exact.isEmpty()) {
      addToAll(found, 1);
      return;
    }
    int most = candidates[candidates.length - 1];
    List<Ranked.Row> near =
        scan.candidates(memory.rows(), QuantisedQuery.of(query), most + 1, null)
            .without(row)
            .first(most)
            .rows();
    // A candidate as near as the k-th exact result is as good as it: duplicates are no misses.
    double kth = exact.getLast().score();
    int[] all = near.stream().mapToInt(Ranked.Row::row).toArray();
    Set<Integer> good = new HashSet<>();
    for (Ranked.Row scored : scan.rescored(memory.rows(), query, all, all.length).rows()) {
      if (scored.score() >= kth) {
        good.add(scored.row());
      }
    }
    for (int i = 0; i < candidates.length; i++) {
      long hits = near.stream().limit(candidates[i]).filter(r -> good.contains(r.row())).count();
      found[i] += (double) Math.min(hits, exact.size()) / exact.size();
    }
  }

  private static void addToAll(double[] found, double value) {
    for (int i = 0; i < found.length; i++) {
      found[i] += value;
    }
  }

  private static List<Integer> sample(RowDirectory directory) {
    int[] live = directory.liveRows();
    Random random = new Random(SEED);
    Map<Integer, Integer> moved = new HashMap<>();
    List<Integer> chosen = new ArrayList<>();
    for (int i = 0; i < Math.min(QUERIES, live.length); i++) {
      int j = i + random.nextInt(live.length - i);
      chosen.add(live[moved.getOrDefault(j, j)]);
      moved.put(j, moved.getOrDefault(i, i));
    }
    return chosen;
  }
}
