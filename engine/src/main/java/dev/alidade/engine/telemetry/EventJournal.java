package dev.alidade.engine.telemetry;

import dev.alidade.engine.EngineException;
import dev.alidade.engine.workspace.Workspace;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Keeps events of WARN and above in the workspace. A thread of its own writes them in batches; when
 * it cannot keep up, or the workspace refuses, events are lost here (never the work), and counted.
 */
final class EventJournal implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(EventJournal.class.getName());

  /** Events that wait to be written at the most. */
  private static final int QUEUE = 1_024;

  /** Rows of earlier sessions that are kept. */
  static final int KEPT_ROWS = 10_000;

  private static final Optional<EngineEvent> STOP = Optional.empty();

  private final Workspace workspace;

  /** Rows up to here were there before this session. */
  private final long newestEarlier;

  private final BlockingQueue<Optional<EngineEvent>> waiting = new ArrayBlockingQueue<>(QUEUE);
  private final LongAdder lost = new LongAdder();
  private final Thread writer;
  private volatile boolean closing;

  EventJournal(Workspace workspace) {
    this.workspace = workspace;
    this.newestEarlier = workspace.read(EventJournal::newestRow);
    this.writer = Thread.ofPlatform().daemon().name("alidade-event-journal").unstarted(this::run);
    writer.start();
  }

  void offer(EngineEvent event) {
    if (event.severity().compareTo(Severity.WARN) >= 0
        && (closing || !waiting.offer(Optional.of(event)))) {
      lost.increment();
    }
  }

  private static long newestRow(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT coalesce(max(id), 0) FROM events")) {
      row.next();
      return row.getLong(1);
    }
  }

  /** What earlier sessions kept, newest first. */
  List<EngineEvent.EventKept> earlier(int limit) {
    return workspace.read(
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT at, component, kind, severity, message FROM events"
                      + " WHERE id <= ? ORDER BY id DESC LIMIT ?")) {
            select.setLong(1, newestEarlier);
            select.setInt(2, limit);
            List<EngineEvent.EventKept> kept = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
              while (rows.next()) {
                kept.add(
                    new EngineEvent.EventKept(
                        Instant.ofEpochMilli(rows.getLong(1)),
                        rows.getString(2),
                        rows.getString(3),
                        Severity.valueOf(rows.getString(4)),
                        rows.getString(5)));
              }
            }
            return kept;
          }
        });
  }

  /** Whether this thread is the one that writes: what happens to it is not written in turn. */
  boolean isWriting() {
    return Thread.currentThread().equals(writer);
  }

  /** Events that were not written. */
  long lost() {
    return lost.sum();
  }

  private void run() {
    List<Optional<EngineEvent>> taken = new ArrayList<>();
    boolean failed = false;
    try {
      while (!taken.contains(STOP)) {
        taken.clear();
        taken.add(waiting.take());
        waiting.drainTo(taken);
        failed = write(taken.stream().flatMap(Optional::stream).toList(), failed);
      }
    } catch (InterruptedException e) {
      lost.add(waiting.size());
      LOG.log(Level.WARNING, "Interrupted; " + waiting.size() + " events were not kept.", e);
    }
  }

  /** Returns whether it failed. A streak of failures is logged once. */
  private boolean write(List<EngineEvent> batch, boolean failedBefore) {
    try {
      workspace.write(
          connection -> {
            try (PreparedStatement insert =
                connection.prepareStatement(
                    "INSERT INTO events (at, kind, severity, component, message)"
                        + " VALUES (?, ?, ?, ?, ?)")) {
              for (EngineEvent event : batch) {
                insert.setLong(1, event.at().toEpochMilli());
                insert.setString(2, event.kind());
                insert.setString(3, event.severity().name());
                insert.setString(4, event.component());
                insert.setString(5, event.message());
                insert.addBatch();
              }
              insert.executeBatch();
            }
            try (PreparedStatement trim =
                connection.prepareStatement(
                    "DELETE FROM events WHERE id <= (SELECT max(id) FROM events) - ?")) {
              trim.setInt(1, KEPT_ROWS);
              trim.executeUpdate();
            }
            return true;
          });
      return false;
    } catch (EngineException e) {
      lost.add(batch.size());
      if (!failedBefore) {
        LOG.log(
            Level.WARNING,
            "Events cannot be kept in the workspace; they stay in the list of this session: "
                + e.sentence());
      }
      return true;
    }
  }

  /** Writes what waits, at most two seconds long. */
  @Override
  public void close() {
    if (closing) {
      return;
    }
    closing = true;
    try {
      if (!waiting.offer(STOP, 2, TimeUnit.SECONDS) || !writer.join(Duration.ofSeconds(2))) {
        LOG.log(Level.WARNING, "The workspace did not take the last events within 2 s.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
