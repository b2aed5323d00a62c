package dev.alidade.engine.telemetry;

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
}
