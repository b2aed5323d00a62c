package dev.alidade.engine.vector;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Turns a filter into rows and chooses how they are compared: gathering the few, or masking the
 * scan. Filters that were asked for before are kept until the collection changes. Thread-safe for
 * readers of the collection.
 */
final class FilterPlanner {
  /** As many as a user may switch between; a bitmap of a million rows has 125 KB. */
  private static final int KEPT = 16;

  /**
   * Measured on 100,000 × 384: below this a list of addresses is faster than a scan that looks at
   * every bit and jumps over the rows between.
   */
  private static final double GATHER_BELOW = 0.05;

  /** So much of the rows is read exactly in the time that approximate scans of all rows take. */
  private static final double EXACT_BELOW = 0.1;

  private final CollectionMemory memory;
  private final Map<Filter, Selection> kept = new LinkedHashMap<>(KEPT, 0.75f, true);
  private long keptAt;

  FilterPlanner(CollectionMemory memory) {
    this.memory = memory;
  }

  /** The rows that a filter keeps, and how they will be compared. */
  static final class Selection {
    private final long[] bits;
    private final int count;
    private final int all;
    private final AtomicReference<@Nullable RowList> listed = new AtomicReference<>();

    Selection(long[] bits, int all) {
      this.bits = bits;
      this.count = RowBits.count(bits);
      this.all = all;
    }

    long[] bits() {
      return bits;
    }

    double selectivity() {
      return all == 0 ? 0 : (double) count / all;
    }

    /** Whether the rows are listed and read one by one, rather than the scan masked. */
    boolean gathers() {
      return selectivity() < GATHER_BELOW;
    }

    /** Whether even a search that need not be exact reads these rows in full. */
    boolean comparesExactly(int k) {
      return count <= k || selectivity() < EXACT_BELOW;
    }

    String reason() {
      return gathers()
          ? "The filter keeps %,d of %,d documents: they were gathered and compared exactly."
              .formatted(count, all)
          : "The filter keeps %,d of %,d documents: the scan was masked.".formatted(count, all);
    }

    /** Where the rows are; listed once. */
    RowList listed(VectorRows rows) {
      RowList known = listed.get();
      if (known == null) {
        known = RowList.of(rows, RowBits.rows(bits, count));
        listed.set(known);
      }
      return known;
    }
  }

  /** Null stands for all rows that are alive. */
  @Nullable Selection selection(Filter filter, SearchTrace trace) {
    if (filter.equals(Filter.NONE)) {
      return null;
    }
    Selection selection = trace.stage("Filter", SearchTrace.METADATA, () -> made(filter));
    trace.selectivity(selection.selectivity());
    return selection;
  }

  /** The same outside a search. */
  @Nullable Selection selection(Filter filter) {
    return filter.equals(Filter.NONE) ? null : made(filter);
  }

  private Selection made(Filter filter) {
    FilterSize.requireUsable(filter);
    synchronized (kept) {
      if (keptAt != memory.version()) {
        kept.clear();
        keptAt = memory.version();
      }
      Selection known = kept.get(filter);
      if (known != null) {
        return known;
      }
    }
    long[] bits = memory.metadata().select(filter, memory.directory());
    Selection made = new Selection(bits, memory.directory().liveCount());
    synchronized (kept) {
      kept.put(filter, made);
      if (kept.size() > KEPT) {
        kept.remove(kept.keySet().iterator().next());
      }
    }
    return made;
  }
}
