package dev.alidade.engine.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.engine.WasmMode;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VectorRowsTest {
  private static final int ROWS = 5_000;
  private static final int DIMENSIONS = 384;
  private static final int K = 40;

  private final VectorFixture fixture = new VectorFixture(WasmMode.OFF);
  private final ExecutorService workers = Executors.newFixedThreadPool(1);

  @AfterEach
  void close() {
    workers.close();
    fixture.close();
  }

  @ParameterizedTest
  @EnumSource
  void scansFindTheSameBeforeAndAfterRowsArePackedIntoFewerChunks(Metric metric) {
    Random random = new Random(metric.ordinal());
    RowScan scan = new RowScan(new ShardCalls(fixture.host.kernels(), workers, DIMENSIONS, metric));
    try (var rows =
        new VectorRows(fixture.host.kernels(), fixture.host.shards(), DIMENSIONS, metric)) {
      for (int row = 0; row < ROWS; row++) {
        rows.reserve(1);
        rows.append(VectorInput.comparable(VectorFixture.random(random, DIMENSIONS), metric));
      }
      rows.quantise();
      assertThat(rows.isScattered()).isTrue();
      float[] query = VectorInput.comparable(VectorFixture.random(random, DIMENSIONS), metric);

      int[] all = IntStream.range(0, ROWS).toArray();
      Answers before = answers(scan, rows, query, null);
      rows.compact(all);

      assertThat(rows.isScattered()).isFalse();
      assertSame(answers(scan, rows, query, null), before, all);

      int[] kept = Arrays.stream(all).filter(row -> row < 700 || row % 3 == 0).toArray();
      long[] bits = new long[RowBits.words(ROWS)];
      Arrays.stream(kept).forEach(row -> RowBits.set(bits, row));
      Answers ofKept = answers(scan, rows, query, bits);
      rows.compact(kept);

      assertSame(answers(scan, rows, query, null), ofKept, kept);
    }
  }

  private record Answers(Found exact, Found codes, Found signs) {}

  private static Answers answers(RowScan scan, VectorRows rows, float[] query, long[] selection) {
    QueryForms forms = new QueryForms(query);
    return new Answers(
        scan.exact(rows, query, K, selection),
        scan.codes(rows, forms, K, selection),
        scan.signs(rows, forms, K, selection));
  }

  private static void assertSame(Answers now, Answers before, int[] oldRows) {
    assertSame(now.exact(), before.exact(), oldRows);
    assertSame(now.codes(), before.codes(), oldRows);
    assertSame(now.signs(), before.signs(), oldRows);
  }

  private static void assertSame(Found now, Found before, int[] oldRows) {
    assertThat(now.scores()).containsExactly(before.scores());
    assertThat(Arrays.stream(now.rows()).map(row -> oldRows[row]).toArray())
        .containsExactly(before.rows());
  }
}
