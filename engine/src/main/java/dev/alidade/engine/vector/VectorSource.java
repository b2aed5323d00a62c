package dev.alidade.engine.vector;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/** Documents with vectors, one after the other, out of a file. Used by one thread. */
interface VectorSource extends AutoCloseable {
  int dimensions();

  /** How many there are in all, where the file says so. */
  OptionalLong count();

  /** The next one; empty at the end. */
  Optional<VectorDocument> next() throws IOException;

  @Override
  void close() throws IOException;
}
