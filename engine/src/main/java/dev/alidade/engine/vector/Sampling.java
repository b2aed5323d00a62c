package dev.alidade.engine.vector;

import dev.alidade.engine.vector.RecallEvidence.Kind;
import dev.alidade.engine.vector.RecallProbe.Query;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The queries of one measurement, of three kinds in turn: stored vectors, each left out of its own
 * answer; mixtures of three stored vectors, whose neighbours are further away, as those of a user's
 * words are; and the latest queries that were really asked, sixteen at a time. What they found is
 * in {@link #ranks}. Drawn by one thread, which holds the collection's read lock; others may read
 * the evidence meanwhile.
 */
final class Sampling {
  /** Of each kind: 128 queries with k = 10 are 1,280 answers; .988 is known to reach .98. */
  static final int QUERIES = 128;

  static final int ASKED_AT_ONCE = 16;

  private static final long SEED = 0x5eed;

  private final RankEvidence ranks;
  private final AskedQueries asked;
  private final long changes;
  private final Random random = new Random(SEED);
  private int[] sample = {};
  private long sampledAt = -1;
  private final AtomicInteger stored = new AtomicInteger();
  private final AtomicInteger mixed = new AtomicInteger();

  /** Asked queries that are to come. */
  private final Deque<float[]> real = new ArrayDeque<>();

  private long askedBefore;
  private int kind;

  Sampling(int depth, AskedQueries asked, CollectionMemory memory) {
    this.asked = asked;
    this.changes = memory.changes();
    this.ranks = new RankEvidence(depth, RecallProbe.plans(depth, memory.directory().liveCount()));
  }

  RankEvidence ranks() {
    return ranks;
  }

  /** What was seen so far of the best k. */
  RecallEvidence evidence(int k) {
    return ranks.at(k);
  }

  /** {@link CollectionMemory#changes()} when it began. */
  long changes() {
    return changes;
  }

  boolean isBegun() {
    return stored.get() > 0;
  }

  /** Whether all queries were asked that there are. */
  boolean isDone(CollectionMemory memory) {
    int all = Math.min(QUERIES, memory.directory().liveCount());
    return stored.get() >= all && mixed.get() >= all && real.isEmpty();
  }

  /** At most so many further queries; rows are those of this moment. */
  List<Query> next(int count, CollectionMemory memory, RowScan scan) {
    takeReal();
    if (sampledAt != memory.version()) {
      sample = sample(memory.directory());
      sampledAt = memory.version();
    }
    List<Query> queries = new ArrayList<>();
    while (queries.size() < count && !isDone(memory)) {
      switch (kind) {
        case 0 -> {
          if (stored.get() < sample.length) {
            int row = sample[stored.getAndIncrement()];
            queries.add(new Query(Kind.STORED, memory.rows().vector(row), row));
          }
        }
        case 1 -> {
          if (mixed.get() < sample.length) {
            float[] between = mixture(sample[mixed.getAndIncrement()], memory, scan);
            queries.add(new Query(Kind.MIXED, between, -1));
          }
        }
        default -> {
          if (!real.isEmpty()) {
            queries.add(new Query(Kind.ASKED, real.removeFirst(), -1));
          }
        }
      }
      kind = (kind + 1) % Kind.values().length;
    }
    return queries;
  }

  private void takeReal() {
    long fresh = asked.total() - askedBefore;
    int missing = QUERIES - ranks.queries(Kind.ASKED);
    if (real.isEmpty() && fresh >= ASKED_AT_ONCE && missing > 0) {
      int most = askedBefore == 0 ? QUERIES : ASKED_AT_ONCE;
      askedBefore = asked.total();
      real.addAll(asked.latest(Math.min(missing, most)));
    }
  }

  private float[] mixture(int row, CollectionMemory memory, RowScan scan) {
    float[] first = memory.rows().vector(row);
    float[] second = memory.rows().vector(sample[random.nextInt(sample.length)]);
    float[] third = memory.rows().vector(sample[random.nextInt(sample.length)]);
    return scan.mixture(first, second, third);
  }

  private int[] sample(RowDirectory directory) {
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
