package dev.alidade.engine.vector;

import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.vector.SearchResults.Hit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The reading side of a collection. Its caller holds the collection's read lock. */
final class CollectionSearch {
  /** A filter that keeps less is answered exactly: so few rows are read faster than rescored. */
  private static final double EXACT_BELOW_SELECTIVITY = 0.25;

  /** Depth of the two lists that a hybrid search fuses, at least. */
  private static final int FUSION_DEPTH = 50;

  private static final int MAX_RESULTS = 10_000;

  private final CollectionStore store;
  private final CollectionStore.Stored collection;
  private final CollectionMemory memory;
  private final RowScan scan;
  private final RecallMeasurement recall;

  CollectionSearch(
      CollectionStore store,
      CollectionStore.Stored collection,
      CollectionMemory memory,
      RowScan scan,
      RecallMeasurement recall) {
    this.store = store;
    this.collection = collection;
    this.memory = memory;
    this.scan = scan;
    this.recall = recall;
  }

  static void requireUsable(SearchOptions options) {
    if (options.maxResults() < 1 || options.maxResults() > MAX_RESULTS) {
      throw new InvalidRequest(
          "A search cannot return " + options.maxResults() + " results.",
          "Ask for 1 to %,d results.".formatted(MAX_RESULTS));
    }
    if (!(options.diversity() >= 0 && options.diversity() <= 1)) {
      throw new InvalidRequest(
          "Diversity cannot be " + options.diversity() + ".", "Give a number from 0 to 1.");
    }
    if (options.threshold().isPresent() && options.threshold().get().isNaN()) {
      throw new InvalidRequest("The threshold is not a number.", "Give a finite score.");
    }
    if (options.precision() instanceof Precision.TargetRecall target
        && !(target.recall() > 0 && target.recall() <= 1)) {
      throw new InvalidRequest(
          "The target recall cannot be " + target.recall() + ".",
          "Give a share above 0 and up to 1, for example 0.98.");
    }
  }

  /**
   * Rows near a vector.
   *
   * @param text fused in by keywords where the options ask for it; null where there is none
   * @param excluded a row that is left out, or −1
   */
  SearchResults near(
      float[] vector,
      @Nullable String text,
      int excluded,
      SearchOptions options,
      SearchTrace trace) {
    long @Nullable [] selection = selection(options.filter(), trace);
    float[] query = VectorInput.comparable(vector, collection.config().metric());
    int k = options.maxResults();
    int depth = k;
    if (options.hybrid()) {
      depth = Math.max(depth, FUSION_DEPTH);
    }
    if (options.diversity() > 0) {
      depth = Math.max(depth, k * Diversity.POOL_FACTOR);
    }
    Ranked ranked =
        excluded < 0
            ? ranked(query, depth, selection, options.precision(), trace)
            : ranked(query, depth + 1, selection, options.precision(), trace).without(excluded);
    List<Ranked.Row> rows = aboveThreshold(scores(ranked), options);
    if (options.hybrid() && text == null) {
      trace.note("Keywords need a text: this search compared vectors only.");
    } else if (options.hybrid() && text != null) {
      List<Ranked.Row> matches = keywordRows(text, depth, selection, trace);
      rows = RankFusion.fused(List.of(rows, matches), depth);
      trace.note("Scores are sums of reciprocal ranks of the vector and the keyword order.");
    }
    if (options.diversity() > 0) {
      rows = Diversity.chosen(query, rows, k, options.diversity(), memory.rows()::vector);
    }
    return results(rows.subList(0, Math.min(k, rows.size())), options, trace);
  }

  /** Rounding in 32 bits can lift a cosine above 1. */
  private List<Ranked.Row> scores(Ranked ranked) {
    if (collection.config().metric() != Metric.COSINE) {
      return ranked.rows();
    }
    return ranked.rows().stream()
        .map(r -> new Ranked.Row(r.row(), Math.clamp(r.score(), -1.0, 1.0)))
        .toList();
  }

  /** Rows whose text has the words. */
  SearchResults withWords(String text, SearchOptions options, SearchTrace trace) {
    long @Nullable [] selection = selection(options.filter(), trace);
    List<Ranked.Row> rows = keywordRows(text, options.maxResults(), selection, trace);
    return results(aboveThreshold(rows, options), options, trace);
  }

