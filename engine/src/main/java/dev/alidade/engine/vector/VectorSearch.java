package dev.alidade.engine.vector;

import dev.alidade.engine.Progress;
import dev.alidade.engine.dataset.Dataset;
import java.util.List;

/** The vector collections of a workspace. Thread-safe. */
public interface VectorSearch {
  /**
   * @throws VectorException.CollectionUnavailable when there is none
   */
  VectorCollection collection(String name);

  VectorCollection createCollection(String name, CollectionConfig config);

  /**
   * A collection of a data set: each row a document, the other columns its metadata. A string
   * column is embedded here (takes about 13 ms a text on one core; resumes where it stopped); a
   * vector column is taken as it is.
   */
  VectorCollection createFromDataset(
      String name, Dataset dataset, String column, Metric metric, Progress progress);

  void dropCollection(String name);

  List<CollectionInfo> collections();

  EmbedderStatus embedder();

  /** Called after a collection was created, changed or dropped. */
  void onChange(Runnable listener);
}
