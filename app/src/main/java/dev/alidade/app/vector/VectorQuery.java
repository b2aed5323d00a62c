package dev.alidade.app.vector;

import dev.alidade.app.vector.VectorViewModel.Answer;
import dev.alidade.engine.Progress;
import dev.alidade.engine.vector.Precision;
import dev.alidade.engine.vector.SearchOptions;
import dev.alidade.engine.vector.SearchResults;
import dev.alidade.engine.vector.VectorCollection;
import dev.alidade.engine.vector.VectorDocument;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What is asked, so that it can be asked again in another way. */
record VectorQuery(QueryKind kind, String text, SearchOptions options) {
  private static final int SCORE_BINS = 44;

  VectorQuery with(Precision precision) {
    return new VectorQuery(kind, text, options.withPrecision(precision));
  }

  SearchResults results(VectorCollection searched) {
    return switch (kind) {
      case TEXT -> searched.searchByText(text, options);
      case VECTOR -> searched.search(VectorText.vector(text), options);
      case LIKE_THIS -> searched.findSimilar(text, options);
    };
  }

  /** The hits. */
  Answer answer(VectorCollection searched) {
    return new Answer(
        this,
        searched.info(),
        results(searched),
        kind == QueryKind.TEXT ? VectorText.marked(text) : List.of(),
        options.threshold().map(OptionalDouble::of).orElseGet(OptionalDouble::empty));
  }

  /**
   * How the scores of all documents lie, which takes a scan of its own; empty where no vectors were
   * compared.
   */
  Optional<VectorCollection.ScoreHistogram> scores(
      VectorCollection searched, SearchResults results, Progress progress) {
    if (SearchWay.of(results.explanation()) == SearchWay.KEYWORDS) {
      return Optional.empty();
    }
    Optional<float[]> vector =
        switch (kind) {
          case TEXT -> Optional.of(searched.embed(text));
          case VECTOR -> Optional.of(VectorText.vector(text));
          case LIKE_THIS ->
              searched.documents(List.of(text)).stream().findFirst().map(VectorDocument::embedding);
        };
    progress.check("looking for the query's vector");
    return vector.map(one -> searched.scores(one, SCORE_BINS, progress));
  }

  /** Both ways, after a search of which the collection learns its recall where it must. */
  Comparison compared(VectorCollection searched, Precision quick, Progress progress) {
    with(quick).results(searched);
    progress.check("comparing");
    return new Comparison(with(Precision.EXACT).results(searched), with(quick).results(searched));
  }
}
