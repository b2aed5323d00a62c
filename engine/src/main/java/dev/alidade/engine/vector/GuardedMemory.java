package dev.alidade.engine.vector;

import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A collection's memory behind its lock, filled from the workspace at the first use. Readers share
 * the lock; a writer holds it alone while it commits a batch and brings memory up to it, so that a
 * reader sees a state between two commits. The lock is always taken before the workspace's.
 */
final class GuardedMemory {
  private final CollectionStore store;
  private final CollectionStore.Stored collection;
  private final CollectionMemory memory;
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock(true);
  private volatile boolean loaded;
  private volatile @Nullable String gone;
  private volatile long size;
  private volatile boolean worthCompacting;

  /** Guarded by the write lock. */
  private long written;

  private volatile long writes;

  private volatile CollectionInfo.Memory linear = CollectionInfo.Memory.NONE;

  GuardedMemory(CollectionStore store, CollectionStore.Stored collection, CollectionMemory memory) {
    this.store = store;
    this.collection = collection;
    this.memory = memory;
    this.size = store.count(collection);
  }

  /** Documents, as of the last finished write. */
  long size() {
    return size;
  }

  /** Changes of documents since the engine was opened. */
  long writes() {
    return writes;
  }

  CollectionInfo.Memory linear() {
    return linear;
  }

  /** Loads the vectors into memory, if they are not there. */
  void load() {
    if (loaded) {
      return;
    }
    lock.writeLock().lock();
    try {
      requireThere();
      if (!loaded) {
        fill();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  private void fill() {
    try {
      memory.load(store, collection);
      loaded = true;
    } finally {
      if (!loaded) {
        memory.clear();
      }
      measure();
    }
  }

  private void measure() {
    size = loaded ? memory.directory().liveCount() : size;
    linear = memory.rows().memory();
    worthCompacting = loaded && memory.isWorthCompacting();
  }

  /** Whether the last write left enough dead rows for {@link #compact}. */
  boolean isWorthCompacting() {
    return worthCompacting;
  }

  /** Removes dead rows, between two readers; does nothing where another write has done so. */
  void compact() {
    lock.writeLock().lock();
    try {
      if (gone == null && worthCompacting) {
        changing(
            () -> {
              memory.compact();
              return true;
            });
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  /**
   * @throws VectorException.CollectionUnavailable once the collection has ended
   */
  void requireThere() {
    if (gone != null) {
      throw unavailable(collection, gone);
    }
  }

  /**
   * @param what completes the sentence "The collection X …"
   */
  static VectorException.CollectionUnavailable unavailable(
      CollectionStore.Stored collection, String what) {
    return new VectorException.CollectionUnavailable(
        "VEC-203",
        "The collection %s %s.".formatted(collection.name(), what),
        "Choose another collection.");
  }

  <T> T reading(Supplier<T> work) {
    while (true) {
      load();
      lock.readLock().lock();
      try {
        requireThere();
        if (loaded) {
          return work.get();
        }
      } finally {
        lock.readLock().unlock();
      }
    }
  }

  <T> T reading(Function<CollectionMemory, T> work) {
    return reading(() -> work.apply(memory));
  }

  <T> T writing(Supplier<T> work) {
    return writing(0, work);
  }

  /**
   * @param reserved documents for which there must be room before anything is written
   * @param work commits and changes memory; when it fails, memory is filled anew from the workspace
   *     by the next call
   */
  <T> T writing(int reserved, Supplier<T> work) {
    lock.writeLock().lock();
    try {
      load();
      requireThere();
      memory.reserve(reserved);
      return changing(
          () -> {
            T result = work.get();
            written++;
            writes = written;
            return result;
          });
    } finally {
      lock.writeLock().unlock();
    }
  }

  private <T> T changing(Supplier<T> work) {
    boolean done = false;
    try {
      T result = work.get();
      done = true;
      return result;
    } finally {
      if (!done) {
        loaded = false;
        memory.clear();
      }
      measure();
    }
  }

  /**
   * Frees the memory for good.
   *
   * @param what completes the sentence "The collection X …" for later callers
   */
  void end(String what, Runnable work) {
    lock.writeLock().lock();
    try {
      endNow(what, work);
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** The same for a collection that is there. */
  void replace(String what, Runnable work) {
    lock.writeLock().lock();
    try {
      requireThere();
      endNow(what, work);
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** When the work fails, everything stays as it is. */
  private void endNow(String what, Runnable work) {
    work.run();
    if (gone == null) {
      gone = what;
    }
    memory.clear();
    measure();
  }
}
