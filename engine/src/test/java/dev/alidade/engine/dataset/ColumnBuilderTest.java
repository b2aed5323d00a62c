package dev.alidade.engine.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.runtime.MemoryExhausted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnBuilderTest {
  private final ArenaShards shards = new ArenaShards(64L << 20);

  @AfterEach
  void close() {
    shards.close();
  }

  @ParameterizedTest
  @EnumSource(ColumnType.class)
  void givesBackWhatWasAppended(ColumnType type) {
    Random random = new Random(type.ordinal());
    for (int rows : new int[] {0, 1, 63, 64, 65, 5_000}) {
      ColumnBuilder builder = ColumnBuilder.of("c", type, 3);
      List<Object> values = new ArrayList<>();
      for (int i = 0; i < rows; i++) {
        Object value = random.nextInt(7) == 0 ? null : value(type, random);
        values.add(value);
        builder.appendValue(value);
      }
      try (Column column = builder.build(shards.shard())) {
        assertThat(column.rowCount()).isEqualTo(rows);
        assertThat(column.nullCount()).isEqualTo(values.stream().filter(v -> v == null).count());
        assertThat(column.field()).isEqualTo(new Field("c", type, column.nullCount() > 0));
        for (int i = 0; i < rows; i++) {
          assertThat(column.value(i)).as("row %d", i).isEqualTo(values.get(i));
        }
        ColumnBuilder copy = ColumnBuilder.like(column);
        for (int i = rows - 1; i >= 0; i--) {
          copy.appendFrom(column, i);
        }
        try (Column reversed = copy.build(shards.shard())) {
          for (int i = 0; i < rows; i++) {
            assertThat(reversed.value(i)).isEqualTo(values.get(rows - 1 - i));
          }
        }
      }
      assertThat(shards.usedBytes()).isZero();
    }
  }

  private static Object value(ColumnType type, Random random) {
    return switch (type) {
      case BOOL -> random.nextBoolean();
      case INT64 -> random.nextInt(9) == 0 ? Long.MIN_VALUE : random.nextLong();
      case FLOAT64 -> random.nextInt(9) == 0 ? Double.NaN : random.nextGaussian();
      case TIMESTAMP -> Instant.ofEpochMilli(random.nextLong(-62_135_596_800_000L, 1L << 47));
      case STRING -> text(random);
      case VECTOR -> new float[] {random.nextFloat(), -0.0f, Float.MAX_VALUE};
    };
  }

  private static String text(Random random) {
    String[] some = {"", "a", "straße", "😀", "two\nlines", "\"quoted\"", "x".repeat(700)};
    return some[random.nextInt(some.length)] + random.nextInt(50);
  }

  @Test
  void codesTextThatRepeatsAndKeepsOtherTextPlain() {
    StringColumnBuilder repeating = new StringColumnBuilder("genre");
    StringColumnBuilder distinct = new StringColumnBuilder("title");
    for (int i = 0; i < 50_000; i++) {
      repeating.append("genre " + i % 20);
      distinct.append("title " + i);
    }
    try (Column genre = repeating.build(shards.shard());
        Column title = distinct.build(shards.shard())) {
      assertThat(genre)
          .isInstanceOfSatisfying(
              DictionaryColumn.class, c -> assertThat(c.dictionarySize()).isEqualTo(20));
      assertThat(title).isInstanceOf(Utf8Column.class);
      assertThat(genre.value(49_999)).isEqualTo("genre 19");
      assertThat(title.value(0)).isEqualTo("title 0");
      assertThat(title.value(49_999)).isEqualTo("title 49999");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void keepsNullsWhenItGivesUpCoding(long seed) {
    Random random = new Random(seed);
    StringColumnBuilder builder = new StringColumnBuilder("c");
    List<String> values = new ArrayList<>();
    for (int i = 0; i < 60_000; i++) {
      String value =
          random.nextInt(5) == 0 ? null : random.nextInt(10) == 0 ? "" : "v" + random.nextInt();
      values.add(value);
      builder.appendValue(value);
    }
    try (Column column = builder.build(shards.shard())) {
      assertThat(column).isInstanceOf(Utf8Column.class);
      for (int i = 0; i < values.size(); i++) {
        if (!java.util.Objects.equals(column.value(i), values.get(i))) {
          assertThat(column.value(i)).as("row %d", i).isEqualTo(values.get(i));
        }
      }
    }
  }

  @Test
  void freesEverythingWhenOneColumnDoesNotFit() {
    Int64ColumnBuilder small = new Int64ColumnBuilder("small");
    small.append(1);
    VectorColumnBuilder large = new VectorColumnBuilder("large", 1_000_000);
    for (int i = 0; i < 17; i++) {
      large.append(new float[1_000_000]);
    }
    assertThatThrownBy(() -> ColumnBuilder.buildAll(List.of(small, large), shards.shard()))
        .isInstanceOf(MemoryExhausted.class);
    assertThat(shards.usedBytes()).isZero();
  }

  @Test
  void refusesAValueOfAnotherType() {
    assertThatThrownBy(() -> new Int64ColumnBuilder("age").appendValue("x"))
        .isInstanceOf(InvalidRequest.class)
        .hasMessage("The column \"age\" holds int64, not String.");
    assertThatThrownBy(() -> new VectorColumnBuilder("v", 3).append(new float[2]))
        .isInstanceOf(InvalidRequest.class);
  }
}
