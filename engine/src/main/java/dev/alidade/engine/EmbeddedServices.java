package dev.alidade.engine;

/** Wires the services by hand, in the order of their dependencies. */
final class EmbeddedServices {
  private EmbeddedServices() {}

  @SuppressWarnings("DoNotCallSuggester")
  static WasmServices open(WasmServicesConfig config) {
    throw new UnsupportedOperationException("not wired yet for " + config.workers() + " workers");
  }
}
