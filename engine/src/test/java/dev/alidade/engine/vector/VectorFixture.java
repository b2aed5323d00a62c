package dev.alidade.engine.vector;

import dev.alidade.engine.Progress;
import dev.alidade.engine.WasmMode;
import dev.alidade.engine.WasmServicesConfig.VectorDefaults;
import dev.alidade.engine.module.KernelHost;
import dev.alidade.engine.module.KernelHostConfig;
import dev.alidade.engine.telemetry.EngineEvent;
import dev.alidade.engine.telemetry.OperationSample;
import dev.alidade.engine.telemetry.Telemetry;
import dev.alidade.engine.workspace.SqliteWorkspace;
import dev.alidade.engine.workspace.Workspace;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** A vector service over real kernels and a workspace, in memory unless a file is given. */
final class VectorFixture implements AutoCloseable {
  static final VectorDefaults DEFAULTS = new VectorDefaults(8, 10, Metric.COSINE);
  private static final int WORKERS = 2;

  final KernelHost host;
  final Workspace workspace;
  final ShardedVectorSearch vectors;
  final List<OperationSample> samples = new CopyOnWriteArrayList<>();
  static final AtomicLong KERNEL_CALLS = new AtomicLong();

  /** One for each mode in the test's process: starting Wasmtime takes longer than most tests. */
  private static final Map<WasmMode, KernelHost> HOSTS = new ConcurrentHashMap<>();

  VectorFixture(WasmMode mode) {
    this(mode, Optional.empty(), VectorFixture::noEmbedder);
  }

  VectorFixture(WasmMode mode, Optional<Path> file, Supplier<? extends Embedder> embedder) {
    this(mode, file, embedder, System::nanoTime);
  }

  VectorFixture(
      WasmMode mode,
      Optional<Path> file,
      Supplier<? extends Embedder> embedder,
      LongSupplier nanoClock) {
    host = HOSTS.computeIfAbsent(mode, VectorFixture::open);
    workspace = SqliteWorkspace.open(file, true, 2_000);
    vectors =
        new ShardedVectorSearch(
            host.kernels(), host.shards(), workspace, telemetry(), embedder, DEFAULTS, nanoClock);
  }

  static Embedder noEmbedder() {
    throw new VectorException.EmbedderUnavailable(
        "VEC-301", "The test has no embedder.", "Nothing.", null);
  }

  private static KernelHost open(WasmMode mode) {
    return KernelHost.open(
        KernelHostConfig.of(mode, WORKERS, Clock.systemUTC(), kernelTelemetry()));
  }

  private static Telemetry kernelTelemetry() {
    return new Telemetry() {
      @Override
      public void record(OperationSample sample) {
        KERNEL_CALLS.incrementAndGet();
      }

      @Override
      public void publish(EngineEvent event) {
        // The host's own events are tested with the host.
      }
    };
  }

  private Telemetry telemetry() {
    return new Telemetry() {
      @Override
      public void record(OperationSample sample) {
        samples.add(sample);
      }

      @Override
      public void publish(EngineEvent event) {
        throw new AssertionError("no event expected: " + event);
      }
    };
  }

  VectorCollection collection(String name, int dimensions, Metric metric) {
    return vectors.createCollection(name, CollectionConfig.of(dimensions, metric));
  }

  static float[] random(Random random, int dimensions) {
    float[] vector = new float[dimensions];
    for (int i = 0; i < dimensions; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return vector;
  }

  static VectorDocument document(String id, float... vector) {
    return new VectorDocument(id, "text of " + id, vector, Map.of());
  }

  /** Documents {@code d0, d1, …} with random vectors. */
  static List<VectorDocument> documents(Random random, int count, int dimensions) {
    List<VectorDocument> documents = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      documents.add(document("d" + i, random(random, dimensions)));
    }
    return documents;
  }

  static List<String> ids(SearchResults results) {
    return results.hits().stream().map(SearchResults.Hit::id).toList();
  }

  @Override
  public void close() {
    vectors.close();
    workspace.close();
  }

  /** Turns words into fixed directions and counts its work. */
  static final class CountingEmbedder implements Embedder {
    final List<String> embedded = new CopyOnWriteArrayList<>();
    volatile boolean closed;
    private final int dimensions;

    CountingEmbedder(int dimensions) {
      this.dimensions = dimensions;
    }

    @Override
    public String name() {
      return "counting";
    }

    @Override
    public int dimensions() {
      return dimensions;
    }

    @Override
    public List<float[]> embed(List<String> texts, Progress progress) {
      List<float[]> vectors = new ArrayList<>();
      for (String text : texts) {
        progress.check("embedding");
        embedded.add(text);
        vectors.add(
            VectorInput.comparable(random(new Random(text.hashCode()), dimensions), Metric.COSINE));
      }
      return vectors;
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
