package dev.alidade.engine.rivals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.IntPredicate;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.VectorUtil;

/** Lucene's HNSW with its defaults, one segment, and its own vector loop. */
final class LuceneRival implements AutoCloseable {
  private final Directory directory;
  private final DirectoryReader reader;
  private final IndexSearcher searcher;

  private LuceneRival(Directory directory) throws IOException {
    this.directory = directory;
    this.reader = DirectoryReader.open(directory);
    this.searcher = new IndexSearcher(reader);
  }

  static LuceneRival build(Path folder, float[][] vectors, IntPredicate inCluster)
      throws IOException {
    Directory directory = FSDirectory.open(folder);
    IndexWriterConfig config = new IndexWriterConfig().setRAMBufferSizeMB(1_900);
    try (IndexWriter writer = new IndexWriter(directory, config)) {
      for (int i = 0; i < vectors.length; i++) {
        Document document = new Document();
        document.add(
            new KnnFloatVectorField("v", vectors[i], VectorSimilarityFunction.DOT_PRODUCT));
        document.add(
            new StringField(
                "cluster",
                inCluster.test(i) ? "in" : "out",
                org.apache.lucene.document.Field.Store.NO));
        writer.addDocument(document);
      }
      writer.forceMerge(1);
    }
    return new LuceneRival(directory);
  }

  int[] search(float[] query, int k, int candidates) throws IOException {
    return rows(searcher.search(new KnnFloatVectorQuery("v", query, candidates), k).scoreDocs);
  }

  int[] searchInCluster(float[] query, int k) throws IOException {
    var filter = new TermQuery(new Term("cluster", "in"));
    return rows(searcher.search(new KnnFloatVectorQuery("v", query, k, filter), k).scoreDocs);
  }

  private static int[] rows(ScoreDoc[] found) {
    int[] rows = new int[found.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = found[i].doc;
    }
    return rows;
  }

  /** The k nearest by Lucene's vector loop over vectors on the heap. */
  static int[] scan(float[][] vectors, float[] query, int k) {
    float[] best = new float[k];
    int[] rows = new int[k];
    int count = 0;
    for (int row = 0; row < vectors.length; row++) {
      float score = VectorUtil.dotProduct(query, vectors[row]);
      if (count < k || score > best[k - 1]) {
        int at = Math.min(count, k - 1);
        while (at > 0 && best[at - 1] < score) {
          best[at] = best[at - 1];
          rows[at] = rows[at - 1];
          at--;
        }
        best[at] = score;
        rows[at] = row;
        count = Math.min(k, count + 1);
      }
    }
    return rows;
  }

  @Override
  public void close() throws IOException {
    reader.close();
    directory.close();
  }
}
