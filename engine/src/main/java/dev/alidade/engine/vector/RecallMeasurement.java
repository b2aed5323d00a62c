package dev.alidade.engine.vector;

import dev.alidade.engine.vector.Calibration.Measured;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Measures recall and cost of the plans by comparing with the exact scan. Three kinds of queries
 * are asked, and the kind with the lowest recall counts: stored vectors, each left out of its own
 * answer; mixtures of three stored vectors, whose neighbours are further away, as those of a user's
 * words are; and the latest queries that were really asked.
 */
final class RecallMeasurement {
  /** Candidates of the first scan, in multiples of k. */
  private static final int[] FIRST = {1, 2, 4, 6, 10, 16, 32, 64, 128};

  /** Of these, how many int8 keeps. */
  private static final int[] NARROWED = {1, 2, 4};

  private static final int MOST_CANDIDATES = 20_000;

  /** Of each kind: 128 queries with k = 10 are 1,280 answers; .988 is known to reach .98. */
  private static final int QUERIES = 128;

  /** Of each kind in one pass over the rows. */
  private static final int QUERIES_AT_ONCE = 16;

  /** On big collections fewer queries are asked, but at least two batches. */
  private static final long BUDGET_NANOS = 1_500_000_000;

  private static final int LEAST_QUERIES = 2 * QUERIES_AT_ONCE;

  /** Where signs do so well, int8 codes are not measured any further: their scan is slower. */
  private static final double SIGNS_SUFFICE = 0.995;

  /** Measured again when so large a share of the rows, and so many, have changed. */
  private static final double CHANGED_SHARE = 0.2;

  private static final int CHANGED_ROWS = 100;
  private static final long SEED = 0x5eed;

  private final RowScan scan;
  private final BatchScan batch;
  private final Rescoring rescoring;
  private final LongSupplier nanoClock;
  private final Map<Integer, Calibration> byK = new ConcurrentHashMap<>();
  private final AskedQueries asked = new AskedQueries(QUERIES);

  RecallMeasurement(RowScan scan, BatchScan batch, Rescoring rescoring, LongSupplier nanoClock) {
    this.scan = scan;
    this.batch = batch;
    this.rescoring = rescoring;
    this.nanoClock = nanoClock;
  }

  /**
   * What is known for this k; measures where nothing is, too much has changed since, or there are
   * real queries to measure with for the first time.
   *
   * @param query what is asked now, kept for the next measurement
   */
  Calibration at(int k, float[] query, CollectionMemory memory) {
    asked.add(query);
    return byK.compute(
        k, (key, known) -> known != null && isFresh(known, memory) ? known : measure(k, memory));
  }

  private boolean isFresh(Calibration known, CollectionMemory memory) {
    if (!known.withAsked() && asked.count() >= QUERIES_AT_ONCE) {
      return false;
    }
    long changed = memory.changes() - known.changes();
    return changed <= Math.max(CHANGED_ROWS, CHANGED_SHARE * memory.directory().liveCount());
  }

  private Calibration measure(int k, CollectionMemory memory) {
    Run run = new Run(k, memory);
    long start = nanoClock.getAsLong();
    Random random = new Random(SEED);
    int[] sample = sample(memory.directory(), random);
    float[][] real = asked.count() < QUERIES_AT_ONCE ? new float[0][] : asked.all();
    for (int from = 0; from < sample.length; from += QUERIES_AT_ONCE) {
      if (from >= LEAST_QUERIES && nanoClock.getAsLong() - start > BUDGET_NANOS) {
        break;
      }
      List<Query> queries = new ArrayList<>();
      for (int i = from; i < Math.min(from + QUERIES_AT_ONCE, sample.length); i++) {
        float[] stored = memory.rows().vector(sample[i]);
        queries.add(new Query(Kind.STORED, stored, sample[i]));
        queries.add(new Query(Kind.MIXED, mixture(stored, sample, random, memory), -1));
        if (i < real.length) {
          queries.add(new Query(Kind.ASKED, real[i], -1));
        }
      }
      run.ask(queries);
      run.leaveOutCodesWhereSignsSuffice();
    }
    return run.calibration(real.length > 0);
  }

