package dev.alidade.engine.sql;

import dev.alidade.engine.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sqlite.BusyHandler;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;

/**
 * A copy of a database in which indexes are tried: a temporary file with all of it, or in memory a
 * sample of the tables in question where the whole would be too large. The original is only read.
 */
final class TrialCopy implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(TrialCopy.class.getName());

  /** Copying takes about a second for each 256 MB. */
  static final long LARGEST_BYTES = 256L << 20;

  private final Connection connection;
  private final Optional<Path> file;
  private final String description;
  private final Map<String, Long> tableRows = new HashMap<>();

  private TrialCopy(Connection connection, Optional<Path> file, String description) {
    this.connection = connection;
    this.file = file;
    this.description = description;
  }

  /**
   * @param tables those that a sample has to hold
   * @param largestBytes size up to which everything is copied
   */
  static TrialCopy of(
      Session session, Collection<String> tables, long largestBytes, Progress progress)
      throws SQLException {
    Optional<Path> original = session.file();
    if (original.isEmpty()) {
      return ofMemory(session, progress);
    }
    try (Connection source = FileSession.connect(original.get(), false)) {
      PatientWait wait = new PatientWait();
      wait.watch(progress);
      BusyHandler.setHandler(source, wait);
      long bytes =
          number(source, "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size");
      return bytes <= largestBytes
          ? ofFile(source, String.valueOf(original.get().getFileName()), progress)
          : ofSample(source, original.get(), tables, progress);
    }
  }

  private static TrialCopy ofFile(Connection source, String name, Progress progress)
      throws SQLException {
    Path file = temporaryFile();
    try (StepMeter _ = StepMeter.on(source, progress, StepMeter.FOR_QUERIES, Optional.empty());
        PreparedStatement copy = source.prepareStatement("VACUUM INTO ?")) {
      copy.setString(1, file.toString());
      copy.execute();
      return opened(file);
    } catch (SQLException e) {
      delete(file);
      progress.check("copying the database");
      if (SqlErrors.isFull(e)) {
        throw SqlErrors.noRoomForCopy(name, e);
      }
      throw e;
    }
  }

  /** A workspace in memory: its bytes are those of a file. */
  private static TrialCopy ofMemory(Session session, Progress progress) throws SQLException {
    byte[] bytes =
        session.use(
            progress, c -> c.unwrap(SQLiteConnection.class).getDatabase().serialize("main"));
    Path file = temporaryFile();
    try {
      Files.write(file, bytes);
      return opened(file);
    } catch (IOException e) {
      delete(file);
      throw new UncheckedIOException("the copy of the workspace cannot be written", e);
    } catch (SQLException e) {
      delete(file);
      throw e;
    }
  }

  private static Path temporaryFile() {
    try {
      Path file = Files.createTempFile("alidade-trial-", ".sqlite");
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("there is no room for a copy of the database", e);
    }
  }

  private static TrialCopy opened(Path file) throws SQLException {
    Connection connection = FileSession.connect(file, true);
    TrialCopy copy = new TrialCopy(connection, Optional.of(file), "a full copy");
    copy.prepare();
    return copy;
  }

  private static TrialCopy ofSample(
      Connection source, Path original, Collection<String> tables, Progress progress)
      throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.enableLoadExtension(false);
    Connection connection = config.createConnection("jdbc:sqlite:file::memory:");
    TrialCopy copy =
        new TrialCopy(
            connection,
            Optional.empty(),
            "a sample of %,d rows of each table".formatted(SampledRows.MOST));
    try (StepMeter _ = StepMeter.on(connection, progress, StepMeter.FOR_QUERIES, Optional.empty());
        PreparedStatement attach = connection.prepareStatement("ATTACH ? AS original")) {
      attach.setString(1, FileSession.uri(original) + "?mode=ro");
      attach.execute();
      copy.fill(source, tables);
      execute(connection, "DETACH original");
      copy.prepare();
      return copy;
    } catch (SQLException e) {
      closeAfter(connection, e);
      progress.check("sampling the database");
      throw e;
    }
  }

  private void fill(Connection source, Collection<String> tables) throws SQLException {
    List<String> indexes = new ArrayList<>();
    for (String table : tables) {
      try (PreparedStatement select =
          source.prepareStatement(
              "SELECT type, sql FROM sqlite_schema WHERE tbl_name = ? AND sql IS NOT NULL"
                  + " AND type IN ('table', 'index') ORDER BY type DESC")) {
        select.setString(1, table);
        try (ResultSet all = select.executeQuery()) {
          while (all.next()) {
            if (all.getString(1).equals("table")) {
              execute(connection, all.getString(2));
            } else {
              indexes.add(all.getString(2));
            }
          }
        }
      }
      long rows = estimatedRows(table);
      tableRows.put(TableFacts.lower(table), rows);
      List<String> names = new TableColumns(connection).of(table).stored();
      String columns = String.join(", ", names.stream().map(SqlText::quoteName).toList());
      String pick = SampledRows.sql(connection, "original", table, columns, rows);
      execute(
          connection,
          "INSERT OR IGNORE INTO main.%s (%s) %s LIMIT %d"
              .formatted(SqlText.quoteName(table), columns, pick, SampledRows.MOST));
    }
    for (String sql : indexes) {
      execute(connection, sql);
    }
    try (Statement views = source.createStatement();
        ResultSet all = views.executeQuery("SELECT sql FROM sqlite_schema WHERE type = 'view'")) {
      while (all.next()) {
        execute(connection, all.getString(1));
      }
    }
  }

  /** Row ids without many holes tell the number of rows at once; counting would read them all. */
  private long estimatedRows(String table) throws SQLException {
    String source = "original." + SqlText.quoteName(table);
    try {
      return number(connection, "SELECT coalesce(max(rowid) - min(rowid) + 1, 0) FROM " + source);
    } catch (SQLException e) {
      return number(connection, "SELECT count(*) FROM " + source); // a table without row ids
    }
  }

  /** A copy is thrown away, so it needs no safety; triggers must not stop the trial inserts. */
  private void prepare() throws SQLException {
    execute(connection, "PRAGMA journal_mode=MEMORY");
    execute(connection, "PRAGMA synchronous=OFF");
    execute(connection, "PRAGMA temp_store=MEMORY");
    execute(connection, "PRAGMA cache_size=-65536");
    List<String> triggers = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet all =
            statement.executeQuery("SELECT name FROM sqlite_schema WHERE type = 'trigger'")) {
      while (all.next()) {
        triggers.add(all.getString(1));
      }
    }
    for (String trigger : triggers) {
      execute(connection, "DROP TRIGGER " + SqlText.quoteName(trigger));
    }
  }

  Connection connection() {
    return connection;
  }

  /** What it is, for people: {@code a full copy}. */
  String description() {
    return description;
  }

  /** Rows of a table of the original. */
  long rows(String table) throws SQLException {
    Long known = tableRows.get(TableFacts.lower(table));
    if (known == null) {
      known = number(connection, "SELECT count(*) FROM main." + SqlText.quoteName(table));
      tableRows.put(TableFacts.lower(table), known);
    }
    return known;
  }

  void create(IndexCandidate candidate, String name) throws SQLException {
    execute(connection, candidate.createSql(name));
  }

  void drop(String name) throws SQLException {
    execute(connection, IndexCandidate.dropSql(name));
  }

  /**
   * @param name of a table or an index
   */
  void analyze(String name) throws SQLException {
    execute(connection, "ANALYZE main." + SqlText.quoteName(name));
  }

  long indexBytes(String name) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT coalesce(sum(pgsize), 0) FROM dbstat WHERE name = ? AND aggregate = TRUE")) {
      select.setString(1, name);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() ? rows.getLong(1) : 0;
      }
    }
  }

  PlanComparison.Run run(SqlStatement query, Duration limit, long mostSteps, Progress progress)
      throws SQLException {
    return new TrialRun(connection, query, limit, mostSteps, progress).measured();
  }

  static long number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void closeAfter(Connection connection, SQLException cause) {
    try {
      connection.close();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "{0} was not deleted: {1}", file, e.getMessage());
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.log(System.Logger.Level.WARNING, "a trial copy did not close: {0}", e.getMessage());
    }
    file.ifPresent(TrialCopy::delete);
  }
}
