package dev.alidade.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.alidade.engine.telemetry.EngineEvent;
import dev.alidade.engine.telemetry.OperationSample;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is open, its schema and its records. */
class JdbcSqliteServiceTest {
  @TempDir Path folder;
  private OpenedSample sample;

  @BeforeEach
  void open() throws SQLException {
    sample = new OpenedSample(folder);
  }

  @AfterEach
  void close() {
    sample.close();
  }

  @Test
  void givesTheSameDatabaseForTheSameFileAndMode() {
    AtomicLong changes = new AtomicLong();
    sample.service.onChange(changes::incrementAndGet);
    SqliteDatabase first = reader();
    assertThat(reader()).isSameAs(first);
    assertThat(sample.writer()).isNotSameAs(first);
    assertThat(sample.service.databases()).hasSize(2);
    first.close();
    assertThat(sample.service.databases()).hasSize(1);
    assertThat(changes).hasValue(3);
    assertFails("SQL-107", first::schema);
  }

  @Test
  void keepsAHistoryByShape() {
    SqliteDatabase database = reader();
    query("SELECT content FROM agent_memories WHERE id = 5", SqlParameters.NONE);
    query("select content FROM agent_memories  WHERE id = 17", SqlParameters.NONE);
    assertFails("SQL-202", () -> query("SELECT nonsense", SqlParameters.NONE));
    List<HistoryEntry> history = database.history();
    assertThat(history).hasSize(2);
    assertThat(history.getFirst().errors()).isEqualTo(1);
    HistoryEntry shape = history.get(1);
    assertThat(shape.fingerprint()).isEqualTo("select content from agent_memories where id = ?");
    assertThat(shape.count()).isEqualTo(2);
    assertThat(shape.lastSql()).contains("17");
    assertThat(shape.lastRows()).isEqualTo(1);
    assertThat(shape.lastAt()).isEqualTo(OpenedSample.NOW);
    assertThat(shape.p50Nanos()).isPositive().isLessThanOrEqualTo(shape.maxNanos());
  }

  @Test
  void recordsOperationsAndReportsSlowQueries() {
    query("SELECT 1", SqlParameters.NONE);
    assertThat(sample.samples).extracting(OperationSample::operation).containsExactly("sql.query");
    assertThat(sample.events).isEmpty();
    query(
        "SELECT count(*) FROM agent_memories a, agent_memories b WHERE a.importance < b.importance",
        SqlParameters.NONE);
    assertThat(sample.samples).hasSize(2);
    assertThat(sample.events).hasOnlyElementsOfType(EngineEvent.SlowQuerySeen.class).hasSize(1);
  }

  @Test
  void readsTheSchema() throws SQLException {
    SampleDatabase.run(
        sample.file,
        "CREATE UNIQUE INDEX by_tokens ON agent_executions (tokens, lower(error), id)");
    DatabaseSchema schema = reader().schema();
    assertThat(schema.tables())
        .extracting(DatabaseSchema.Table::name)
        .containsExactly("agent_executions", "agent_memories", "failures");
    DatabaseSchema.Table table = schema.tables().getFirst();
    assertThat(table.rows()).isEqualTo(SampleDatabase.EXECUTIONS);
    assertThat(table.bytes()).isGreaterThan(1_000_000).isLessThan(schema.fileBytes());
    assertThat(table.columns()).hasSize(8);
    assertThat(table.columns().getFirst())
        .isEqualTo(new DatabaseSchema.TableColumn("id", "INTEGER", false, true));
    assertThat(schema.tables().get(2).view()).isTrue();
    assertThat(schema.indexes())
        .singleElement()
        .satisfies(
            index -> {
              assertThat(index.columns()).containsExactly("tokens", "(expression)", "id");
              assertThat(index.unique()).isTrue();
              assertThat(index.bytes()).isPositive();
            });
    assertThat(schema.triggers())
        .extracting(DatabaseSchema.Trigger::name)
        .containsExactly("keep_memories");
  }

