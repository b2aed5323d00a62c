package dev.alidade.engine.telemetry;

import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.OperationCancelled;

/** Where services put what happened. Never blocks; about 100 ns a call. */
public interface Telemetry {
  /** Takes nothing and keeps nothing; for tests. */
  Telemetry NONE =
      new Telemetry() {
        @Override
        public void record(OperationSample sample) {}

        @Override
        public void publish(EngineEvent event) {}
      };

  void record(OperationSample sample);

  void publish(EngineEvent event);

  /**
   * Tells what ended an operation.
   *
   * @param operation as it is recorded
   * @return whether it counts as a failure: a cancel and a wrong request are the caller's
   */
  default boolean failed(String operation, Throwable cause) {
    return !(cause instanceof OperationCancelled || cause instanceof InvalidRequest);
  }
}
