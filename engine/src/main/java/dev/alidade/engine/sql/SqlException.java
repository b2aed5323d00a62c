package dev.alidade.engine.sql;

import dev.alidade.engine.EngineException;
import org.jspecify.annotations.Nullable;

/** Failures of opening and querying SQLite databases. */
public abstract sealed class SqlException extends EngineException {
  private static final long serialVersionUID = 1L;

  SqlException(String code, String sentence, String remedy, @Nullable Throwable cause) {
    super(code, sentence, remedy, cause);
  }

  /** A file is not a database, is damaged, or cannot be opened. */
  public static final class DatabaseUnreadable extends SqlException {
    private static final long serialVersionUID = 1L;

    public DatabaseUnreadable(
        String code, String sentence, String remedy, @Nullable Throwable cause) {
      super(code, sentence, remedy, cause);
    }
  }

  /** SQLite refused or stopped a statement. */
  public static final class StatementFailed extends SqlException {
    private static final long serialVersionUID = 1L;

    public StatementFailed(String code, String sentence, String remedy, @Nullable Throwable cause) {
      super(code, sentence, remedy, cause);
    }
  }
}
