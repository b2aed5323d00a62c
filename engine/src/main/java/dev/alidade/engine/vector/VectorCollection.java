package dev.alidade.engine.vector;

import dev.alidade.engine.Progress;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Documents with their vectors. Thread-safe; a search sees a consistent state while another thread
 * writes.
 */
public interface VectorCollection {
  CollectionInfo info();

  /**
   * Adds or replaces documents; when this returns they are committed to the workspace. A replaced
   * document goes to the end of the document order; of equal ids in one call the last one counts. A
   * document whose embedding is empty gets one made of its content. All are checked before the
   * first is written.
   *
   * @throws VectorException.VectorRefused for a vector of another dimension, or with values that
   *     are not finite
   */
  void addDocuments(List<VectorDocument> documents);

  /**
   * The same for many documents, or for texts that are embedded, which takes some 13 ms each. A
   * cancel keeps the batches of 1,000 that are committed.
   */
  void addDocuments(List<VectorDocument> documents, Progress progress);

  /**
   * Nearest first; equal scores in document order. With a threshold or a radius all that reach it,
   * up to the number of results; the explanation says when there are more.
   *
   * @throws dev.alidade.engine.InvalidRequest for options that mean nothing, such as a radius by
   *     cosine
   * @throws VectorException.VectorRefused for a query of another dimension, or with values that are
   *     not finite
   */
  SearchResults search(float[] query, SearchOptions options);

  /**
   * Embeds the text and searches; by keywords alone where no embedder can be loaded, and says so.
   * Threshold and radius then do not apply: scores are BM25.
   */
  SearchResults searchByText(String text, SearchOptions options);

  /** The neighbours of a document, without itself. */
  SearchResults findSimilar(String documentId, SearchOptions options);

  List<SearchResults> searchBatch(float[][] queries, SearchOptions options);

  /**
   * Writes all documents in their order: {@code .ndjson} with id, content, metadata and embedding,
   * {@code .npy} (float32) or {@code .fvecs} with the vectors alone, as they were added. The file
   * appears when it is complete and holds the state of one moment; others search and write
   * meanwhile (except that they wait where the workspace is in memory or has no WAL).
   *
   * @throws VectorException.FileUnwritable for another ending, or a file that is there and may not
   *     be overwritten
   */
  void export(Path file, boolean overwrite, Progress progress);

  /**
   * Writes the documents of hits in their order, in the formats of {@link #export}, with scores.
   */
  void exportHits(SearchResults results, Path file, boolean overwrite);

  /** Returns how many there were. */
  long removeDocuments(Collection<String> ids);

  void clear();

  long size();

  /** Names of metadata fields with some of their most frequent values, for filters. */
  List<MetadataField> metadataFields();

  /**
   * Counts of all documents' scores against the query in {@code bins} equal steps, for the score
   * histogram.
   */
  ScoreHistogram scores(float[] query, int bins, Progress progress);

  /**
   * What settings of the precision give and cost here, as {@link Precision.TargetRecall} searches
   * for {@code k} results would use it. Measures where nothing is known yet, for some seconds and
   * 10 at most (20 where others write all the time), in which others search and write; stops when
   * the thread is interrupted. On big collections fewer queries are asked, so that less is claimed.
   *
   * @param again measures even where something is known
   */
  PrecisionCurve precision(int k, List<Double> targets, boolean again);

  /** The vector that {@link #searchByText} would use. */
  float[] embed(String text);

  /**
   * Vectors of up to {@code most} documents, evenly spread over the document order; the same for
   * the same collection.
   */
  VectorSample sample(int most, Progress progress);

  /**
   * Values of a metadata field, one for each id; null where a document has no such value or is not
   * there.
   */
  List<@Nullable Object> values(String field, List<String> ids);

  /**
   * Documents in the order of the ids, with vectors as they are compared; unknown ids are left out.
   */
  List<VectorDocument> documents(List<String> ids);

  /**
   * @param type STRING, NUMBER, BOOLEAN or TIMESTAMP
   */
  record MetadataField(String name, String type, List<Object> values) {}

  record ScoreHistogram(double min, double max, long[] counts) {
    static ScoreHistogram of(float[] bestFirst, int bins) {
      long[] counts = new long[bins];
      if (bestFirst.length == 0) {
        return new ScoreHistogram(0, 0, counts);
      }
      double max = bestFirst[0];
      double min = bestFirst[bestFirst.length - 1];
      for (float score : bestFirst) {
        double place = max == min ? 0 : (score - min) / (max - min) * bins;
        counts[Math.min(bins - 1, (int) place)]++;
      }
      return new ScoreHistogram(min, max, counts);
    }
  }
}
