package dev.alidade.engine.sql;

import dev.alidade.engine.EngineException;
import java.util.OptionalInt;
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
    private static final int NOWHERE = -1;

    private final int offset;

    public StatementFailed(String code, String sentence, String remedy, @Nullable Throwable cause) {
      this(code, sentence, remedy, cause, NOWHERE);
    }

    StatementFailed(
        String code, String sentence, String remedy, @Nullable Throwable cause, int offset) {
      super(code, sentence, remedy, cause);
      this.offset = offset;
    }

    /**
     * Where the token stands that the failure is about, in characters from the start of the
     * statement; empty where SQLite does not say.
     */
    public OptionalInt offset() {
      return offset == NOWHERE ? OptionalInt.empty() : OptionalInt.of(offset);
    }
  }
}