  private float[] mixture(float[] stored, int[] sample, Random random, CollectionMemory memory) {
    float[] second = memory.rows().vector(sample[random.nextInt(sample.length)]);
    float[] third = memory.rows().vector(sample[random.nextInt(sample.length)]);
    return scan.mixture(stored, second, third);
  }

  private enum Kind {
    STORED,
    MIXED,
    ASKED
  }

  /**
   * @param row left out of its own answer, or −1
   */
  private record Query(Kind kind, float[] vector, int row) {}

  /** One measurement. */
  private final class Run {
    private final int k;
    private final CollectionMemory memory;
    private final int most;
    private final List<ScanPlan> plans = new ArrayList<>();
    private final Map<Kind, Map<ScanPlan, List<Double>>> shares = new EnumMap<>(Kind.class);
    private final Map<Cost, List<Double>> costs = new HashMap<>();
    private boolean measuresCodes = true;

    Run(int k, CollectionMemory memory) {
      this.k = k;
      this.memory = memory;
      int rows = memory.directory().liveCount();
      this.most = Math.min(MOST_CANDIDATES, Math.min(rows - 1, k * FIRST[FIRST.length - 1]));
      for (int multiple : FIRST) {
        int first = k * multiple;
        if (first > most) {
          break;
        }
        plans.add(new ScanPlan(ScanPlan.First.CODES, first, 0));
        plans.add(new ScanPlan(ScanPlan.First.SIGNS, first, 0));
        for (int narrowed : NARROWED) {
          if (narrowed < multiple) {
            plans.add(new ScanPlan(ScanPlan.First.SIGNS, first, k * narrowed));
          }
        }
      }
    }

    void ask(List<Query> queries) {
      float[][] vectors = queries.stream().map(Query::vector).toArray(float[][]::new);
      List<Found> exact = batch.exact(memory.rows(), vectors, k + 1, null);
      for (int i = 0; i < vectors.length; i++) {
        ask(queries.get(i), exact.get(i).without(queries.get(i).row()).first(k));
      }
    }

    private void ask(Query asked, Found exact) {
      float[] query = asked.vector();
      int row = asked.row();
      if (exact.count() == 0 || most < 1) {
        return;
      }
      if (costs.getOrDefault(Cost.EXACT, List.of()).size() < TIMED_SCANS) {
        timed(Cost.EXACT, 1, () -> scan.exact(memory.rows(), query, k, null));
      }
      QueryForms forms = new QueryForms(query);
      Found signs =
          timed(Cost.SIGNS, 1, () -> scan.signs(memory.rows(), forms, most + 1, null))
              .without(row)
              .first(most);
      Found codes =
          measuresCodes
              ? timed(Cost.CODES, 1, () -> scan.codes(memory.rows(), forms, most + 1, null))
                  .without(row)
                  .first(most)
              : signs;
      Found narrowed =
          timed(
              Cost.NARROW,
              signs.count(),
              () -> rescoring.codes(memory.rows(), forms.codes(), signs.rows(), most));
      // A candidate as near as the k-th exact result is as good as it: duplicates are no misses.
      float kth = exact.scores()[exact.count() - 1];
      boolean[] goodSigns = good(query, signs, kth);
      boolean[] goodCodes = measuresCodes ? good(query, codes, kth) : goodSigns;
      Map<Integer, Integer> rankOfSign = HashMap.newHashMap(signs.count());
      for (int i = 0; i < signs.count(); i++) {
        rankOfSign.put(signs.rows()[i], i);
      }
      int[] rankOf = new int[narrowed.count()];
      for (int i = 0; i < rankOf.length; i++) {
        rankOf[i] = rankOfSign.getOrDefault(narrowed.rows()[i], Integer.MAX_VALUE);
      }
      for (ScanPlan plan : plans) {
        int hits =
            plan.first() == ScanPlan.First.CODES
                ? count(goodCodes, plan.candidates())
                : plan.narrowed() == 0
                    ? count(goodSigns, plan.candidates())
                    : countNarrowed(goodSigns, rankOf, plan);
        shares
            .computeIfAbsent(asked.kind(), kind -> new HashMap<>())
            .computeIfAbsent(plan, p -> new ArrayList<>())
            .add((double) Math.min(hits, exact.count()) / exact.count());
      }
    }

