package dev.alidade.engine.vector;

import dev.alidade.engine.EngineException;
import java.nio.file.Path;
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

  /** A file holds no vectors that can be read. */
  public static final class FileUnreadable extends VectorException {
    private static final long serialVersionUID = 1L;

    FileUnreadable(String code, String sentence, String remedy, @Nullable Throwable cause) {
      super(code, sentence, remedy, cause);
    }

    /**
     * @param why completes the sentence, for example {@code it ends in its header}
     */
    static FileUnreadable of(
        String code, Path file, String why, String remedy, @Nullable Throwable cause) {
      return new FileUnreadable(
          code, "%s was not read: %s.".formatted(file.getFileName(), why), remedy, cause);
    }
  }

  /** A file could not be written. */
  public static final class FileUnwritable extends VectorException {
    private static final long serialVersionUID = 1L;

    FileUnwritable(String sentence, String remedy, @Nullable Throwable cause) {
      super("VEC-411", sentence, remedy, cause);
    }

    static FileUnwritable of(Path file, String why, String remedy, @Nullable Throwable cause) {
      return new FileUnwritable(
          "%s was not written: %s.".formatted(file.getFileName(), why), remedy, cause);
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
