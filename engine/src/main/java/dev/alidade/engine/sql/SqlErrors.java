package dev.alidade.engine.sql;

import dev.alidade.engine.sql.SqlException.DatabaseUnreadable;
import dev.alidade.engine.sql.SqlException.StatementFailed;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sqlite.SQLiteException;

/**
 * What SQLite's result codes mean, in plain sentences. SQL-1xx: a file; SQL-2xx: a statement.
 *
 * <ul>
 *   <li>SQL-101 missing, 102 not a database (or encrypted), 103 damaged, 104 locked, 105 not
 *       readable, 106 needs a newer SQLite, 107 closed
 *   <li>SQL-201 syntax, 202 unknown name, 203 constraint, 204 timeout, 205 read-only, 206
 *       parameters, 207 not allowed, 208 locked, 209 disk, 210 any other, 211 rows closed
 * </ul>
 */
final class SqlErrors {
  /** Primary result codes of SQLite (rescode.html). */
  private static final int PERM = 3;

  private static final int BUSY = 5;
  private static final int LOCKED = 6;
  private static final int READONLY = 8;
  static final int INTERRUPT = 9;
  private static final int IOERR = 10;
  private static final int CORRUPT = 11;
  private static final int FULL = 13;
  private static final int CANTOPEN = 14;
  private static final int CONSTRAINT = 19;
  private static final int AUTH = 23;
  private static final int NOTADB = 26;

  /** Extended: the file under the name is not the one that was opened. */
  private static final int READONLY_DBMOVED = READONLY | (4 << 8);

  private static final Pattern NEAR = Pattern.compile("^near \"(.*)\": ", Pattern.DOTALL);
  private static final Pattern UNKNOWN =
      Pattern.compile("no such (table|column|function|index|view|trigger|collation sequence): .*");

  private SqlErrors() {}

  /** The code with what SQLite adds to the primary one. */
  private static int fullCode(SQLException e) {
    return e instanceof SQLiteException s ? s.getResultCode().code : 1;
  }

  static int primaryCode(SQLException e) {
    // The low byte is the primary code; the rest says more about it.
    return e instanceof SQLiteException s ? s.getResultCode().code & 0xff : 1;
  }

  /** SQLite's own words, without what the driver puts around them. */
  static String words(SQLException e) {
    String message = String.valueOf(e.getMessage());
    int open = message.indexOf('(');
    boolean wrapped = message.startsWith("[SQLITE") && open > 0 && message.endsWith(")");
    return wrapped ? message.substring(open + 1, message.length() - 1) : message;
  }

  static DatabaseUnreadable missing(Path file) {
    return new DatabaseUnreadable(
        "SQL-101", "There is no file " + file + ".", "Check the name and the folder.", null);
  }

  static DatabaseUnreadable closed(String name) {
    return new DatabaseUnreadable(
        "SQL-107", "The database " + name + " is closed.", "Open it again.", null);
  }

  static SqlException opening(String name, SQLException e) {
    String words = words(e);
    return switch (primaryCode(e)) {
      case NOTADB ->
          new DatabaseUnreadable(
              "SQL-102",
              name + " is not a SQLite database, or it is encrypted.",
              "Choose a SQLite file; open CSV and JSON files as data sets.",
              e);
      case CORRUPT ->
          words.startsWith("malformed database schema")
              ? new DatabaseUnreadable(
                  "SQL-106",
                  "SQLite cannot read the schema of " + name + ": " + words,
                  "If a newer SQLite wrote the file, open it there and export a dump.",
                  e)
              : damaged(name, words, e);
      case BUSY, LOCKED ->
          new DatabaseUnreadable(
              "SQL-104",
              name + " is locked by another program.",
              "Close the other program or let it finish, then try again.",
              e);
      case PERM, READONLY, CANTOPEN, AUTH, IOERR ->
          new DatabaseUnreadable(
              "SQL-105",
              name + " cannot be opened: " + words,
              "Check that you may read the file and its folder. A database in WAL mode needs a"
                  + " folder that can be written: copy it to one.",
              e);
      default ->
          words.contains("unsupported file format") ? newer(name, e) : damaged(name, words, e);
    };
  }

  static DatabaseUnreadable newer(String name, SQLException e) {
    return new DatabaseUnreadable(
        "SQL-106",
        name + " was written by a newer SQLite.",
        "Open it with the newer SQLite and export a dump.",
        e);
  }

  /** The folder for temporary files cannot take the copy that indexes are tried on. */
  static StatementFailed noRoomForCopy(String database, SQLException e) {
    return new StatementFailed(
        "SQL-209",
        "There is no room for a copy of " + database + " to try indexes on: " + words(e) + ".",
        "Free some space in the folder for temporary files, then try again.",
        e);
  }

  static boolean isFull(SQLException e) {
    return primaryCode(e) == FULL;
  }

