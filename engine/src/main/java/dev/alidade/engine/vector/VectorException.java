package dev.alidade.engine.vector;

import dev.alidade.engine.EngineException;
import org.jspecify.annotations.Nullable;

/** Failures of collections, searches and embeddings. */
public abstract sealed class VectorException extends EngineException {
  private static final long serialVersionUID = 1L;

  VectorException(String code, String sentence, String remedy, @Nullable Throwable cause) {
    super(code, sentence, remedy, cause);
  }

  /** No collection has this name, or the name is taken. */
  public static final class CollectionUnavailable extends VectorException {
    private static final long serialVersionUID = 1L;

    public CollectionUnavailable(String code, String sentence, String remedy) {
      super(code, sentence, remedy, null);
    }
  }

  /** A vector has the wrong length, or a value that is not a finite number. */
  public static final class VectorRefused extends VectorException {
    private static final long serialVersionUID = 1L;

    public VectorRefused(String code, String sentence, String remedy) {
      super(code, sentence, remedy, null);
    }
  }

  /** Text cannot be embedded here. */
  public static final class EmbedderUnavailable extends VectorException {
    private static final long serialVersionUID = 1L;

    public EmbedderUnavailable(
        String code, String sentence, String remedy, @Nullable Throwable cause) {
      super(code, sentence, remedy, cause);
    }
  }
}