  private long @Nullable [] selection(Filter filter, SearchTrace trace) {
    if (filter.equals(Filter.NONE)) {
      return null;
    }
    long[] selected =
        trace.stage(
            "Filter",
            SearchTrace.METADATA,
            () -> memory.metadata().select(filter, memory.directory()));
    int all = memory.directory().liveCount();
    trace.selectivity(all == 0 ? 0 : (double) RowBits.count(selected) / all);
    return selected;
  }

  private Ranked ranked(
      float[] query, int k, long @Nullable [] selection, Precision precision, SearchTrace trace) {
    return switch (precision) {
      case Precision.Exact exact -> exact(query, k, selection, trace);
      case Precision.TargetRecall target -> approximate(query, k, selection, target, trace);
    };
  }

  private Ranked exact(float[] query, int k, long @Nullable [] selection, SearchTrace trace) {
    return trace.scan(() -> scan.exact(memory.rows(), query, k, selection));
  }

  private Ranked approximate(
      float[] query,
      int k,
      long @Nullable [] selection,
      Precision.TargetRecall target,
      SearchTrace trace) {
    int rows = memory.directory().liveCount();
    if (k >= rows) {
      return exact(query, k, selection, trace);
    }
    double share = selection == null ? 1 : (double) RowBits.count(selection) / rows;
    if (share < EXACT_BELOW_SELECTIVITY) {
      trace.note("The filter keeps few documents: they were compared exactly.");
      return exact(query, k, selection, trace);
    }
    MeasuredRecall measured =
        trace.stage("Measure", SearchTrace.METADATA, () -> recall.at(k, memory));
    OptionalInt candidates = measured.fewestFor(target.recall());
    if (candidates.isEmpty()) {
      trace.note(
          "The best recall measured on this collection is %.3f: compared exactly instead."
              .formatted(measured.best()));
      return exact(query, k, selection, trace);
    }
    if (selection == null) {
      trace.recall(measured.recallAt(candidates.getAsInt()));
    } else {
      trace.note("Recall was measured without a filter and is not claimed for this search.");
    }
    QuantisedQuery quantised = QuantisedQuery.of(query);
    int[] near =
        trace
            .scan(() -> scan.candidates(memory.rows(), quantised, candidates.getAsInt(), selection))
            .rowNumbers();
    return trace.rescore(near.length, () -> scan.rescored(memory.rows(), query, near, k));
  }

  private List<Ranked.Row> keywordRows(
      String text, int limit, long @Nullable [] selection, SearchTrace trace) {
    RowDirectory directory = memory.directory();
    List<KeywordIndex.Match> matches =
        trace.stage(
            "Keywords",
            SearchTrace.SQLITE,
            () ->
                store.keywordMatches(
                    collection,
                    text,
                    limit,
                    seq -> {
                      int row = directory.rowOfSeq(seq);
                      return row >= 0 && (selection == null || RowBits.get(selection, row));
                    }));
    return matches.stream()
        .map(match -> new Ranked.Row(directory.rowOfSeq(match.seq()), match.score()))
        .toList();
  }

  private static List<Ranked.Row> aboveThreshold(List<Ranked.Row> rows, SearchOptions options) {
    return options
        .threshold()
        .map(least -> rows.stream().filter(r -> r.score() >= least).toList())
        .orElse(rows);
  }

  private SearchResults results(List<Ranked.Row> rows, SearchOptions options, SearchTrace trace) {
    RowDirectory directory = memory.directory();
    long[] seqs = rows.stream().mapToLong(r -> directory.seq(r.row())).toArray();
    Map<Long, CollectionStore.Text> texts =
        trace.stage("Fetch", SearchTrace.SQLITE, () -> store.texts(seqs));
    List<Hit> hits = new ArrayList<>(rows.size());
    for (int i = 0; i < seqs.length; i++) {
      CollectionStore.Text text = texts.get(seqs[i]);
      if (text == null) {
        throw new IllegalStateException("document " + seqs[i] + " is in memory only");
      }
      Ranked.Row row = rows.get(i);
      hits.add(new Hit(directory.id(row.row()), row.score(), text.content(), text.metadata()));
    }
    return new SearchResults(hits, trace.explanation(options.explain()));
  }
}