  private static DatabaseUnreadable damaged(String name, String words, SQLException e) {
    return new DatabaseUnreadable(
        "SQL-103",
        name + " is damaged: " + words,
        "Copy the file, then try the sqlite3 command's .recover on the copy.",
        e);
  }

  static SqlException statement(String database, String sql, SQLException e) {
    String words = words(e);
    return switch (primaryCode(e)) {
      case NOTADB, CORRUPT -> damaged(database, words, e);
      case CONSTRAINT ->
          new StatementFailed("SQL-203", words + ".", "Change the row, or drop the constraint.", e);
      case READONLY, PERM, AUTH ->
          fullCode(e) == READONLY_DBMOVED
              ? moved(database, e)
              : new StatementFailed(
                  "SQL-205",
                  "SQLite refused to write to " + database + ": " + words + ".",
                  "Open the database as writable.",
                  e);
      case BUSY, LOCKED ->
          new StatementFailed(
              "SQL-208",
              database + " is locked by another program or transaction.",
              "Let the other one finish, then run the statement again.",
              e);
      case FULL ->
          new StatementFailed(
              "SQL-209",
              "There is no room left for " + database + ": " + words + ".",
              "Free some space on its disk, then run the statement again: nothing of it was kept.",
              e);
      case IOERR, CANTOPEN ->
          new StatementFailed(
              "SQL-209",
              "SQLite could not read or write " + database + ": " + words + ".",
              "Check the disk's free space and that the file is still there.",
              e);
      default -> failed(sql, words, e);
    };
  }

  private static StatementFailed moved(String database, SQLException e) {
    return new StatementFailed(
        "SQL-209",
        "The file of " + database + " was deleted or moved while it was open.",
        "Put the file back, or close the database and open it at its new place.",
        e);
  }

  /** A temporary file for rows cannot grow. */
  static StatementFailed noRoom(UncheckedIOException e) {
    return new StatementFailed(
        "SQL-209",
        "The rows could not be kept: " + e.getMessage() + ".",
        "Free some space in the folder for temporary files, or ask for fewer rows.",
        e);
  }

  static DatabaseUnreadable failedCheck(String name, List<String> findings) {
    return new DatabaseUnreadable(
        "SQL-103",
        "The check of " + name + " found damage: " + String.join("; ", findings),
        "Nothing was changed. Copy the file, then try the sqlite3 command's .recover on the copy.",
        null);
  }

  private static StatementFailed failed(String sql, String words, SQLException e) {
    if (words.equals("incomplete input")) {
      return new StatementFailed(
          "SQL-201",
          "The statement ends too early (" + words + ").",
          "Finish it: a bracket, a quotation or an expression is open at its end.",
          e);
    }
    Matcher near = NEAR.matcher(words);
    if (near.find()) {
      return new StatementFailed(
          "SQL-201", words + ".", "Check the text at or before \"" + near.group(1) + "\".", e);
    }
    if (words.startsWith("unrecognized token")) {
      return new StatementFailed(
          "SQL-201", words + ".", "Check quotes: strings stand in '…', names in \"…\".", e);
    }
    if (UNKNOWN.matcher(words).matches()) {
      return new StatementFailed(
          "SQL-202", words + ".", "Check the spelling against the schema.", e);
    }
    String start = sql.strip().lines().findFirst().orElse("");
    String shown = start.length() > 60 ? start.substring(0, 60) + "…" : start;
    return new StatementFailed("SQL-210", words + ".", "Check the statement: " + shown, e);
  }

  /** The same failure with the place of the offending token in front. */
  static StatementFailed at(StatementFailed failure, int line, int column, int offset) {
    return new StatementFailed(
        failure.code(),
        "Line %d, column %d: %s".formatted(line, column, failure.sentence()),
        failure.remedy(),
        failure.getCause(),
        offset);
  }

  static StatementFailed timeout(Duration timeout) {
    return new StatementFailed(
        "SQL-204",
        "The query was stopped after its limit of " + timeout.toMillis() + " ms.",
        "Raise the limit, or ask for its advice: an index may make it faster.",
        null);
  }

  static StatementFailed rowsClosed() {
    return new StatementFailed(
        "SQL-211",
        "The rows were closed before all of them were read.",
        "Run the query again, and wait for the rows before you run another.",
        null);
  }

  static StatementFailed parameters(String sentence) {
    return new StatementFailed("SQL-206", sentence, "Give one value for each parameter.", null);
  }

  static StatementFailed refused(String sentence, String remedy) {
    return new StatementFailed("SQL-207", sentence, remedy, null);
  }

  static StatementFailed empty() {
    return new StatementFailed(
        "SQL-201", "There is no statement to run.", "Write one, for example SELECT 1.", null);
  }

  /** Codes that a caller may show beside the statement: what it says is wrong. */
  static boolean isAboutText(StatementFailed failure) {
    return List.of("SQL-201", "SQL-202").contains(failure.code());
  }
}
