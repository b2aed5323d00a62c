package dev.alidade.engine.dataset;

import java.util.List;
import java.util.Optional;

/** A source of records that can be read from its start as often as needed. Used by one thread. */
interface Records<R> {
  /** Names of the columns known so far; JSON sources learn more while they are read. */
  List<String> names();

  /**
   * Hands out every record, until the visitor has enough. A record is valid during the call only.
   *
   * @throws dev.alidade.engine.EngineException when the source cannot be read to its end
   */
  void read(Visitor<R> visitor);

  /** How far the current reading is, 0 to 1; negative where unknown. */
  double fraction();

  /** The record that is being visited as it stands in the source; empty where that is not kept. */
  default Optional<String> text() {
    return Optional.empty();
  }

  interface Visitor<R> {
    /**
     * @param line line or number of the record in the source, from 1
     * @return whether more records are wanted
     */
    boolean record(R row, long line);

    /** A record that cannot become a row. */
    void reject(Reject reject);
  }
}
