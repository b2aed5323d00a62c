package dev.alidade.engine.vector;

import dev.alidade.engine.OperationCancelled;
import dev.alidade.engine.Progress;
import dev.alidade.engine.vector.RecallEvidence.Kind;
import dev.alidade.engine.vector.RecallProbe.Query;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Measures recall and cost of the plans by comparing with the exact scan, and keeps what it found
 * in the workspace. {@link MeasuredRecall} says with what queries.
 *
 * <p>It holds the collection's read lock for a few queries at a time, so that writers come between,
 * ends when its time is over, and goes on from there when more is needed. One measurement serves
 * every k up to its depth, whose recall is read off rank by rank. Thread-safe.
 */
final class RecallMeasurement {
  /** What the first search waits; on big collections fewer queries are asked in it. */
  private static final long FIRST_NANOS = 1_500_000_000;

  /** What a later one waits whose target the queries asked so far do not prove. */
  private static final long LATER_NANOS = 500_000_000;

  /** Where somebody waits for nothing but the measurement: enough for a million rows. */
  private static final long CURVE_NANOS = 10_000_000_000L;

  /** How long others wait for the lock, where a query does not take longer by itself. */
  private static final long SLICE_NANOS = 50_000_000;

  /** Beyond, queries share no more of a pass over the rows. */
  private static final int MOST_AT_ONCE = 48;

  /** Measured again when so large a share of the rows, and so many, have changed. */
  private static final double CHANGED_SHARE = 0.2;

  private static final int CHANGED_ROWS = 100;

  private final RowScan scan;
  private final BatchScan batch;
  private final Rescoring rescoring;
  private final LongSupplier nanoClock;
  private final RecallStore store;
  private final Map<Integer, Known> byK = new ConcurrentHashMap<>();
  private final Map<Integer, Sampling> byDepth = new ConcurrentHashMap<>();
  private final AskedQueries asked = new AskedQueries(Sampling.QUERIES);

  /** Held by the one thread that measures. */
  private final ReentrantLock measuring = new ReentrantLock();

  RecallMeasurement(
      RowScan scan,
      BatchScan batch,
      Rescoring rescoring,
      LongSupplier nanoClock,
      RecallStore store) {
    this.scan = scan;
    this.batch = batch;
    this.rescoring = rescoring;
    this.nanoClock = nanoClock;
    this.store = store;
  }

  /**
   * What is known for one k.
   *
   * @param askedBefore how many queries had been asked when the latest were added
   */
  private record Known(RecallEvidence evidence, Calibration calibration, long askedBefore) {}

  /** Keeps a query that was asked for the next measurement. */
  void add(float[] query) {
    asked.add(query);
  }

  /**
   * What is known for this k; empty where nothing is or too much has changed since. The caller
   * holds the collection's read lock.
   */
  Optional<Calibration> known(int k, CollectionMemory memory) {
    return Optional.ofNullable(current(k, memory)).map(Known::calibration);
  }

  private @Nullable Known current(int k, CollectionMemory memory) {
    Known known = byK.get(k);
    if (known == null) {
      known = restored(k, memory);
      Sampling sampling = byDepth.get(RankEvidence.depthFor(k));
      if (known == null && sampling != null && sampling.isBegun()) {
        known = kept(sampling.evidence(k), sampling.changes(), memory);
      }
      if (known != null) {
        byK.put(k, known);
      }
    }
    return known != null && isFresh(known.calibration().changes(), memory) ? known : null;
  }

  private @Nullable Known restored(int k, CollectionMemory memory) {
    return store
        .recall(k)
        .map(
            kept -> {
              RecallEvidence evidence = kept.evidence();
              long changes = memory.changes() - kept.changesSince(memory.directory());
              return new Known(evidence, evidence.calibration(changes), 0);
            })
        .orElse(null);
  }

  private static boolean isFresh(long changesThen, CollectionMemory memory) {
    long changed = memory.changes() - changesThen;
    return changed <= Math.max(CHANGED_ROWS, CHANGED_SHARE * memory.directory().liveCount());
  }

  /**
   * Whether {@link #measure} is worth while before a search. The caller holds the collection's read
   * lock.
   */
  boolean isDue(int k, double target, CollectionMemory memory) {
    Known known = current(k, memory);
    return known == null || isExtensible(known) || isUnproven(k, known, target, memory);
  }

  /** Whether queries that were asked since would say more. */
  private boolean isExtensible(Known known) {
    return known.evidence().queries(Kind.ASKED) < Sampling.QUERIES
        && asked.total() - known.askedBefore() >= Sampling.ASKED_AT_ONCE;
  }

  /** Whether the target is not proven and more sampled queries could. */
  private boolean isUnproven(int k, Known known, double target, CollectionMemory memory) {
    Sampling sampling = byDepth.get(RankEvidence.depthFor(k));
    return sampling != null
        && known.calibration().cheapestFor(target).isEmpty()
        && MeasuredRecall.wilsonLow(1, (double) k * Sampling.QUERIES) >= target
        && !sampling.isDone(memory);
  }

