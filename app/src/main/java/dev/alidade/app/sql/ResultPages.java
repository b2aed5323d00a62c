package dev.alidade.app.sql;

import dev.alidade.app.fx.BackgroundTasks;
import dev.alidade.engine.sql.QueryCursor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a cursor that are in view, a page at a time: pages that are not here are fetched in
 * the background, the last ones asked for first, and the least used are let go. JavaFX thread.
 */
final class ResultPages {
  private static final int MOST_ROWS_A_PAGE = 128;
  private static final int LEAST_ROWS_A_PAGE = 4;
  private static final long BYTES_A_PAGE = 1L << 20;
  private static final long MOST_BYTES = 32L << 20;

  /** Scrolling asks for more pages than can be shown; only the newest are worth fetching. */
  private static final int MOST_WANTED = 3;

  private static final long BYTES_A_VALUE = 24;

  private final QueryCursor cursor;
  private final BackgroundTasks tasks;
  private final Runnable onFetched;
  private final int pageRows;
  private final LinkedHashMap<Integer, Page> pages = new LinkedHashMap<>(16, 0.75f, true);
  private final Deque<Integer> wanted = new ArrayDeque<>();
  private boolean fetching;
  private long bytes;

  private record Page(List<@Nullable Object[]> rows, long bytes) {}

  /**
   * @param sample the cursor's first rows; they are here from the start
   * @param onFetched called when a page has come
   */
  ResultPages(
      QueryCursor cursor,
      List<@Nullable Object[]> sample,
      BackgroundTasks tasks,
      Runnable onFetched) {
    this.cursor = cursor;
    this.tasks = tasks;
    this.onFetched = onFetched;
    long each = Math.max(1, bytes(sample) / Math.max(1, sample.size()));
    pageRows = Math.clamp(BYTES_A_PAGE / each, LEAST_ROWS_A_PAGE, MOST_ROWS_A_PAGE);
    for (int from = 0; from < sample.size(); from += pageRows) {
      List<@Nullable Object[]> rows =
          sample.subList(from, Math.min(sample.size(), from + pageRows));
      keep(from / pageRows, new Page(List.copyOf(rows), bytes(rows)));
    }
  }

  /** A row, or null where it is still being fetched. */
  @Nullable Object @Nullable [] row(int index) {
    Page page = pages.get(index / pageRows);
    int within = index % pageRows;
    if (page != null && within < page.rows().size()) {
      return page.rows().get(within);
    }
    want(index / pageRows);
    return null;
  }

  /** A row that is fetched at once where it is not here: to copy it. */
  @Nullable Object @Nullable [] rowNow(int index) {
    int number = index / pageRows;
    Page page = pages.get(number);
    if (page == null || index % pageRows >= page.rows().size()) {
      page = fetch(number);
      keep(number, page);
    }
    return index % pageRows < page.rows().size() ? page.rows().get(index % pageRows) : null;
  }

  private void want(int number) {
    wanted.remove(number);
    wanted.addFirst(number);
    if (wanted.size() > MOST_WANTED) {
      wanted.removeLast();
    }
    fetchNext();
  }

  private void fetchNext() {
    Integer number = fetching ? null : wanted.pollFirst();
    if (number != null) {
      fetching = true;
      tasks
          .task("Fetch rows", progress -> fetch(number))
          .quietly()
          .onDone(
              page -> {
                fetching = false;
                keep(number, page);
                onFetched.run();
                fetchNext();
              })
          .onCancelled(() -> fetching = false)
          .start();
    }
  }

  private Page fetch(int number) {
    List<@Nullable Object[]> rows = cursor.rows((long) number * pageRows, pageRows);
    return new Page(rows, bytes(rows));
  }

  private void keep(int number, Page page) {
    Page before = pages.put(number, page);
    bytes += page.bytes() - (before == null ? 0 : before.bytes());
    Iterator<Map.Entry<Integer, Page>> oldest = pages.entrySet().iterator();
    while (bytes > MOST_BYTES && pages.size() > 1 && oldest.hasNext()) {
      bytes -= oldest.next().getValue().bytes();
      oldest.remove();
    }
  }

  private static long bytes(List<@Nullable Object[]> rows) {
    long sum = 0;
    for (@Nullable Object[] row : rows) {
      for (Object value : row) {
        sum +=
            BYTES_A_VALUE
                + switch (value) {
                  case String text -> 2L * text.length();
                  case byte[] blob -> blob.length;
                  case null, default -> 0;
                };
      }
    }
    return sum;
  }
}
