package dev.alidade.engine.sql;

import java.util.List;

/**
 * Which table and index takes which part of a database file, measured by reading every page.
 *
 * @param trees largest first; SQLite's own tables are among them
 */
public record DatabaseStorage(DatabaseSpace space, List<Tree> trees) {
  public DatabaseStorage {
    trees = List.copyOf(trees);
  }

  /**
   * The pages of one table or index.
   *
   * @param table the table itself, or the one that the index belongs to
   * @param entries rows of the table, entries of the index
   * @param payloadBytes what the rows themselves take
   * @param unusedBytes bytes within the pages that hold nothing
   * @param overflowPages pages for values that are too long for one page
   * @param fragmentation which part of the leaf pages does not follow its neighbour in the file, 0
   *     to 1
   */
  public record Tree(
      String name,
      String table,
      boolean index,
      long entries,
      long pages,
      long bytes,
      long payloadBytes,
      long unusedBytes,
      long overflowPages,
      double fragmentation) {}
}
