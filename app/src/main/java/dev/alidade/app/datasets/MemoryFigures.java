package dev.alidade.app.datasets;

import dev.alidade.engine.WasmCapabilities;
import dev.alidade.engine.WasmServices;
import dev.alidade.engine.dataset.Dataset;

/**
 * The foot of the list.
 *
 * @param usedBytes columns of the listed data sets
 * @param limitBytes the most that the shards of the data module may hold
 */
record MemoryFigures(long usedBytes, long limitBytes, int shards, boolean wasm) {
  static MemoryFigures of(WasmServices engine) {
    WasmCapabilities capabilities = engine.capabilities();
    int shards = capabilities.workers();
    return new MemoryFigures(
        engine.datasets().list().stream().mapToLong(Dataset::bytes).sum(),
        shards * capabilities.maxMemoryBytesPerShard(),
        shards,
        capabilities.supported());
  }

  double share() {
    return limitBytes > 0 ? Math.min(1, (double) usedBytes / limitBytes) : 0;
  }

  String sentence() {
    String shardWords = shards == 1 ? "1 shard" : shards + " shards";
    return wasm
        ? "In linear memory, " + shardWords + ". WASM and Java read the same bytes."
        : "In an arena, " + shardWords + ". WebAssembly is off; Java reads the bytes.";
  }
}
