package dev.alidade.engine.vector;

import dev.alidade.engine.Progress;
import dev.alidade.engine.vector.RecallEvidence.Kind;
import dev.alidade.engine.vector.RecallProbe.Query;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Measures recall and cost of the plans by comparing with the exact scan, and keeps what it found
 * in the workspace. Three kinds of queries are asked, and the kind with the lowest recall counts:
 * stored vectors, each left out of its own answer; mixtures of three stored vectors, whose
 * neighbours are further away, as those of a user's words are; and the latest queries that were
 * really asked, which are added sixteen at a time.
 */
final class RecallMeasurement {
  /** Of each kind: 128 queries with k = 10 are 1,280 answers; .988 is known to reach .98. */
  private static final int QUERIES = 128;

  /** Of each kind in one pass over the rows. */
  private static final int QUERIES_AT_ONCE = 16;

  /** On big collections fewer queries are asked, but at least two batches. */
  private static final long BUDGET_NANOS = 1_500_000_000;

  private static final int LEAST_QUERIES = 2 * QUERIES_AT_ONCE;

  /** Measured again when so large a share of the rows, and so many, have changed. */
  private static final double CHANGED_SHARE = 0.2;

  private static final int CHANGED_ROWS = 100;
  private static final long SEED = 0x5eed;

  private final RowScan scan;
  private final BatchScan batch;
  private final Rescoring rescoring;
  private final LongSupplier nanoClock;
  private final RecallStore store;
  private final Map<Integer, Known> byK = new ConcurrentHashMap<>();
  private final AskedQueries asked = new AskedQueries(QUERIES);

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

  /**
   * What is known for this k; measures where nothing is or too much has changed since.
   *
   * @param query what is asked now, kept for the next measurement
   */
  Calibration at(int k, float[] query, CollectionMemory memory) {
    asked.add(query);
    return at(k, memory);
  }

  /** The same without a query. */
  Calibration at(int k, CollectionMemory memory) {
    return byK.compute(k, (key, known) -> current(k, known, memory)).calibration();
  }

  /** Measures anew, whatever is known. */
  Calibration again(int k, CollectionMemory memory) {
    return byK.compute(k, (key, known) -> measured(k, memory)).calibration();
  }

  private Known current(int k, @Nullable Known known, CollectionMemory memory) {
    Known now = known == null ? restored(k, memory) : known;
    if (now == null || !isFresh(now.calibration(), memory)) {
      return measured(k, memory);
    }
    int counted = now.evidence().queries(Kind.ASKED);
    long fresh = asked.total() - now.askedBefore();
    return counted < QUERIES && fresh >= QUERIES_AT_ONCE ? extended(now, memory) : now;
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

  private static boolean isFresh(Calibration known, CollectionMemory memory) {
    long changed = memory.changes() - known.changes();
    return changed <= Math.max(CHANGED_ROWS, CHANGED_SHARE * memory.directory().liveCount());
  }

  /** Adds the latest queries that were asked. */
  private Known extended(Known known, CollectionMemory memory) {
    List<Query> queries = new ArrayList<>();
    for (float[] query : asked.latest(QUERIES_AT_ONCE)) {
      queries.add(new Query(Kind.ASKED, query, -1));
    }
    probe(memory, known.evidence(), true).ask(queries);
    return kept(known.evidence(), known.calibration().changes(), memory);
  }

  private RecallProbe probe(CollectionMemory memory, RecallEvidence evidence, boolean goesOn) {
    return new RecallProbe(scan, batch, rescoring, nanoClock, memory, evidence, goesOn);
  }

  private Known kept(RecallEvidence evidence, long changes, CollectionMemory memory) {
    store.keep(
        KeptRecall.of(evidence, memory.directory(), memory.changes() - changes),
        memory.rows().signCenter());
    return new Known(evidence, evidence.calibration(changes), asked.total());
  }

  private Known measured(int k, CollectionMemory memory) {
    RecallEvidence evidence = new RecallEvidence(k);
    RecallProbe probe = probe(memory, evidence, false);
    long start = nanoClock.getAsLong();
    Random random = new Random(SEED);
    int[] sample = sample(memory.directory(), random);
    List<float[]> real = asked.latest(QUERIES);
    if (real.size() < QUERIES_AT_ONCE) {
      real = List.of();
    }
    for (int from = 0; from < sample.length; from += QUERIES_AT_ONCE) {
      Progress.NONE.check("measuring recall");
      if (from >= LEAST_QUERIES && nanoClock.getAsLong() - start > BUDGET_NANOS) {
        break;
      }
      List<Query> queries = new ArrayList<>();
      for (int i = from; i < Math.min(from + QUERIES_AT_ONCE, sample.length); i++) {
        float[] stored = memory.rows().vector(sample[i]);
        queries.add(new Query(Kind.STORED, stored, sample[i]));
        queries.add(new Query(Kind.MIXED, mixture(stored, sample, random, memory), -1));
        if (i < real.size()) {
          queries.add(new Query(Kind.ASKED, real.get(i), -1));
        }
      }
      probe.ask(queries);
    }
    return kept(evidence, memory.changes(), memory);
  }

  private float[] mixture(float[] stored, int[] sample, Random random, CollectionMemory memory) {
    float[] second = memory.rows().vector(sample[random.nextInt(sample.length)]);
    float[] third = memory.rows().vector(sample[random.nextInt(sample.length)]);
    return scan.mixture(stored, second, third);
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
