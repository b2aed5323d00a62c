package dev.alidade.engine.sql;

import org.jspecify.annotations.Nullable;

/** A statement with its parameters. */
public record SqlStatement(String sql, SqlParameters parameters) {
  public static SqlStatement of(String sql, @Nullable Object... positional) {
    return new SqlStatement(sql, SqlParameters.positional(positional));
  }
}