    void leaveOutCodesWhereSignsSuffice() {
      boolean suffice =
          shares.values().stream()
              .allMatch(
                  byPlan ->
                      byPlan.entrySet().stream()
                          .filter(e -> e.getKey().first() == ScanPlan.First.SIGNS)
                          .anyMatch(e -> recall(e.getValue()).recall() >= SIGNS_SUFFICE));
      if (measuresCodes && suffice && median(Cost.CODES) > 2 * median(Cost.SIGNS)) {
        measuresCodes = false;
        plans.removeIf(plan -> plan.first() == ScanPlan.First.CODES);
      }
    }

    private boolean[] good(float[] query, Found candidates, float kth) {
      Found scored =
          timed(
              Cost.RESCORE,
              candidates.count(),
              () -> rescoring.exact(memory.rows(), query, candidates.rows(), candidates.count()));
      Map<Integer, Float> scores = HashMap.newHashMap(scored.count());
      for (int i = 0; i < scored.count(); i++) {
        scores.put(scored.rows()[i], scored.scores()[i]);
      }
      boolean[] good = new boolean[candidates.count()];
      for (int i = 0; i < good.length; i++) {
        good[i] = scores.getOrDefault(candidates.rows()[i], Float.NEGATIVE_INFINITY) >= kth;
      }
      return good;
    }

    private <T> T timed(Cost cost, int rows, Supplier<T> work) {
      long start = nanoClock.getAsLong();
      T result = work.get();
      double nanos = (double) (nanoClock.getAsLong() - start) / Math.max(1, rows);
      costs.computeIfAbsent(cost, c -> new ArrayList<>()).add(nanos);
      return result;
    }

    Calibration calibration(boolean withAsked) {
      List<Measured> measured = new ArrayList<>();
      for (ScanPlan plan : plans) {
        shares.values().stream()
            .map(byPlan -> recall(byPlan.getOrDefault(plan, List.of())))
            .min(Comparator.comparingDouble(MeasuredRecall::low))
            .ifPresent(recall -> measured.add(new Measured(plan, recall, nanos(plan))));
      }
      return new Calibration(measured, median(Cost.EXACT), memory.changes(), withAsked);
    }

    private MeasuredRecall recall(List<Double> found) {
      return MeasuredRecall.of(k, found.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private double nanos(ScanPlan plan) {
      double rescore = STAGE_NANOS + plan.rescored() * median(Cost.RESCORE);
      double narrow =
          plan.narrowed() == 0 ? 0 : STAGE_NANOS + plan.candidates() * median(Cost.NARROW);
      return median(plan.first() == ScanPlan.First.CODES ? Cost.CODES : Cost.SIGNS)
          + narrow
          + rescore;
    }

    private double median(Cost cost) {
      double[] sorted =
          costs.getOrDefault(cost, List.of()).stream()
              .mapToDouble(Double::doubleValue)
              .sorted()
              .toArray();
      return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    }
  }

  /** What is timed: scans a query, the others a row. */
  private enum Cost {
    EXACT,
    SIGNS,
    CODES,
    NARROW,
    RESCORE
  }

  /** The exact scan is the slowest: a few say enough. */
  private static final int TIMED_SCANS = 5;

  /** Two kernel calls with their parameters and scratch: what a stage costs whatever its rows. */
  private static final double STAGE_NANOS = 20_000;

  private static int count(boolean[] good, int first) {
    int hits = 0;
    for (int i = 0; i < Math.min(first, good.length); i++) {
      hits += good[i] ? 1 : 0;
    }
    return hits;
  }

  /** Good rows among the first that int8 keeps of the first candidates. */
  private static int countNarrowed(boolean[] good, int[] rankOf, ScanPlan plan) {
    int hits = 0;
    int kept = 0;
    for (int i = 0; i < rankOf.length && kept < plan.narrowed(); i++) {
      if (rankOf[i] < plan.candidates()) {
        kept++;
        hits += good[rankOf[i]] ? 1 : 0;
      }
    }
    return hits;
  }

  private static int[] sample(RowDirectory directory, Random random) {
    int[] live = directory.liveRows();
    int count = Math.min(QUERIES, live.length);
    for (int i = 0; i < count; i++) {
      int j = i + random.nextInt(live.length - i);
      int row = live[i];
      live[i] = live[j];
      live[j] = row;
    }
    return Arrays.copyOf(live, count);
  }
}
