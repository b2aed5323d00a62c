package dev.alidade.engine.dataset;

import dev.alidade.engine.EngineException;
import dev.alidade.engine.OperationCancelled;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One line of the catalogue: what the workspace knows, and the data set once it is in memory. */
final class CatalogueEntry implements AutoCloseable {
  private final StoredDatasets.Stored stored;
  private volatile @Nullable Dataset dataset;
  private volatile @Nullable EngineException problem;
  private boolean closed;

  CatalogueEntry(StoredDatasets.Stored stored) {
    this.stored = stored;
  }

  CatalogueEntry(StoredDatasets.Stored stored, Dataset dataset) {
    this.stored = stored;
    this.dataset = dataset;
  }

  StoredDatasets.Stored stored() {
    return stored;
  }

  DatasetEntry.State state() {
    if (dataset != null) {
      return DatasetEntry.State.READY;
    }
    return problem == null ? DatasetEntry.State.LOADING : DatasetEntry.State.UNAVAILABLE;
  }

  Optional<Dataset> ready() {
    return Optional.ofNullable(dataset);
  }

  DatasetEntry described() {
    return new DatasetEntry(
        stored.name(),
        stored.source(),
        state(),
        Optional.ofNullable(problem).map(EngineException::sentence));
  }

  /** The data set; read where it is not in memory, and tried again where that failed before. */
  synchronized Dataset readOnce(Supplier<Dataset> reading) {
    Dataset known = dataset;
    if (known != null) {
      return known;
    }
    if (closed) {
      throw new DatasetException.DatasetMissing(stored.name());
    }
    try {
      Dataset read = reading.get();
      dataset = read;
      problem = null;
      return read;
    } catch (OperationCancelled e) {
      throw e;
    } catch (EngineException e) {
      problem = e;
      throw e;
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    Dataset held = dataset;
    dataset = null;
    if (held != null) {
      held.close();
    }
  }
}
