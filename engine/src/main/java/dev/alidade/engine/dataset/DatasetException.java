package dev.alidade.engine.dataset;

import dev.alidade.engine.EngineException;
import org.jspecify.annotations.Nullable;

/** Failures of loading, keeping and saving data sets. */
public abstract sealed class DatasetException extends EngineException {
  private static final long serialVersionUID = 1L;

  DatasetException(String code, String sentence, String remedy, @Nullable Throwable cause) {
    super(code, sentence, remedy, cause);
  }

  /** A file cannot be read as data. */
  public static final class DatasetUnreadable extends DatasetException {
    private static final long serialVersionUID = 1L;

    public DatasetUnreadable(
        String code, String sentence, String remedy, @Nullable Throwable cause) {
      super(code, sentence, remedy, cause);
    }
  }

  /** A data set cannot be written. */
  public static final class ExportFailed extends DatasetException {
    private static final long serialVersionUID = 1L;

    public ExportFailed(String code, String sentence, String remedy, @Nullable Throwable cause) {
      super(code, sentence, remedy, cause);
    }
  }

  /** No data set has this name. */
  public static final class DatasetMissing extends DatasetException {
    private static final long serialVersionUID = 1L;

    public DatasetMissing(String name) {
      super("DATA-001", "There is no data set \"" + name + "\".", "Open its file first.", null);
    }
  }
}