  /**
   * Measures for a search, for a time. Does nothing while another thread measures this collection.
   * The caller holds no lock.
   *
   * @throws OperationCancelled when interrupted; what was measured until then stays
   */
  void measure(int k, GuardedMemory memory) {
    if (measuring.tryLock()) {
      try {
        measureNow(k, memory, FIRST_NANOS, false);
      } finally {
        measuring.unlock();
      }
    }
  }

  /**
   * What is known, measured where nothing is; waits for another thread that measures. The caller
   * holds no lock.
   *
   * @param again measures anew even where something is known
   * @throws OperationCancelled when interrupted
   */
  PrecisionCurve curve(int k, List<Double> targets, boolean again, GuardedMemory memory) {
    try {
      measuring.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperationCancelled("measuring recall");
    }
    try {
      if (again || memory.reading(contents -> known(k, contents)).isEmpty()) {
        measureNow(k, memory, CURVE_NANOS, again);
      }
      return memory.reading(
          contents -> Objects.requireNonNull(byK.get(k)).calibration().curve(k, targets, contents));
    } finally {
      measuring.unlock();
    }
  }

  private void measureNow(int k, GuardedMemory guarded, long firstNanos, boolean anew) {
    int depth = RankEvidence.depthFor(k);
    Optional<Known> before =
        guarded.reading(
            memory -> anew ? Optional.empty() : Optional.ofNullable(current(k, memory)));
    if (before.isPresent() && !byDepth.containsKey(depth)) {
      extend(before.get(), guarded);
    } else {
      Sampling sampling = guarded.reading(memory -> sampling(depth, anew, memory));
      sample(k, sampling, sampling.isBegun() ? LATER_NANOS : firstNanos, guarded);
    }
  }

  /**
   * @param budget nanoseconds of asking queries; waiting for others may take as long again
   */
  private void sample(int k, Sampling sampling, long budget, GuardedMemory guarded) {
    long start = nanoClock.getAsLong();
    long[] asking = {0};
    int atOnce = 1;
    boolean goesOn = true;
    while (goesOn) {
      Progress.NONE.check("measuring recall");
      int count = atOnce;
      long before = asking[0];
      goesOn = guarded.reading(memory -> slice(sampling, count, asking, memory));
      goesOn &= asking[0] < budget && nanoClock.getAsLong() - start < 2 * budget;
      atOnce = Math.clamp(count * SLICE_NANOS / Math.max(1, asking[0] - before), 1, MOST_AT_ONCE);
    }
    int depth = sampling.ranks().depth();
    byK.keySet().removeIf(other -> RankEvidence.depthFor(other) == depth);
    keep(k, guarded, sampling.evidence(k), sampling.changes());
  }

  private Sampling sampling(int depth, boolean anew, CollectionMemory memory) {
    return byDepth.compute(
        depth,
        (key, known) ->
            known == null || anew || !isFresh(known.changes(), memory)
                ? new Sampling(depth, asked, memory)
                : known);
  }

  /** Whether there is more to ask. */
  private boolean slice(Sampling sampling, int count, long[] asking, CollectionMemory memory) {
    long start = nanoClock.getAsLong();
    List<Query> queries = sampling.next(count, memory, scan);
    if (!queries.isEmpty()) {
      probe(memory, sampling.ranks()).ask(queries);
    }
    asking[0] += nanoClock.getAsLong() - start;
    return !sampling.isDone(memory);
  }

  private RecallProbe probe(CollectionMemory memory, RankEvidence ranks) {
    return new RecallProbe(scan, batch, rescoring, nanoClock, memory, ranks);
  }

  /** Adds the latest queries that were asked to what an earlier session measured. */
  private void extend(Known known, GuardedMemory guarded) {
    int k = known.evidence().k();
    RankEvidence ranks = new RankEvidence(RankEvidence.depthFor(k), known.evidence().plans());
    for (float[] query : asked.latest(Sampling.ASKED_AT_ONCE)) {
      Progress.NONE.check("measuring recall");
      guarded.reading(
          memory -> {
            probe(memory, ranks).ask(List.of(new Query(Kind.ASKED, query, -1)));
            return true;
          });
    }
    RecallEvidence both = new RecallEvidence(k, known.evidence().costs());
    both.add(known.evidence());
    both.add(ranks.at(k));
    keep(k, guarded, both, known.calibration().changes());
  }

  private void keep(int k, GuardedMemory guarded, RecallEvidence evidence, long changes) {
    guarded.reading(
        memory -> {
          byK.put(k, kept(evidence, changes, memory));
          return true;
        });
  }

  private Known kept(RecallEvidence evidence, long changes, CollectionMemory memory) {
    store.keep(
        KeptRecall.of(evidence, memory.directory(), memory.changes() - changes),
        memory.rows().signCenter());
    return new Known(evidence, evidence.calibration(changes), asked.total());
  }
}
