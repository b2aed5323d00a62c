package dev.alidade.engine;

import dev.alidade.engine.vector.Metric;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/**
 * How an engine is opened. Make one with {@link #builder()}.
 *
 * @param workspace the workspace file, created where absent; empty keeps the workspace in memory
 * @param workers shards that may work in parallel, at least 1
 * @param observability whether operations are recorded and sampled
 * @param calibrateAtOpen whether paths are measured in the background after opening
 */
public record WasmServicesConfig(
    Optional<Path> workspace,
    WasmMode wasm,
    int workers,
    VectorDefaults vectorSearch,
    SqliteDefaults sqlite,
    boolean observability,
    boolean calibrateAtOpen,
    Clock clock) {

  public WasmServicesConfig {
    if (workers < 1) {
      throw new InvalidRequest(
          "An engine needs at least one worker, not " + workers + ".", "Give 1 or more workers.");
    }
  }

  /** What a vector collection gets where its creator says nothing. */
  public record VectorDefaults(int dimensions, int maxResults, Metric metric) {}

  /**
   * @param wal whether the workspace uses write-ahead logging
   * @param cachePages pages of SQLite's page cache for each connection
   */
  public record SqliteDefaults(boolean wal, int cachePages) {}

  public static Builder builder() {
    return new Builder();
  }

  /** Collects the settings; every one has a default. */
  public static final class Builder {
    private Optional<Path> workspace = Optional.empty();
    private WasmMode wasm = WasmMode.AUTO;
    private int workers = Runtime.getRuntime().availableProcessors();
    private VectorDefaults vectorSearch = new VectorDefaults(384, 20, Metric.COSINE);
    private SqliteDefaults sqlite = new SqliteDefaults(true, 2_000);
    private boolean observability = true;
    private boolean calibrateAtOpen = true;
    private Clock clock = Clock.systemUTC();

    private Builder() {}

    public Builder workspace(Path file) {
      workspace = Optional.of(file);
      return this;
    }

    public Builder wasm(WasmMode mode) {
      wasm = mode;
      return this;
    }

    public Builder workers(int count) {
      workers = count;
      return this;
    }

    public Builder vectorSearch(int dimensions, int maxResults, Metric metric) {
      vectorSearch = new VectorDefaults(dimensions, maxResults, metric);
      return this;
    }

    public Builder sqlite(boolean wal, int cachePages) {
      sqlite = new SqliteDefaults(wal, cachePages);
      return this;
    }

    public Builder observability(boolean on) {
      observability = on;
      return this;
    }

    public Builder calibrateAtOpen(boolean on) {
      calibrateAtOpen = on;
      return this;
    }

    public Builder clock(Clock value) {
      clock = value;
      return this;
    }

    public WasmServicesConfig build() {
      return new WasmServicesConfig(
          workspace, wasm, workers, vectorSearch, sqlite, observability, calibrateAtOpen, clock);
    }
  }
}
