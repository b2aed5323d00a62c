package dev.alidade.engine;

import dev.alidade.engine.benchmark.BenchmarkSuite;
import dev.alidade.engine.compute.ComputeEngine;
import dev.alidade.engine.data.DataProcessor;
import dev.alidade.engine.dataset.DatasetCatalog;
import dev.alidade.engine.module.ModuleRegistry;
import dev.alidade.engine.sql.SqliteService;
import dev.alidade.engine.telemetry.HealthReport;
import dev.alidade.engine.telemetry.Observability;
import dev.alidade.engine.telemetry.PerformanceTracker;
import dev.alidade.engine.vector.VectorSearch;
import dev.alidade.engine.workspace.Workspace;

/**
 * The engine: the one way in. Thread-safe. Close it to free every native handle; calls after that
 * fail with a clear error instead of touching freed memory.
 */
public interface WasmServices extends AutoCloseable {
  /** Opens an engine with defaults and a workspace in memory. */
  static WasmServices open() {
    return open(WasmServicesConfig.builder().build());
  }

  /**
   * Opens an engine. Kernels start on the path that is known to work; measuring goes on in the
   * background.
   */
  static WasmServices open(WasmServicesConfig config) {
    return EmbeddedServices.open(config);
  }

  WasmCapabilities capabilities();

  VectorSearch vectorSearch();

  SqliteService sqlite();

  ComputeEngine compute();

  DataProcessor dataProcessor();

  DatasetCatalog datasets();

  ModuleRegistry modules();

  PerformanceTracker performance();

  Observability observability();

  /** The one file the user's work lives in. */
  Workspace workspace();

  ServicesStats stats();

  /**
   * Opens the benchmark of this build. It measures on an engine of its own with a workspace in
   * memory, so it takes about as much memory again, and changes nothing here. Close it after use.
   */
  BenchmarkSuite benchmark();

  /** Runs every health check now. */
  HealthReport healthCheck();

  /** Frees every native handle; a second close does nothing. */
  @Override
  void close();
}
