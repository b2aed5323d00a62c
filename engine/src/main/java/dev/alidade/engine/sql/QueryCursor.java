package dev.alidade.engine.sql;

import dev.alidade.engine.EngineException;
import dev.alidade.engine.Progress;
import dev.alidade.engine.sql.QueryResult.ResultColumn;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a query while they come. A thread of its own reads them, as far as was demanded, into
 * a temporary file; what was read can be looked at in any order, and takes little memory. While
 * rows are outstanding the database stays locked for reading, as for any query. Thread-safe.
 */
public interface QueryCursor extends AutoCloseable {
  /** Rows that {@link #forEach} takes at once. */
  int BLOCK = 256;

  /** How long {@link #forEach} waits for rows before it looks whether it should stop. */
  Duration PATIENCE = Duration.ofMillis(50);

  List<ResultColumn> columns();

  /** Rows that can be looked at now. */
  long available();

  /** Whether no more rows will come: the query is at its end, cut, failed or closed. */
  boolean complete();

  /** Whether it was closed; no row can be looked at any more, and some may never have come. */
  boolean closed();

  /** Whether {@code maxRows} cut the result. */
  boolean truncated();

  /** What ended the query early; the rows before it are there. */
  Optional<EngineException> failure();

  /** Lets the reader go on until so many rows are available; a smaller number changes nothing. */
  void demand(long rows);

  /**
   * Waits until so many rows are available or no more will come, and demands them.
   *
   * @return whether there are so many
   */
  boolean await(long rows, Duration patience);

  /**
   * Rows as in {@link QueryResult#rows}, fewer where fewer are available.
   *
   * @param from number of the first, from 0
   */
  List<@Nullable Object[]> rows(long from, int count);

  /**
   * Hands out every row from the first to the last, also those that are still to come.
   *
   * @param <E> what the consumer may throw
   * @return how many
   * @throws EngineException where the query failed on the way, or the rows were closed
   */
  default <E extends Exception> long forEach(RowConsumer<E> consumer, Progress progress) throws E {
    long handed = 0;
    while (true) {
      boolean more = await(handed + BLOCK, PATIENCE);
      List<@Nullable Object[]> block = rows(handed, BLOCK);
      for (@Nullable Object[] row : block) {
        consumer.accept(row);
      }
      handed += block.size();
      progress.check("reading rows");
      progress.report(-1, "%,d rows".formatted(handed));
      if (closed()) {
        throw SqlErrors.rowsClosed();
      }
      if (!more && complete() && handed >= available()) {
        break;
      }
    }
    if (failure().isPresent()) {
      throw failure().get();
    }
    return handed;
  }

  /** Takes rows, one after the other. */
  @FunctionalInterface
  interface RowConsumer<E extends Exception> {
    void accept(@Nullable Object[] row) throws E;
  }

  /** Time that the reader worked, without its pauses. */
  long nanos();

  long vmSteps();

  /** Stops the query within 50 ms and deletes the file. */
  @Override
  void close();
}
