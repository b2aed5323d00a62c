package dev.alidade.engine.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqliteWorkspaceTest {
  private static final int CACHE_PAGES = 200;

  @TempDir Path folder;

  @Test
  void keepsSettingsInTheFile() {
    Path file = folder.resolve("films.alidade");
    try (Workspace workspace = open(file)) {
      assertThat(workspace.setting("panel")).isEmpty();
      workspace.putSetting("panel", "sql");
      workspace.putSetting("panel", "vector ✓");
      assertThat(workspace.name()).isEqualTo("films.alidade");
    }
    try (Workspace workspace = open(file)) {
      assertThat(workspace.setting("panel")).contains("vector ✓");
      assertThat(workspace.sizeBytes()).isGreaterThan(4_096);
    }
    assertThat(folder).isDirectoryNotContaining(p -> p.toString().endsWith("-lock"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void worksWithAndWithoutWal(boolean wal) throws SQLException {
    Path file = folder.resolve("w.alidade");
    try (Workspace workspace = SqliteWorkspace.open(Optional.of(file), wal, CACHE_PAGES)) {
      workspace.putSetting("a", "1");
      assertThat(workspace.setting("a")).contains("1");
    }
    assertThat(text(file, "PRAGMA journal_mode")).isEqualTo(wal ? "wal" : "delete");
    assertThat(text(file, "PRAGMA user_version")).isEqualTo("" + Migrations.NAMES.size());
  }

  @Test
  void livesInMemoryWithoutAFile() {
    try (Workspace workspace = SqliteWorkspace.open(Optional.empty(), true, CACHE_PAGES)) {
      workspace.putSetting("a", "1");
      assertThat(workspace.setting("a")).contains("1");
      assertThat(workspace.file()).isEmpty();
      assertThat(workspace.sizeBytes()).isPositive();
    }
  }

  @Test
  void rollsBackAWriteThatFails() {
    try (Workspace workspace = open(folder.resolve("w.alidade"))) {
      assertThatThrownBy(
              () ->
                  workspace.write(
                      c -> {
                        run(c, "INSERT INTO settings VALUES ('a', '1')");
                        throw new IllegalArgumentException("no");
                      }))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(workspace.setting("a")).isEmpty();
      WorkspaceException refused =
          catchThrowableOfType(
              WorkspaceException.class, () -> workspace.write(c -> run(c, "INSERT INTO nothing")));
      assertThat(refused.code()).isEqualTo("WS-108");
      workspace.putSetting("a", "2");
      assertThat(workspace.setting("a")).contains("2");
    }
  }

  @Test
  void readsGoOnDuringAWriteAndSeeTheStateBeforeIt() throws Exception {
    try (Workspace workspace = open(folder.resolve("w.alidade"));
        var pool = Executors.newSingleThreadExecutor()) {
      workspace.putSetting("a", "before");
      CountDownLatch written = new CountDownLatch(1);
      CountDownLatch read = new CountDownLatch(1);
      var write =
          pool.submit(
              () ->
                  workspace.write(
                      c -> {
                        workspace.putSetting("a", "after");
                        assertThat(workspace.setting("a")).contains("after");
                        written.countDown();
                        return await(read);
                      }));
      assertThat(written.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(workspace.setting("a")).contains("before");
      read.countDown();
      assertThat(write.get()).isTrue();
      assertThat(workspace.setting("a")).contains("after");
    }
  }

  @Test
  void aReadSeesOneStateThroughout() throws Exception {
    try (Workspace workspace = open(folder.resolve("w.alidade"));
        var pool = Executors.newSingleThreadExecutor()) {
      workspace.putSetting("a", "1");
      List<Optional<String>> seen =
          workspace.read(
              c -> {
                Optional<String> first = workspace.setting("a");
                pool.submit(() -> workspace.putSetting("a", "2")).state();
                pool.shutdown();
                await(pool);
                return List.of(first, workspace.setting("a"));
              });
      assertThat(seen).containsExactly(Optional.of("1"), Optional.of("1"));
      assertThat(workspace.setting("a")).contains("2");
    }
  }

  @Test
  void refusesWhatIsNotSqliteAndLeavesItAlone() throws IOException {
    Path jpeg = folder.resolve("photo.jpg");
    byte[] bytes = new byte[5_000];
    Arrays.fill(bytes, (byte) 0x5a);
    System.arraycopy(
        new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0}, 0, bytes, 0, 4);
    Files.write(jpeg, bytes);
    assertRefused(jpeg, "WS-101");
    assertThat(jpeg).hasBinaryContent(bytes);
  }

  @Test
  void refusesTheDatabaseOfAnotherProgram() throws Exception {
    Path other = folder.resolve("other.db");
    make(other, "CREATE TABLE t (a)");
    byte[] before = Files.readAllBytes(other);
    assertRefused(other, "WS-102");
    assertThat(other).hasBinaryContent(before);
  }

  @Test
  void refusesANewerWorkspace() throws Exception {
    Path file = folder.resolve("w.alidade");
    open(file).close();
    make(file, "PRAGMA user_version = 999");
    byte[] before = Files.readAllBytes(file);
    assertRefused(file, "WS-103");
    assertThat(file).hasBinaryContent(before);
  }

  @Test
  void refusesATruncatedWorkspace() throws Exception {
    Path file = folder.resolve("w.alidade");
    open(file).close();
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    assertRefused(file, "WS-104");
  }

  @Test
  void refusesAFolderThatCannotBeWritten() throws IOException {
    Path notAFolder = Files.createFile(folder.resolve("file"));
    assertRefused(notAFolder.resolve("w.alidade"), "WS-105");
    assertRefused(folder.resolve("missing").resolve("w.alidade"), "WS-105");
  }

  @Test
  void refusesAFileThatIsOpenElsewhere() {
    Path file = folder.resolve("w.alidade");
    try (Workspace first = open(file)) {
      assertRefused(file, "WS-106");
      first.putSetting("still", "works");
    }
    open(file).close();
  }

  @Test
  void saysThatItIsClosed() {
    Workspace workspace = open(folder.resolve("w.alidade"));
    workspace.close();
    workspace.close();
    assertThatThrownBy(() -> workspace.setting("a"))
        .isInstanceOfSatisfying(
            WorkspaceException.class, e -> assertThat(e.code()).isEqualTo("WS-110"));
  }

  @Test
  void opensAnEmptyFileAsANewWorkspace() throws IOException {
    Path file = Files.createFile(folder.resolve("w.alidade"));
    try (Workspace workspace = open(file)) {
      workspace.putSetting("a", "1");
      assertThat(workspace.setting("a")).contains("1");
    }
  }

  @Test
  void bringsAnOldWorkspaceForwardAndKeepsABackup() throws Exception {
    Path file = folder.resolve("w.alidade");
    List<String> old = List.of("001-workspace.sql");
    try (Workspace workspace = SqliteWorkspace.open(Optional.of(file), true, CACHE_PAGES, old)) {
      workspace.putSetting("a", "kept");
    }
    List<String> newer = List.of("001-workspace.sql", "test-second.sql");
    try (Workspace workspace = SqliteWorkspace.open(Optional.of(file), true, CACHE_PAGES, newer)) {
      assertThat(workspace.setting("a")).contains("kept");
      assertThat(workspace.<Integer>read(c -> count(c, "second"))).isEqualTo(1);
    }
    Path backup = folder.resolve("w.alidade.bak-v1");
    assertThat(text(backup, "PRAGMA user_version")).isEqualTo("1");
    assertThat(text(backup, "SELECT value FROM settings WHERE key = 'a'")).isEqualTo("kept");
  }

  @Test
  void opensAWorkspaceThatHasOnlyTheFirstMigration() {
    Path file = folder.resolve("w.alidade");
    List<String> old = List.of("001-workspace.sql");
    try (Workspace workspace = SqliteWorkspace.open(Optional.of(file), true, CACHE_PAGES, old)) {
      workspace.putSetting("a", "kept");
    }
    try (Workspace workspace = open(file)) {
      assertThat(workspace.setting("a")).contains("kept");
    }
  }

  @Test
  void aFailingMigrationLeavesTheFileAtItsVersion() throws Exception {
    Path file = folder.resolve("w.alidade");
    open(file).close();
    List<String> broken = new java.util.ArrayList<>(Migrations.NAMES);
    broken.add("test-broken.sql");
    assertThatThrownBy(
            () -> SqliteWorkspace.open(Optional.of(file), true, CACHE_PAGES, broken).close())
        .isInstanceOfSatisfying(
            WorkspaceException.class, e -> assertThat(e.code()).isEqualTo("WS-109"));
    assertThat(text(file, "PRAGMA user_version")).isEqualTo("" + Migrations.NAMES.size());
    assertThat(text(file, "SELECT count(*) FROM sqlite_schema WHERE name = 'half'")).isEqualTo("0");
    open(file).close();
  }

  @Test
  void migrationsAreNumberedInTheirOrder() {
    assertThat(Migrations.NAMES).isSorted().doesNotHaveDuplicates();
    assertThat(Migrations.NAMES).allMatch(name -> name.matches("\\d{3}-[a-z-]+\\.sql"));
  }

  private void assertRefused(Path file, String code) {
    assertThatThrownBy(() -> open(file).close())
        .isInstanceOfSatisfying(
            WorkspaceException.class,
            e -> {
              assertThat(e.code()).isEqualTo(code);
              assertThat(e.sentence()).contains(String.valueOf(file.getFileName()));
              assertThat(e.remedy()).isNotBlank();
            });
  }

  private static SqliteWorkspace open(Path file) {
    return SqliteWorkspace.open(Optional.of(file), true, CACHE_PAGES);
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean await(java.util.concurrent.ExecutorService pool) {
    try {
      return pool.awaitTermination(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.executeUpdate(sql);
    }
  }

  private static int count(Connection connection, String table) throws SQLException {
    try (Statement statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
      return rows.getInt(1);
    }
  }

  private static void make(Path file, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      run(connection, sql);
    }
  }

  private static String text(Path file, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      return rows.getString(1);
    }
  }
}
