package dev.alidade.engine.runtime;

import dev.alidade.engine.ExecutionPath;
import dev.alidade.engine.PathChoice;
import dev.alidade.engine.runtime.RuntimeFailure.KernelTrap;
import dev.alidade.engine.runtime.kernels.Blocks;
import dev.alidade.engine.telemetry.EngineEvent;
import dev.alidade.engine.telemetry.OperationSample;
import dev.alidade.engine.telemetry.Telemetry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Calls kernels by the path table. A trap or a missed deadline becomes an event, and the Java twin
 * answers the same call from the same bytes.
 */
public final class RecoveringKernels implements Kernels {
  /** A full scan of the largest memory takes 0.2 s; what runs for 5 s hangs. */
  public static final Duration DEADLINE = Duration.ofSeconds(5);

  /** What the status holds before a kernel has written it. */
  private static final int UNWRITTEN = -1;

  private static final System.Logger LOG = System.getLogger(RecoveringKernels.class.getName());

  private final PathTable paths;
  private final Map<String, ModuleState> modules;
  private final Telemetry telemetry;
  private final Clock clock;
  private final Duration deadline;
  private final Map<String, LongAdder> calls = new ConcurrentHashMap<>();

  public RecoveringKernels(
      PathTable paths,
      Map<String, ModuleState> modules,
      Telemetry telemetry,
      Clock clock,
      Duration deadline) {
    this.paths = paths;
    this.modules = Map.copyOf(modules);
    this.telemetry = telemetry;
    this.clock = clock;
    this.deadline = deadline;
  }

  @Override
  public PathChoice choice(KernelDefinition kernel, long items) {
    return paths.choose(kernel, items);
  }

  /** Calls of a kernel on either path since the engine was opened. */
  public long calls(String kernelId) {
    LongAdder counted = calls.get(kernelId);
    return counted == null ? 0 : counted.sum();
  }

  @Override
  public <T> KernelResult<T> call(
      KernelDefinition kernel,
      Shard shard,
      long items,
      long bytes,
      Consumer<ParameterBlock> parameters,
      Function<ParameterBlock, T> reader) {
    if (!(shard instanceof KernelShard own) || !own.module().equals(kernel.module())) {
      throw new IllegalArgumentException(
          "kernel " + kernel.id() + " cannot run on a shard of " + shard.module());
    }
    calls.computeIfAbsent(kernel.id(), id -> new LongAdder()).increment();
    long asked = System.nanoTime();
    return own.exclusively(
        () -> {
          long queued = System.nanoTime() - asked;
          ParameterBlock block = new ParameterBlock(own.memory().segment(), own.params());
          block.clear();
          parameters.accept(block);
          // filling the block may have grown the memory
          block = new ParameterBlock(own.memory().segment(), own.params());
          KernelOutcome outcome = run(kernel, own, new Load(items, bytes, queued), block);
          return new KernelResult<>(reader.apply(block), outcome);
        });
  }

  /**
   * Runs a workload on WebAssembly whatever the paths say, as the probe of an open circuit.
   *
   * @return whether it came to its end
   */
  public boolean probe(KernelDefinition kernel, KernelShard shard, Workload.Prepared work) {
    return shard.exclusively(
        () -> {
          ModuleState module = moduleOf(kernel);
          if (!module.circuit().admits()) {
            return false;
          }
          ParameterBlock block = new ParameterBlock(shard.memory().segment(), shard.params());
          block.clear();
          work.parameters().accept(block);
          long start = System.nanoTime();
          try {
            callWasm(kernel, shard, block);
            noteSuccess(module);
            return true;
          } catch (RuntimeFailure e) {
            report(kernel, module, e, System.nanoTime() - start);
            return false;
          }
        });
  }

  private ModuleState moduleOf(KernelDefinition kernel) {
    ModuleState module = modules.get(kernel.module());
    if (module == null) {
      throw new IllegalArgumentException("there is no module " + kernel.module());
    }
    return module;
  }

