package dev.alidade.engine;

/** Wires the services by hand, in the order of their dependencies. */
final class EmbeddedServices {
  private EmbeddedServices() {}

  static WasmServices open(WasmServicesConfig config) {
    if (config.workers() > 0) {
      throw new UnsupportedOperationException("not wired yet");
    }
    return open(config);
  }
}
