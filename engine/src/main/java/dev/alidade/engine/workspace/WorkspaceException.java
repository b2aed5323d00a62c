package dev.alidade.engine.workspace;

import dev.alidade.engine.EngineException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteException;

/**
 * The workspace file cannot be opened, read or written.
 *
 * <ul>
 *   <li>WS-101 not a SQLite file
 *   <li>WS-102 a SQLite file of another program
 *   <li>WS-103 written by a newer Alidade
 *   <li>WS-104 damaged
 *   <li>WS-105 the folder or the file cannot be read or written
 *   <li>WS-106 in use by another program
 *   <li>WS-107 no space left
 *   <li>WS-108 SQLite refused a statement
 *   <li>WS-109 a migration failed
 *   <li>WS-110 closed
 * </ul>
 */
public final class WorkspaceException extends EngineException {
  private static final long serialVersionUID = 1L;

  WorkspaceException(String code, String sentence, String remedy, @Nullable Throwable cause) {
    super(code, sentence, remedy, cause);
  }

  /** Says what SQLite's result code means for the workspace called {@code name}. */
  static WorkspaceException of(String name, SQLException cause) {
    String words = String.valueOf(cause.getMessage());
    // The low byte is the primary code; the rest says more about it.
    int primary = cause instanceof SQLiteException e ? e.getResultCode().code & 0xff : 1;
    return switch (primary) {
      case 5, 6 ->
          new WorkspaceException(
              "WS-106",
              "The workspace " + name + " is locked by another program.",
              "Close the other program, then try again.",
              cause);
      case 26 ->
          new WorkspaceException(
              "WS-101",
              name + " is not a SQLite file, so it is no workspace.",
              "Open another file, or open this one as a data set.",
              cause);
      case 11 ->
          new WorkspaceException(
              "WS-104",
              "The workspace " + name + " is damaged: " + words,
              "Copy the file, then open its newest backup (the .bak file beside it).",
              cause);
      case 3, 8, 10, 14, 23 ->
          new WorkspaceException(
              "WS-105",
              "The workspace " + name + " cannot be read or written: " + words,
              "Check that the folder exists and that you may write in it.",
              cause);
      case 13 ->
          new WorkspaceException(
              "WS-107",
              "There is no space left for the workspace " + name + ".",
              "Free some disk space; nothing that was saved before is lost.",
              cause);
      default ->
          new WorkspaceException(
              "WS-108",
              "SQLite refused a statement on the workspace " + name + ": " + words,
              "Try again; if it happens again, report it with this code.",
              cause);
    };
  }

  static WorkspaceException closed(String name) {
    return new WorkspaceException(
        "WS-110", "The workspace " + name + " is closed.", "Open it again.", null);
  }
}
