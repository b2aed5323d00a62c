package dev.alidade.engine.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alidade.engine.WasmMode;
import dev.alidade.engine.runtime.Shard;
import dev.alidade.engine.runtime.kernels.VectorKernels;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ShardCallsTest {
  private static final long MUCH = 1L << 30;

  private final VectorFixture fixture = new VectorFixture(WasmMode.OFF);
  private final ExecutorService workers = Executors.newFixedThreadPool(1);
  private final ShardCalls calls =
      new ShardCalls(fixture.host.kernels(), workers, 4, Metric.COSINE);
  private final List<Shard> shards = fixture.host.shards().of(VectorKernels.MODULE);

  @AfterEach
  void close() {
    workers.close();
    fixture.close();
  }

  private Map<Shard, Integer> work() {
    Map<Shard, Integer> work = new LinkedHashMap<>();
    work.put(shards.get(0), 0);
    work.put(shards.get(1), 1);
    return work;
  }

  @Test
  void waitsForTheOtherShardWhenOneFailsWithAnError() {
    CountDownLatch failing = new CountDownLatch(1);
    AtomicBoolean otherIsDone = new AtomicBoolean();

    assertThatThrownBy(
            () ->
                calls.overShards(
                    work(),
                    MUCH,
                    (shard, part) -> {
                      if (part == 0) {
                        failing.countDown();
                        throw new StackOverflowError("own part");
                      }
                      await(failing);
                      Thread.yield();
                      otherIsDone.set(true);
                      return part;
                    }))
        .isInstanceOf(StackOverflowError.class)
        .hasMessage("own part");

    assertThat(otherIsDone).isTrue();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
      Thread.sleep(50);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void throwsTheErrorOfAnotherShardAsItIs() {
    assertThatThrownBy(
            () ->
                calls.overShards(
                    work(),
                    MUCH,
                    (shard, part) -> {
                      if (part == 1) {
                        throw new StackOverflowError("other part");
                      }
                      return part;
                    }))
        .isInstanceOf(StackOverflowError.class)
        .hasMessage("other part");
  }

  @Test
  void givesAllPartsInTheirOrder() {
    assertThat(calls.overShards(work(), MUCH, (shard, part) -> part)).containsExactly(0, 1);
  }
}
