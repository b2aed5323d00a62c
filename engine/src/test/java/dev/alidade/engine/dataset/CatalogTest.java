package dev.alidade.engine.dataset;

import static dev.alidade.engine.dataset.LoadedData.values;
import static dev.alidade.engine.dataset.LoadedData.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.OperationCancelled;
import dev.alidade.engine.Progress;
import dev.alidade.engine.dataset.DatasetException.DatasetMissing;
import dev.alidade.engine.dataset.DatasetException.DatasetUnreadable;
import dev.alidade.engine.telemetry.EngineEvent;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogTest {
  @TempDir Path folder;

  private static List<Map<String, Object>> rows() {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("id", i);
      row.put("score", i % 10 == 0 ? null : i / 7.0);
      row.put("kind", "kind " + i % 5);
      row.put("text", i % 3 == 0 ? "" : "2024-01-01 is text " + i);
      row.put("on", i % 2 == 0);
      row.put("at", Instant.ofEpochMilli(i));
      row.put("v", new float[] {i, -0.0f});
      rows.add(row);
    }
    return rows;
  }

  private static void assertRows(Dataset data) {
    assertThat(LoadedData.types(data))
        .containsExactly(
            ColumnType.INT64,
            ColumnType.FLOAT64,
            ColumnType.STRING,
            ColumnType.STRING,
            ColumnType.BOOL,
            ColumnType.TIMESTAMP,
            ColumnType.VECTOR);
    assertThat(data.column("kind")).isInstanceOf(DictionaryColumn.class);
    assertThat(data.column("text")).isInstanceOf(Utf8Column.class);
    List<Map<String, Object>> rows = rows();
    for (int i = 0; i < rows.size(); i++) {
      Map<String, Object> row = rows.get(i);
      assertThat(data.column("id").value(i)).isEqualTo((long) i);
      for (String name : List.of("score", "kind", "text", "on", "at", "v")) {
        assertThat(data.column(name).value(i)).isEqualTo(row.get(name));
      }
    }
  }

  @Test
  void numbersNamesThatAreTaken() throws IOException {
    try (LoadedData loaded = new LoadedData()) {
      Path file = write(folder, "movies.csv", "a\n1\n");
      assertThat(loaded.load(file).name()).isEqualTo("movies");
      assertThat(loaded.load(file).name()).isEqualTo("movies 2");
      assertThat(loaded.catalog.fromRows("movies", List.of(Map.of("a", 2L))).name())
          .isEqualTo("movies 3");
      assertThat(loaded.catalog.list())
          .extracting(Dataset::name)
          .containsExactly("movies", "movies 2", "movies 3");
      loaded.catalog.remove("movies 2");
      assertThat(loaded.load(file).name()).isEqualTo("movies 2");
    }
  }

  @Test
  void readsAFileAnewUnderItsNameAndKeepsTheOldRowsWhereThatFails() throws IOException {
    try (LoadedData loaded = new LoadedData()) {
      Path file = write(folder, "years.csv", "18;19\n1;2\n");
      loaded.load(file);
      LoadOptions named =
          new LoadOptions(
              Optional.empty(),
              Optional.of(';'),
              Optional.of(true),
              Optional.empty(),
              LoadOptions.BadValues.WIDEN);
      assertThat(loaded.catalog.layoutOf(file, LoadOptions.defaults()))
          .contains(new TextLayout(';', false, StandardCharsets.UTF_8));

      Dataset anew = loaded.catalog.reload("years", named, Progress.NONE);

      assertThat(anew.schema().fields()).extracting(Field::name).containsExactly("18", "19");
      assertThat(loaded.catalog.list()).containsExactly(anew);
      assertThat(loaded.catalog.optionsOf("years").flatMap(LoadOptions::header)).contains(true);
      Files.delete(file);
      assertThatThrownBy(() -> loaded.catalog.reload("years", named, Progress.NONE))
          .isInstanceOf(DatasetUnreadable.class);
      assertThat(values(loaded.catalog.get("years"), "18")).containsExactly(1L);
    }
  }

  @Test
  void freesMemoryOfWhatIsRemovedAndTellsListeners() throws IOException {
    try (LoadedData loaded = new LoadedData()) {
      AtomicInteger changes = new AtomicInteger();
      loaded.catalog.onChange(changes::incrementAndGet);
      long before = loaded.shards.usedBytes();
      Dataset data = loaded.load(write(folder, "a.csv", "a,b\n1,x\n2,y\n"));
      assertThat(loaded.shards.usedBytes()).isGreaterThan(before);
      assertThat(changes).hasValue(1);
      loaded.catalog.remove("a");
      assertThat(loaded.shards.usedBytes()).isEqualTo(before);
      assertThat(changes).hasValue(2);
      assertThatThrownBy(() -> data.column("a").value(0)).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> loaded.catalog.get("a"))
          .isInstanceOf(DatasetMissing.class)
          .hasMessage("There is no data set \"a\".");
    }
  }

  @Test
  void recordsLoadsAndTellsThatADataSetIsThere() throws IOException {
    try (LoadedData loaded = new LoadedData()) {
      Path file = write(folder, "a.csv", "a,b\n1,x\n2\n3,y\n");
      loaded.load(file);
      assertThat(loaded.samples)
          .singleElement()
          .satisfies(
              sample -> {
                assertThat(sample.operation()).isEqualTo("data.load");
                assertThat(sample.rowsIn()).isEqualTo(3);
                assertThat(sample.rowsOut()).isEqualTo(2);
                assertThat(sample.bytes()).isEqualTo(Files.size(file));
                assertThat(sample.nanos()).isPositive();
              });
      assertThat(loaded.events)
          .singleElement()
          .isInstanceOfSatisfying(
              EngineEvent.DatasetLoaded.class,
              event -> {
                assertThat(event.component()).isEqualTo("a");
                assertThat(event.rows()).isEqualTo(2);
                assertThat(event.rejects()).isEqualTo(1);
              });
    }
  }

  @Test
  void takesTypesOfRowsFromTheirValues() {
    try (LoadedData loaded = new LoadedData()) {
      assertRows(loaded.catalog.fromRows("made", rows()));
      assertThatThrownBy(() -> loaded.catalog.fromRows("none", List.of()))
          .isInstanceOf(InvalidRequest.class);
    }
  }

  @Test
  void hasEverythingAgainWhenTheWorkspaceIsOpenedAgain() throws IOException {
    Path workspace = folder.resolve("work.alidade");
    Path file = write(folder, "films.csv", "id;title\n1;Heat\n2;\n");
    Path gone = write(folder, "gone.csv", "a\n1\n");
    try (LoadedData first = new LoadedData(Optional.of(workspace))) {
      first.load(file);
      first.catalog.fromRows("made", rows());
      first.load(gone);
      first.catalog.load(file, LoadOptions.defaults().withName("renamed"));
      first.catalog.fromRows("removed", rows());
      first.catalog.remove("removed");
    }
    Files.delete(gone);
    try (LoadedData second = new LoadedData(Optional.of(workspace))) {
      assertThat(second.catalog.list()).isEmpty();
      assertThat(second.catalog.entries())
          .extracting(DatasetEntry::name)
          .containsExactly("films", "made", "gone", "renamed");
      assertThat(second.catalog.entries())
          .extracting(DatasetEntry::state)
          .containsOnly(DatasetEntry.State.LOADING);
      AtomicInteger changes = new AtomicInteger();
      second.catalog.onChange(changes::incrementAndGet);

      second.catalog.restore(Progress.NONE);

      assertThat(changes).hasValue(4);
      assertThat(second.catalog.list())
          .extracting(Dataset::name)
          .containsExactly("films", "made", "renamed");
      assertThat(values(second.catalog.get("films"), "title")).containsExactly("Heat", null);
      assertThat(values(second.catalog.get("renamed"), "title")).containsExactly("Heat", null);
      assertRows(second.catalog.get("made"));
      DatasetEntry missing = second.catalog.entries().get(2);
      assertThat(missing.state()).isEqualTo(DatasetEntry.State.UNAVAILABLE);
      assertThat(missing.problem()).contains("There is no file " + gone + ".");
      assertThatThrownBy(() -> second.catalog.get("gone"))
          .isInstanceOfSatisfying(
              DatasetUnreadable.class, e -> assertThat(e.code()).isEqualTo("DATA-101"));

      write(folder, "gone.csv", "a\n5\n");
      assertThat(values(second.catalog.get("gone"), "a")).containsExactly(5L);
      second.catalog.remove("gone");
    }
    try (LoadedData third = new LoadedData(Optional.of(workspace))) {
      assertRows(third.catalog.get("made"));
      assertThat(third.catalog.entries())
          .extracting(DatasetEntry::name)
          .containsExactly("films", "made", "renamed");
    }
  }

  @Test
  void takesOverADataSetMadeElsewhere() {
    try (LoadedData loaded = new LoadedData()) {
      Int64ColumnBuilder numbers = new Int64ColumnBuilder("n");
      numbers.append(7);
      for (String name : List.of("made", "made 2")) {
        Dataset made =
            new Dataset(
                "made",
                "a transform",
                1,
                List.of(numbers.build(loaded.shards.shard())),
                loaded.shards.shard(),
                List.of(),
                0);
        assertThat(loaded.catalog.add(made).name()).isEqualTo(name);
        assertThat(values(loaded.catalog.get(name), "n")).containsExactly(7L);
      }
      loaded.catalog.remove("made");
      loaded.catalog.remove("made 2");
      assertThat(loaded.shards.usedBytes()).isZero();
    }
  }

  /** Eight megabytes, so that it is written in several pieces. */
  private static Dataset large(LoadedData loaded) {
    Int64ColumnBuilder numbers = new Int64ColumnBuilder("n");
    for (int i = 0; i < 1 << 20; i++) {
      numbers.append(i);
    }
    return new Dataset(
        "large",
        "a transform",
        1 << 20,
        List.of(numbers.build(loaded.shards.shard())),
        loaded.shards.shard(),
        List.of(),
        0);
  }

  @Test
  void savesBesideOtherCallsAndLeavesNothingWhenCancelled() throws Exception {
    Path workspace = folder.resolve("work.alidade");
    try (LoadedData loaded = new LoadedData(Optional.of(workspace))) {
      AtomicBoolean others = new AtomicBoolean();
      AtomicInteger pieces = new AtomicInteger();
      Progress progress =
          new Progress() {
            @Override
            public void report(double fraction, String message) {
              assertThat(fraction).isBetween(0.0, 1.0);
              if (pieces.incrementAndGet() == 2) {
                Thread other =
                    Thread.ofPlatform()
                        .start(
                            () -> {
                              loaded.workspace.putSetting("panel", "sql");
                              loaded.catalog.fromRows("other", List.of(Map.of("a", 1L)));
                              loaded.catalog.fromRows("large", List.of(Map.of("a", 1L)));
                              loaded.catalog.remove("other");
                              others.set(true);
                            });
                try {
                  other.join(java.time.Duration.ofSeconds(20));
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              }
            }

            @Override
            public boolean cancelled() {
              return others.get();
            }
          };
      assertThatThrownBy(() -> loaded.catalog.add(large(loaded), progress))
          .isInstanceOf(OperationCancelled.class)
          .hasMessage("Cancelled: saving large.");
      assertThat(others).isTrue();
      assertThat(loaded.catalog.list()).extracting(Dataset::name).containsExactly("large 2");
      assertThat(count(loaded, "datasets")).isEqualTo(1);
      assertThat(count(loaded, "dataset_blocks")).isEqualTo(1);
      assertThat(loaded.catalog.add(large(loaded), Progress.NONE).name()).isEqualTo("large");
    }
    try (LoadedData again = new LoadedData(Optional.of(workspace))) {
      assertThat(again.catalog.get("large").column("n").value((1 << 20) - 1))
          .isEqualTo((1L << 20) - 1);
    }
  }

  @Test
  void forgetsWhatWasNotWrittenToItsEnd() throws IOException {
    Path workspace = folder.resolve("work.alidade");
    try (LoadedData loaded = new LoadedData(Optional.of(workspace))) {
      loaded.catalog.fromRows("half", List.of(Map.of("a", 1L)));
      loaded.catalog.fromRows("whole", List.of(Map.of("a", 1L)));
      loaded.workspace.write(
          connection -> {
            try (var update = connection.createStatement()) {
              return update.executeUpdate("UPDATE datasets SET rows = -1 WHERE name = 'half'");
            }
          });
    }
    try (LoadedData again = new LoadedData(Optional.of(workspace))) {
      assertThat(again.catalog.entries()).extracting(DatasetEntry::name).containsExactly("whole");
      assertThat(count(again, "dataset_blocks")).isEqualTo(1);
    }
  }

  private static int count(LoadedData loaded, String table) {
    return loaded.workspace.read(
        connection -> {
          try (var select = connection.createStatement();
              var rows = select.executeQuery("SELECT count(*) FROM " + table)) {
            rows.next();
            return rows.getInt(1);
          }
        });
  }

  /** Cancels as soon as some rows were reported. */
  @Test
  void stopsAfterACancelAndLeavesNothing() throws Exception {
    Path file = folder.resolve("long.csv");
    try (Writer out = Files.newBufferedWriter(file)) {
      for (int i = 0; i < 1_500_000; i++) {
        out.write(i + ",some text " + i + "," + i / 3.0 + "\n");
      }
    }
    try (LoadedData loaded = new LoadedData()) {
      AtomicBoolean cancelled = new AtomicBoolean();
      Progress progress =
          new Progress() {
            @Override
            public void report(double fraction, String message) {
              if (fraction > 0.2) {
                cancelled.set(true);
              }
            }

            @Override
            public boolean cancelled() {
              return cancelled.get();
            }
          };
      assertThatThrownBy(() -> loaded.catalog.load(file, LoadOptions.defaults(), progress))
          .isInstanceOf(OperationCancelled.class)
          .hasMessage("Cancelled: loading long.csv.");
      assertThat(loaded.shards.usedBytes()).isZero();
      assertThat(loaded.catalog.entries()).isEmpty();
      assertThat(loaded.events).isEmpty();
    }
  }

  @Test
  void stopsOnAnInterruptAndKeepsTheFlag() throws IOException {
    Path file = write(folder, "a.csv", "a\n1\n");
    try (LoadedData loaded = new LoadedData()) {
      Thread.currentThread().interrupt();
      try {
        assertThatThrownBy(() -> loaded.load(file)).isInstanceOf(OperationCancelled.class);
      } finally {
        assertThat(Thread.interrupted()).isTrue();
      }
      assertThat(loaded.shards.usedBytes()).isZero();
    }
  }
}
