package dev.alidade.engine.vector;

import dev.alidade.engine.Progress;
import dev.alidade.engine.dataset.Dataset;
import java.nio.file.Path;
import java.util.List;

/** The vector collections of a workspace. Thread-safe. */
public interface VectorSearch {
  /**
   * @throws VectorException.CollectionUnavailable when there is none
   */
  VectorCollection collection(String name);

  /**
   * @throws VectorException.CollectionUnavailable when the name is taken
   */
  VectorCollection createCollection(String name, CollectionConfig config);

  /** A collection with the dimensions and the metric that the engine was opened with. */
  VectorCollection createCollection(String name);

  /** The best hits, exact; as many as the engine was opened with. */
  SearchOptions defaultOptions();

  /**
   * A collection of a data set: each row a document, with a column as its content, one as its id
   * where there is one, and the others as its metadata. A string column is embedded here (takes
   * about 13 ms a text on one core; resumes where it stopped); a vector column is taken as it is,
   * and so are lists of numbers that stand in a string column as JSON. Rows where the column is
   * null are left out. Ids come from a column {@code id} (or {@code _id}, {@code doc_id}, {@code
   * document_id}, {@code uuid}, {@code guid}) of texts or whole numbers where it is unique,
   * otherwise they are row numbers from 1. The content is the embedded text; beside vectors it is
   * the column named like a text, else like a title, else the one with the longest texts. {@code
   * metadata.year}, as the fields of a collection's export are loaded, becomes the field {@code
   * year}. A cancel or a failure leaves no collection.
   *
   * @throws VectorException.EmbedderUnavailable for a string column where no embedder can be loaded
   * @throws VectorException.VectorRefused for the first row whose vector has another length or a
   *     value that is not finite; the message says which row
   */
  VectorCollection createFromDataset(
      String name, Dataset dataset, String column, Metric metric, Progress progress);

  /** Whether {@link #createFromDataset} takes a column's vectors and embeds nothing. */
  boolean holdsVectors(Dataset dataset, String column);

  /**
   * A collection of a file of vectors: {@code .npy} (two-dimensional), {@code .fvecs} or {@code
   * .ivecs}, with row numbers from 1 as ids; or of the {@code .ndjson} that {@link
   * VectorCollection#export} wrote, which gives the same documents in the same order. A cancel or a
   * failure leaves no collection.
   *
   * @throws VectorException.CollectionUnavailable when the name is taken, also by an import that is
   *     not done yet
   * @throws VectorException.FileUnreadable for a file that is none of these, or is damaged
   * @throws VectorException.VectorRefused for a value that is not finite
   */
  VectorCollection importVectors(String name, Path file, Metric metric, Progress progress);

  /**
   * A collection of the rows of a query over a SQLite file, which is only read. A column with BLOBs
   * is the vector (32-bit floats, little-endian), one named like it before others; a column {@code
   * id} names the document, otherwise its row number does; the content is chosen among the texts as
   * {@link #createFromDataset} does; the others are metadata. Rows whose vector is null are left
   * out.
   *
   * @throws VectorException.FileUnreadable where the query fails, gives no vectors or gives an id
   *     twice; the message says in which rows
   */
  VectorCollection importBlobs(
      String name, Path database, String sql, Metric metric, Progress progress);

  /**
   * Makes all vectors of a collection anew of its contents, by the embedder of this engine, which
   * texts are known to already costs nothing. The collection can be searched meanwhile and is
   * replaced when all is done: later calls to the one that was there fail with VEC-203, and {@link
   * #collection} gives the new one from that moment on. A cancel or a failure leaves it as it was.
   *
   * <p>A document without text keeps its vector where the collection is said to be made by this
   * embedder already; the last report tells how many these are.
   *
   * @throws VectorException.EmbedderUnavailable where no embedder can be loaded
   * @throws dev.alidade.engine.InvalidRequest where documents have no text and vectors that
   *     something else made, which would be lost; says how many
   * @throws VectorException.CollectionUnavailable where it was dropped or replaced meanwhile
   */
  VectorCollection reembed(String name, Progress progress);

  void dropCollection(String name);

  List<CollectionInfo> collections();

  /** Loads the embedder if it is not loaded yet, which takes up to a second. */
  EmbedderStatus embedder();

  /** Called after a collection was created, changed or dropped. */
  void onChange(Runnable listener);
}
