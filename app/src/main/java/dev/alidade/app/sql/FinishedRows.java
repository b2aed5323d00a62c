package dev.alidade.app.sql;

import dev.alidade.engine.EngineException;
import dev.alidade.engine.sql.QueryCursor;
import dev.alidade.engine.sql.QueryResult;
import dev.alidade.engine.sql.QueryResult.ResultColumn;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of a statement that was run to its end: a PRAGMA, an EXPLAIN, a RETURNING. */
record FinishedRows(QueryResult result) implements QueryCursor {
  @Override
  public List<ResultColumn> columns() {
    return result.columns();
  }

  @Override
  public long available() {
    return result.rows().size();
  }

  @Override
  public boolean complete() {
    return true;
  }

  @Override
  public boolean closed() {
    return false;
  }

  @Override
  public boolean truncated() {
    return result.truncated();
  }

  @Override
  public Optional<EngineException> failure() {
    return Optional.empty();
  }

  @Override
  public void demand(long rows) {}

  @Override
  public boolean await(long rows, Duration patience) {
    return rows <= available();
  }

  @Override
  public List<@Nullable Object[]> rows(long from, int count) {
    int size = result.rows().size();
    int start = (int) Math.min(from, size);
    return result.rows().subList(start, Math.min(size, start + count));
  }

  @Override
  public long nanos() {
    return result.nanos();
  }

  @Override
  public long vmSteps() {
    return result.vmSteps();
  }

  @Override
  public void close() {}
}