  private void noteSuccess(ModuleState module) {
    if (module.circuit().succeeded()) {
      telemetry.publish(new EngineEvent.CircuitClosed(clock.instant(), module.name()));
    }
  }

  /** What a call is about, for telemetry. */
  private record Load(long items, long bytes, long queuedNanos) {}

  private KernelOutcome run(
      KernelDefinition kernel, KernelShard shard, Load load, ParameterBlock block) {
    ModuleState module = moduleOf(kernel);
    PathChoice choice = paths.choose(kernel, load.items(), module, shard.wasmPath());
    Optional<RuntimeFailure> failure = Optional.empty();
    long begun = System.nanoTime();
    if (choice.used().isWasm() && module.circuit().admits()) {
      try {
        long nanos = callWasm(kernel, shard, block);
        noteSuccess(module);
        return recorded(kernel, choice, nanos, load, block, false);
      } catch (RuntimeFailure e) {
        failure = Optional.of(e);
        choice = new PathChoice(ExecutionPath.JAVA, "WASM failed: " + causeOf(e));
      }
    } else if (choice.used().isWasm()) {
      choice = new PathChoice(ExecutionPath.JAVA, module.name() + " is being probed; Java answers");
    }
    long nanos = callTwin(kernel, shard, load, choice, failure.isPresent());
    failure.ifPresent(e -> report(kernel, module, e, nanos));
    // Whoever called waited for the attempt that failed as well, up to its deadline.
    long waited = failure.isPresent() ? System.nanoTime() - begun : nanos;
    return recorded(kernel, choice, waited, load, block, failure.isPresent());
  }

  private long callWasm(KernelDefinition kernel, KernelShard shard, ParameterBlock block) {
    block.putInt(Blocks.STATUS, UNWRITTEN);
    long start = System.nanoTime();
    shard.callInstance(kernel.name(), deadline);
    long nanos = System.nanoTime() - start;
    int status = block.getInt(Blocks.STATUS);
    if (status == UNWRITTEN || status == Blocks.STATUS_RUNNING) {
      throw new KernelTrap(kernel.id(), TrapCause.INCOMPLETE, null);
    }
    return nanos;
  }

  private long callTwin(
      KernelDefinition kernel, KernelShard shard, Load load, PathChoice choice, boolean fellBack) {
    long start = System.nanoTime();
    try {
      kernel.twin().run(shard.memory().segment(), shard.params());
      return System.nanoTime() - start;
    } catch (RuntimeException e) {
      long nanos = System.nanoTime() - start;
      telemetry.record(
          new OperationSample(
              kernel.operation(),
              choice,
              nanos,
              load.items(),
              0,
              load.bytes(),
              true,
              fellBack,
              load.queuedNanos()));
      throw e;
    }
  }

  private KernelOutcome recorded(
      KernelDefinition kernel,
      PathChoice choice,
      long nanos,
      Load load,
      ParameterBlock block,
      boolean fellBack) {
    int status = block.getInt(Blocks.STATUS);
    telemetry.record(
        new OperationSample(
            kernel.operation(),
            choice,
            nanos,
            load.items(),
            load.items(),
            load.bytes(),
            status != Blocks.STATUS_OK,
            fellBack,
            load.queuedNanos()));
    return new KernelOutcome(choice, nanos, status, fellBack);
  }

  private void report(
      KernelDefinition kernel, ModuleState module, RuntimeFailure failure, long answeredInNanos) {
    LOG.log(System.Logger.Level.WARNING, "{0} {1}", failure.code(), failure.sentence());
    telemetry.publish(
        new EngineEvent.KernelTrapped(
            clock.instant(), kernel.id(), causeOf(failure), module.version(), answeredInNanos));
    if (module.circuit().failed()) {
      telemetry.publish(
          new EngineEvent.CircuitOpened(
              clock.instant(), module.name(), module.circuit().failures()));
    }
  }

  private static String causeOf(RuntimeFailure failure) {
    return failure instanceof KernelTrap trap ? trap.trapCause().sentence() : failure.sentence();
  }
}
