package dev.alidade.engine.vector;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An embedder that is loaded when it is first asked for. Remembers why it could not be. */
final class LazyEmbedder implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(LazyEmbedder.class.getName());

  private final Supplier<? extends Embedder> loader;
  private @Nullable Embedder loaded;
  private VectorException.@Nullable EmbedderUnavailable failure;
  private boolean closed;

  LazyEmbedder(Supplier<? extends Embedder> loader) {
    this.loader = loader;
  }

  /** What calls get that come after the end. */
  static VectorException.EmbedderUnavailable closed() {
    return new VectorException.EmbedderUnavailable(
        "VEC-303", "The engine is closed.", "Open it again.", null);
  }

  /**
   * @throws VectorException.EmbedderUnavailable when it cannot be loaded
   */
  synchronized Embedder get() {
    if (closed) {
      throw closed();
    }
    if (loaded != null) {
      return loaded;
    }
    if (failure != null) {
      throw failure;
    }
    try {
      Embedder embedder = loader.get();
      loaded = embedder;
      return embedder;
    } catch (VectorException.EmbedderUnavailable e) {
      LOG.log(System.Logger.Level.WARNING, "{0} {1}", e.code(), e.sentence());
      failure = e;
      throw e;
    }
  }

  EmbedderStatus status() {
    try {
      Embedder embedder = get();
      return new EmbedderStatus(
          embedder.name(),
          embedder.dimensions(),
          true,
          "%s, %d dimensions".formatted(embedder.name(), embedder.dimensions()));
    } catch (VectorException.EmbedderUnavailable e) {
      return new EmbedderStatus("", 0, false, e.sentence());
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (loaded != null) {
      loaded.close();
      loaded = null;
    }
  }
}
