package dev.alidade.app.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alidade.engine.WasmServices;
import dev.alidade.engine.dataset.LoadOptions;
import dev.alidade.engine.sql.OpenOptions;
import dev.alidade.engine.sql.QueryOptions;
import dev.alidade.engine.sql.SqlParameters;
import dev.alidade.engine.sql.SqliteDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashReportsTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir Path folder;

  @Test
  void namesThePlaceAndNotTheMessage() throws IOException {
    CrashReports reports = new CrashReports(folder.resolve("crashes"), "0.1.0");
    reports.write(
        "worker", new IllegalStateException("secret.csv", new IOException("/home/ada")), NOON);

    Path report = reports.newestFirst().getFirst();
    assertThat(report).hasFileName("exception-2026-03-01T12-00-00Z.txt");
    assertThat(Files.readString(report))
        .contains("Alidade 0.1.0", "thread worker", "java.lang.IllegalStateException")
        .contains("caused by java.io.IOException", "CrashReportsTest.namesThePlace")
        .doesNotContain("secret.csv")
        .doesNotContain("/home/ada");
  }

  @Test
  void takesOverTheReportsOfTheJvm() throws IOException {
    Path temp = Files.createDirectory(folder.resolve("temp"));
    Files.writeString(temp.resolve("alidade_hs_err_42.log"), "# A fatal error");
    Files.writeString(temp.resolve("hs_err_7.log"), "of another program");
    CrashReports reports = new CrashReports(folder.resolve("crashes"), "0.1.0");

    reports.collect(temp);

    assertThat(reports.newestFirst())
        .extracting(f -> f.getFileName().toString())
        .containsExactly("alidade_hs_err_42.log");
    assertThat(temp.resolve("hs_err_7.log")).exists();
  }

  @Test
  void keepsTheNewestTwenty() {
    CrashReports reports = new CrashReports(folder, "0.1.0");
    for (int i = 0; i < 25; i++) {
      reports.write("worker", new IllegalStateException(), NOON.plusSeconds(i));
    }
    assertThat(reports.newestFirst()).hasSize(20);
  }

  @Test
  void givesDiagnosticsWithoutTheUsersData() throws Exception {
    Path secret = folder.resolve("payroll.csv");
    Files.writeString(secret, "employee,salary\nAda,100\n");
    Path database = folder.resolve("clients.sqlite");
    try (Connection made = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = made.createStatement()) {
      statement.execute("CREATE TABLE debtors (iban TEXT)");
      statement.execute("INSERT INTO debtors VALUES ('DE02 1203')");
    }
    CrashReports reports = new CrashReports(folder.resolve("crashes"), "0.1.0");
    reports.write("worker", new IllegalStateException("payroll.csv"), NOON);
    try (WasmServices engine = WasmServices.open()) {
      engine.datasets().load(secret, LoadOptions.defaults());
      SqliteDatabase open = engine.sqlite().open(database, OpenOptions.readOnly());
      assertThatThrownBy(
              () ->
                  open.executeQuery(
                      "SELECT iban FROM debtors WHERE debt > 7",
                      SqlParameters.NONE,
                      QueryOptions.defaults()))
          .hasMessageContaining("debt");

      String text = Diagnostics.of("Alidade 0.1.0", engine, reports);

      assertThat(text)
          .contains("Alidade 0.1.0", "Module vector", "Health of", "Crash reports: 1")
          .contains("java.lang.IllegalStateException")
          .doesNotContain("payroll")
          .doesNotContain("employee")
          .doesNotContain("Ada,")
          .doesNotContain("clients")
          .doesNotContain("debt")
          .doesNotContain("iban")
          .doesNotContain("DE02")
          .doesNotContain(System.getProperty("user.name") + "/")
          .doesNotContain(folder.toString());
    }
  }
}