  @Test
  void readsTheRelationsBetweenTables() throws SQLException {
    SampleDatabase.run(
        sample.file,
        "CREATE TABLE agents (name TEXT PRIMARY KEY, team INTEGER REFERENCES teams ON DELETE"
            + " CASCADE);CREATE TABLE teams (id INTEGER PRIMARY KEY);CREATE TABLE notes (a TEXT"
            + " REFERENCES agents (name), x INT, y INT, FOREIGN KEY (x, y) REFERENCES places"
            + " (north, east) ON UPDATE SET NULL, FOREIGN KEY (y) REFERENCES nowhere);CREATE TABLE"
            + " places (north INT, east INT, PRIMARY KEY (north, east));CREATE INDEX tall ON places"
            + " (north) WHERE east > 5");
    DatabaseSchema schema = reader().schema();
    assertThat(schema.foreignKeysOf("AGENTS"))
        .containsExactly(
            new DatabaseSchema.ForeignKey(
                "agents", List.of("team"), "teams", List.of("id"), "NO ACTION", "CASCADE"));
    assertThat(schema.foreignKeysOf("notes"))
        .extracting(
            k -> k.columns() + " " + k.referencedTable() + k.referencedColumns() + k.onUpdate())
        .containsExactly(
            "[a] agents[name]NO ACTION",
            "[x, y] places[north, east]SET NULL",
            "[y] nowhere[]NO ACTION");
    assertThat(schema.referencesTo("places")).hasSize(1);
    assertThat(schema.indexesOf("places"))
        .extracting(DatabaseSchema.Index::partial)
        .containsExactlyInAnyOrder(true, false);
    assertThat(schema.triggersOf("agent_memories")).hasSize(1);
    assertThat(schema.table("Teams")).isPresent();
  }

  /** Entries, pages and bytes beside what SQLite itself counts. */
  @Test
  void measuresWhatEachTableAndIndexTakes() throws SQLException {
    SampleDatabase.run(
        sample.file,
        "CREATE INDEX by_tokens ON agent_executions (tokens);"
            + "CREATE TABLE keyed (k TEXT PRIMARY KEY, v BLOB) WITHOUT ROWID;"
            + "INSERT INTO keyed SELECT 'k' || id, zeroblob(id * 5) FROM agent_memories;"
            + "DELETE FROM agent_memories WHERE id % 3 = 0");
    DatabaseStorage storage = reader().storage(dev.alidade.engine.Progress.NONE);
    for (String table : List.of("agent_executions", "agent_memories", "keyed")) {
      assertThat(tree(storage, table).entries())
          .as(table)
          .isEqualTo(
              SampleDatabase.ask(sample.file, "SELECT count(*) FROM " + table).getFirst().get(0));
    }
    DatabaseStorage.Tree index = tree(storage, "by_tokens");
    assertThat(index.index()).isTrue();
    assertThat(index.table()).isEqualTo("agent_executions");
    assertThat(index.entries()).isEqualTo(SampleDatabase.EXECUTIONS);
    assertThat(tree(storage, "keyed").overflowPages()).isPositive();
    assertThat(tree(storage, "agent_memories").unusedBytes()).isGreaterThan(20_000);
    long pages = storage.trees().stream().mapToLong(DatabaseStorage.Tree::pages).sum();
    assertThat(pages + storage.space().freePages()).isEqualTo(storage.space().pages());
    assertThat(storage.trees())
        .isSortedAccordingTo((a, b) -> Long.compare(b.bytes(), a.bytes()))
        .allSatisfy(
            tree -> {
              assertThat(tree.bytes()).isEqualTo(tree.pages() * storage.space().pageSize());
              assertThat(tree.payloadBytes() + tree.unusedBytes()).isLessThan(tree.bytes());
              assertThat(tree.fragmentation()).isBetween(0.0, 1.0);
            });
  }

  private static DatabaseStorage.Tree tree(DatabaseStorage storage, String name) {
    return storage.trees().stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void countsTheHitsAndMissesOfTheCache() {
    SqliteDatabase database = reader();
    QueryOptions cached = new QueryOptions(true, false, 10, java.util.Optional.empty());
    query("SELECT 1", SqlParameters.NONE);
    assertThat(database.cacheCounts()).isEqualTo(new CacheCounts(0, 0, 0));
    for (int i = 0; i < 3; i++) {
      database.executeQuery("SELECT count(*) FROM agent_memories", SqlParameters.NONE, cached);
    }
    assertThat(database.cacheCounts()).isEqualTo(new CacheCounts(2, 1, 1));
    sample
        .writer()
        .executeQuery("DELETE FROM agent_memories WHERE id = 1", SqlParameters.NONE, cached);
    QueryResult fresh =
        database.executeQuery("SELECT count(*) FROM agent_memories", SqlParameters.NONE, cached);
    assertThat(fresh.rows().getFirst()[0]).isEqualTo(SampleDatabase.MEMORIES - 1L);
    assertThat(database.cacheCounts()).isEqualTo(new CacheCounts(2, 2, 1));
  }

  private SqliteDatabase reader() {
    return sample.reader();
  }

  private QueryResult query(String sql, SqlParameters parameters) {
    return reader().executeQuery(sql, parameters, QueryOptions.defaults());
  }

  private static void assertFails(String code, ThrowingCallable call) {
    SqlException e = catchThrowableOfType(SqlException.class, call);
    assertThat(e).isNotNull();
    assertThat(e.code()).isEqualTo(code);
    assertThat(e.sentence()).isNotBlank();
    assertThat(e.remedy()).isNotBlank();
  }
}
