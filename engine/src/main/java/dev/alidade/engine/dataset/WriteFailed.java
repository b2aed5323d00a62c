package dev.alidade.engine.dataset;

import java.io.IOException;
import java.sql.SQLException;

/** Carries what a writer threw through the reading that feeds it. */
final class WriteFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Exception reason;

  WriteFailed(Exception reason) {
    super(reason);
    this.reason = reason;
  }

  /** Throws what the writer threw. */
  void rethrow() throws IOException, SQLException {
    switch (reason) {
      case SQLException sql -> throw sql;
      case IOException io -> throw io;
      default -> throw this;
    }
  }
}
