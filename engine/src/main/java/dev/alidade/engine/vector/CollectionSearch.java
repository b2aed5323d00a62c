package dev.alidade.engine.vector;

import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.vector.FilterPlanner.Selection;
import dev.alidade.engine.vector.SearchResults.Hit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The reading side of a collection. Its caller holds the collection's read lock. */
final class CollectionSearch {
  /** Depth of the two lists that a hybrid search fuses, at least. */
  private static final int FUSION_DEPTH = 50;

  private static final int MAX_RESULTS = 10_000;

  private final CollectionStore store;
  private final CollectionStore.Stored collection;
  private final CollectionMemory memory;
  private final RowSearch rows;
  private final FilterPlanner filters;

  CollectionSearch(
      CollectionStore store,
      CollectionStore.Stored collection,
      CollectionMemory memory,
      RowSearch rows,
      FilterPlanner filters) {
    this.store = store;
    this.collection = collection;
    this.memory = memory;
    this.rows = rows;
    this.filters = filters;
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
    if (options.precision() instanceof Precision.Candidates some
        && (some.candidates() < options.maxResults()
            || some.candidates() > Precision.Candidates.MOST)) {
      throw new InvalidRequest(
          "A search for %,d results cannot take %,d candidates."
              .formatted(options.maxResults(), some.candidates()),
          "Take at least as many as results, and at most %,d."
              .formatted(Precision.Candidates.MOST));
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
    ScoreLimit limit = limit(options);
    Selection selection = filters.selection(options.filter(), trace);
    float[] query = VectorInput.comparable(vector, collection.config().metric());
    int depth = depth(options, limit);
    Found found =
        excluded < 0
            ? rows.nearest(query, depth, selection, precision(options), trace)
            : rows.nearest(query, depth + 1, selection, precision(options), trace)
                .without(excluded);
    List<Ranked.Row> ranked = limit.kept(scores(found.ranked()));
    noteMore(ranked, options, limit, trace);
    if (options.hybrid() && text == null) {
      trace.note("Keywords need a text: this search compared vectors only.");
    } else if (options.hybrid() && text != null) {
      List<Ranked.Row> matches = keywordRows(text, depth, selection, trace);
      ranked = RankFusion.fused(List.of(ranked, nearEnough(query, matches, limit, trace)), depth);
      trace.note("Scores are sums of reciprocal ranks of the vector and the keyword order.");
    }
    return results(List.of(chosen(query, ranked, options)), options, trace).getFirst();
  }

  private ScoreLimit limit(SearchOptions options) {
    return ScoreLimit.of(options, collection.config().metric());
  }

  /** All within a radius are asked for: no way that misses some. */
  private static Precision precision(SearchOptions options) {
    return options.radius().isPresent() ? Precision.EXACT : options.precision();
  }

  private static void noteMore(
      List<Ranked.Row> near, SearchOptions options, ScoreLimit limit, SearchTrace trace) {
    if (limit.isSet() && near.size() > options.maxResults()) {
      trace.note(
          "More than %,d documents are near enough: ask for more results to see them."
              .formatted(options.maxResults()));
    }
  }

  /** Matches of keywords whose vectors reach the limit, in the order of the keywords. */
  private List<Ranked.Row> nearEnough(
      float[] query, List<Ranked.Row> matches, ScoreLimit limit, SearchTrace trace) {
    if (!limit.isSet() || matches.isEmpty()) {
      return matches;
    }
    int[] listed = matches.stream().mapToInt(Ranked.Row::row).toArray();
    Found found = trace.rescore(listed.length, () -> rows.scored(query, listed));
    Set<Integer> near =
        limit.kept(scores(found.ranked())).stream()
            .map(Ranked.Row::row)
            .collect(Collectors.toSet());
    return matches.stream().filter(match -> near.contains(match.row())).toList();
  }

  /**
   * For how many results recall is to be measured before such a search; 0 where there is nothing to
   * measure.
   *
   * @param left how many more than the options' are looked for, to be left out
   */
  int unmeasured(SearchOptions options, int left, RecallMeasurement recall) {
    if (!(precision(options) instanceof Precision.TargetRecall target)) {
      return 0;
    }
    int k = depth(options, limit(options)) + left;
    if (k >= memory.directory().liveCount() || !recall.isDue(k, target.recall(), memory)) {
      return 0;
    }
    Selection selection = filters.selection(options.filter());
    return selection != null && selection.comparesExactly(k) ? 0 : k;
  }

  /** Rows near each of many vectors; the explanation of each is that of all. */
  List<SearchResults> nearAll(float[][] vectors, SearchOptions options, SearchTrace trace) {
    if (vectors.length == 0) {
      return List.of();
    }
    ScoreLimit limit = limit(options);
    Selection selection = filters.selection(options.filter(), trace);
    float[][] queries = new float[vectors.length][];
    for (int i = 0; i < queries.length; i++) {
      queries[i] = VectorInput.comparable(vectors[i], collection.config().metric());
    }
    List<Found> all =
        rows.nearest(queries, depth(options, limit), selection, precision(options), trace);
    if (options.hybrid()) {
      trace.note("Keywords need a text: this search compared vectors only.");
    }
    List<List<Ranked.Row>> chosen = new ArrayList<>(queries.length);
    for (int i = 0; i < queries.length; i++) {
      List<Ranked.Row> ranked = limit.kept(scores(all.get(i).ranked()));
      noteMore(ranked, options, limit, trace);
      chosen.add(chosen(queries[i], ranked, options));
    }
    return results(chosen, options, trace);
  }

  /** Rows to look for: more than are asked for where they are chosen from or fused later. */
  private static int depth(SearchOptions options, ScoreLimit limit) {
    int depth = options.maxResults();
    if (limit.isSet() && precision(options).equals(Precision.EXACT)) {
      // Tells whether there are more. What is known of recall is known for k, not for k + 1.
      depth++;
    }
    if (options.hybrid()) {
      depth = Math.max(depth, FUSION_DEPTH);
    }
    if (options.diversity() > 0) {
      depth = Math.max(depth, Diversity.pool(options.maxResults()));
    }
    return depth;
  }

  private List<Ranked.Row> chosen(float[] query, List<Ranked.Row> ranked, SearchOptions options) {
    int k = options.maxResults();
    List<Ranked.Row> best =
        options.diversity() > 0
            ? Diversity.chosen(query, ranked, k, options.diversity(), memory.rows()::vector)
            : ranked;
    return best.subList(0, Math.min(k, best.size()));
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

  /** Rows whose text has the words. Scores are BM25, which no threshold or radius is meant for. */
  SearchResults withWords(String text, SearchOptions options, SearchTrace trace) {
    Selection selection = filters.selection(options.filter(), trace);
    List<Ranked.Row> matches = keywordRows(text, options.maxResults(), selection, trace);
    if (limit(options).isSet()) {
      trace.note("Threshold and radius are for vectors and were not applied.");
    }
    return results(List.of(matches), options, trace).getFirst();
  }

  private List<Ranked.Row> keywordRows(
      String text, int limit, @Nullable Selection selection, SearchTrace trace) {
    RowDirectory directory = memory.directory();
    KeywordIndex.Words words = KeywordIndex.words(text);
    if (words.all() > words.used().size()) {
      trace.note(
          "Keywords were the first %,d of %,d different words of the text."
              .formatted(words.used().size(), words.all()));
    }
    List<KeywordIndex.Match> matches =
        trace.stage(
            "Keywords",
            SearchTrace.SQLITE,
            () ->
                store.keywordMatches(
                    collection,
                    words,
                    limit,
                    seq -> {
                      int row = directory.rowOfSeq(seq);
                      return row >= 0 && (selection == null || RowBits.get(selection.bits(), row));
                    }));
    return matches.stream()
        .map(match -> new Ranked.Row(directory.rowOfSeq(match.seq()), match.score()))
        .toList();
  }

  /** Brings what hits show, of all lists at once. */
  private List<SearchResults> results(
      List<List<Ranked.Row>> lists, SearchOptions options, SearchTrace trace) {
    RowDirectory directory = memory.directory();
    long[] seqs =
        lists.stream().flatMap(List::stream).mapToLong(r -> directory.seq(r.row())).toArray();
    Map<Long, CollectionStore.Text> texts =
        trace.stage("Fetch", SearchTrace.SQLITE, () -> store.texts(seqs));
    List<List<Hit>> all = new ArrayList<>(lists.size());
    for (List<Ranked.Row> list : lists) {
      List<Hit> hits = new ArrayList<>(list.size());
      for (Ranked.Row row : list) {
        CollectionStore.Text text = texts.get(directory.seq(row.row()));
        if (text == null) {
          throw new IllegalStateException("row " + row.row() + " is in memory only");
        }
        hits.add(new Hit(directory.id(row.row()), row.score(), text.content(), text.metadata()));
      }
      all.add(hits);
    }
    SearchResults.Explanation explanation = trace.explanation(options.explain());
    return all.stream().map(hits -> new SearchResults(hits, explanation)).toList();
  }
}
