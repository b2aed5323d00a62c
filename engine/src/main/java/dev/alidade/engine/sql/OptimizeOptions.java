package dev.alidade.engine.sql;

/**
 * @param analyze whether all statistics are made anew; else SQLite decides which need it
 * @param vacuum whether the file is written anew, without free pages
 */
public record OptimizeOptions(boolean analyze, boolean vacuum) {
  public static OptimizeOptions everything() {
    return new OptimizeOptions(true, true);
  }
}
