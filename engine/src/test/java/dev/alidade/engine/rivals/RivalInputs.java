package dev.alidade.engine.rivals;

import dev.alidade.engine.WasmMode;
import dev.alidade.engine.WasmServices;
import dev.alidade.engine.WasmServicesConfig;
import dev.alidade.engine.vector.CollectionConfig;
import dev.alidade.engine.vector.Metric;
import dev.alidade.engine.vector.Precision;
import dev.alidade.engine.vector.SearchOptions;
import dev.alidade.engine.vector.SearchResults;
import dev.alidade.engine.vector.VectorCollection;
import dev.alidade.engine.vector.VectorDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** What all comparisons use: engines, collections of real and perturbed vectors, queries. */
final class RivalInputs {
  static final int K = 10;
  static final int ROWS = 100_000;

  final RealVectors real;
  private final AtomicInteger next = new AtomicInteger();

  RivalInputs(RealVectors real) {
    this.real = real;
  }

  static WasmServices engine(int workers, Optional<Path> workspace) {
    WasmServicesConfig.Builder builder =
        WasmServicesConfig.builder().workers(workers).wasm(WasmMode.ON).calibrateAtOpen(false);
    workspace.ifPresent(builder::workspace);
    return WasmServices.open(builder.build());
  }

  float[] query() {
    return real.queries()[Math.floorMod(next.getAndIncrement(), real.queries().length)];
  }

  static SearchOptions top() {
    return SearchOptions.top(K);
  }

  static SearchOptions target(double recall) {
    return top().withPrecision(new Precision.TargetRecall(recall));
  }

  VectorCollection fill(WasmServices engine, int rows, Set<Integer> cluster) {
    return fill(engine, "c" + rows, rows, real::vector, cluster);
  }

  /**
   * @param vectors by row; making one anew takes about 15 µs, which counts where this is timed
   */
  static VectorCollection fill(
      WasmServices engine,
      String name,
      int rows,
      IntFunction<float[]> vectors,
      Set<Integer> cluster) {
    VectorCollection made =
        engine
            .vectorSearch()
            .createCollection(name, CollectionConfig.of(RealVectors.DIMENSIONS, Metric.COSINE));
    List<VectorDocument> batch = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      Map<String, Object> metadata = Map.of("cluster", cluster.contains(i) ? "in" : "out");
      batch.add(new VectorDocument("d" + i, "", vectors.apply(i), metadata));
      if (batch.size() == 5_000 || i == rows - 1) {
        made.addDocuments(batch);
        batch = new ArrayList<>();
      }
    }
    return made;
  }

  double trueRecall(VectorCollection own, SearchOptions options) {
    double found = 0;
    for (float[] query : real.queries()) {
      Set<String> exact = ids(own.search(query, top()));
      found += ids(own.search(query, options)).stream().filter(exact::contains).count();
    }
    return found / real.queries().length / K;
  }

  static Set<String> ids(SearchResults results) {
    return results.hits().stream().map(SearchResults.Hit::id).collect(Collectors.toSet());
  }

  static void removeFolder(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
