package dev.alidade.engine.rivals;

import dev.alidade.engine.WasmServices;
import dev.alidade.engine.vector.Precision;
import dev.alidade.engine.vector.SearchOptions;
import dev.alidade.engine.vector.SearchResults;
import dev.alidade.engine.vector.VectorCollection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** The engine's own ways of searching beside each other. */
final class OwnWays {
  private final RivalInputs inputs;

  OwnWays(RivalInputs inputs) {
    this.inputs = inputs;
  }

  /** Own ways beside each other, on one thread. */
  void cascade() {
    try (WasmServices engine = RivalInputs.engine(1, Optional.empty())) {
      VectorCollection own = inputs.fill(engine, RivalInputs.ROWS, Set.of());
      compareWays("100,000 x 384, one thread", own, 100);
    }
  }

  /** int8 codes and then float32, which the cascade takes only where one bit does not do. */
  void int8() {
    try (WasmServices engine = RivalInputs.engine(1, Optional.empty())) {
      VectorCollection own = inputs.fill(engine, RivalInputs.ROWS, Set.of());
      Rounds rounds =
          new Rounds().way("f32 exact", () -> own.search(inputs.query(), RivalInputs.top()));
      Map<String, Double> recalls = new LinkedHashMap<>();
      for (int candidates : new int[] {10, 20, 40}) {
        SearchOptions options =
            RivalInputs.top()
                .withPrecision(new Precision.Candidates(Precision.Representation.INT8, candidates));
        rounds.way("int8 " + candidates, () -> own.search(inputs.query(), options));
        recalls.put("int8 " + candidates, inputs.trueRecall(own, options));
      }
      Map<String, Double> medians = rounds.run("int8 on 100,000 x 384, one thread", 100);
      recalls.forEach(
          (way, recall) -> {
            System.out.printf(
                Locale.ROOT,
                "  %s: recall@10 of %d queries %.4f%n",
                way,
                inputs.real.queries().length,
                recall);
            Rounds.ratio("speed-up of " + way, medians.get("f32 exact") / medians.get(way));
          });
    }
  }

  private void compareWays(String title, VectorCollection own, int rounds) {
    for (int i = 0; i < 64; i++) {
      own.search(inputs.query(), RivalInputs.target(0.98));
      own.search(inputs.query(), RivalInputs.target(0.99));
    }
    Map<String, Double> medians =
        new Rounds()
            .way("f32 exact", () -> own.search(inputs.query(), RivalInputs.top()))
            .way("target .98", () -> own.search(inputs.query(), RivalInputs.target(0.98)))
            .way("target .99", () -> own.search(inputs.query(), RivalInputs.target(0.99)))
            .run(title, rounds);
    for (double target : new double[] {0.98, 0.99}) {
      SearchResults.Explanation why =
          own.search(inputs.query(), RivalInputs.target(target)).explanation();
      System.out.printf(
          Locale.ROOT,
          "  target %.2f: plan %s, measured %s, true recall of %d unseen queries %.4f%n",
          target,
          why.plan(),
          why.recall(),
          inputs.real.queries().length,
          inputs.trueRecall(own, RivalInputs.target(target)));
      why.stages()
          .forEach(s -> System.out.println("    " + s.name() + " " + s.nanos() / 1_000 + " us"));
      Rounds.ratio(
          "speed-up at " + target,
          medians.get("f32 exact") / medians.get(target == 0.98 ? "target .98" : "target .99"));
    }
  }

  void batch() {
    try (WasmServices engine = RivalInputs.engine(2, Optional.empty())) {
      VectorCollection own = inputs.fill(engine, RivalInputs.ROWS, Set.of());
      float[][] queries = Arrays.copyOf(inputs.real.queries(), 64);
      Map<String, Double> medians =
          new Rounds()
              .way("64 queries one by one", () -> oneByOne(own, queries, RivalInputs.top()))
              .way("one batch of 64", () -> own.searchBatch(queries, RivalInputs.top()))
              .way("one by one at .98", () -> oneByOne(own, queries, RivalInputs.target(0.98)))
              .way("one batch at .98", () -> own.searchBatch(queries, RivalInputs.target(0.98)))
              .run("64 queries on 100,000 x 384, two threads", 12);
      Rounds.ratio(
          "rate of the batch / single",
          medians.get("64 queries one by one") / medians.get("one batch of 64"));
    }
  }

  private static void oneByOne(VectorCollection own, float[][] queries, SearchOptions options) {
    for (float[] query : queries) {
      own.search(query, options);
    }
  }

  /** A whole collection and one of which half was removed, in turn. */
  void delete() {
    try (WasmServices engine = RivalInputs.engine(1, Optional.empty())) {
      VectorCollection whole =
          RivalInputs.fill(engine, "whole", RivalInputs.ROWS, inputs.real::vector, Set.of());
      VectorCollection half =
          RivalInputs.fill(engine, "half", RivalInputs.ROWS, inputs.real::vector, Set.of());
      // Region by region: of every 1,000 documents in their order the first 500.
      for (int from = 0; from < RivalInputs.ROWS; from += 1_000) {
        half.removeDocuments(IntStream.range(from, from + 500).mapToObj(i -> "d" + i).toList());
      }
      for (VectorCollection each : List.of(whole, half)) {
        for (int i = 0; i < 64; i++) {
          each.search(inputs.query(), RivalInputs.target(0.98));
        }
      }
      Map<String, Double> medians =
          new Rounds()
              .way("whole, exact", () -> whole.search(inputs.query(), RivalInputs.top()))
              .way("half, exact", () -> half.search(inputs.query(), RivalInputs.top()))
              .way("whole, .98", () -> whole.search(inputs.query(), RivalInputs.target(0.98)))
              .way("half, .98", () -> half.search(inputs.query(), RivalInputs.target(0.98)))
              .run("100,000 x 384, whole and half of it removed, one thread", 200);
      for (String way : List.of("exact", ".98")) {
        Rounds.ratio(
            way + ", time per remaining row",
            medians.get("half, " + way)
                / medians.get("whole, " + way)
                * RivalInputs.ROWS
                / half.size());
      }
      for (VectorCollection each : List.of(whole, half)) {
        SearchResults.Explanation why =
            each.search(inputs.query(), RivalInputs.target(0.98)).explanation();
        System.out.printf("  %s: plan %s%n", each.info().name(), why.plan());
        why.stages()
            .forEach(s -> System.out.println("    " + s.name() + " " + s.nanos() / 1_000 + " us"));
        Rounds.ratio("true recall", inputs.trueRecall(each, RivalInputs.target(0.98)));
      }
    }
  }

  void reopen() throws IOException {
    Path folder = Files.createTempDirectory("rival");
    Path file = folder.resolve("reopen.alidade");
    try {
      try (WasmServices engine = RivalInputs.engine(2, Optional.of(file))) {
        inputs.fill(engine, RivalInputs.ROWS, Set.of());
      }
      for (int i = 0; i < 3; i++) {
        long start = System.nanoTime();
        try (WasmServices engine = RivalInputs.engine(2, Optional.of(file))) {
          double opened = (System.nanoTime() - start) / 1e9;
          engine
              .vectorSearch()
              .collection("c" + RivalInputs.ROWS)
              .search(inputs.query(), RivalInputs.top());
          double answered = (System.nanoTime() - start) / 1e9;
          System.out.printf(
              Locale.ROOT,
              "reopening 100,000 x 384: %.2f s to the engine, %.2f s to the first answer%n",
              opened,
              answered);
        }
      }
    } finally {
      RivalInputs.removeFolder(folder);
    }
  }

  void million() throws IOException {
    Path folder = Files.createTempDirectory("rival");
    try (WasmServices engine =
        RivalInputs.engine(2, Optional.of(folder.resolve("million.alidade")))) {
      long start = System.nanoTime();
      VectorCollection own = inputs.fill(engine, 1_000_000, Set.of());
      System.out.printf("1,000,000 x 384 filled in %.0f s%n", (System.nanoTime() - start) / 1e9);
      start = System.nanoTime();
      own.search(inputs.query(), RivalInputs.target(0.98));
      System.out.printf("first measurement of recall %.1f s%n", (System.nanoTime() - start) / 1e9);
      compareWays("1,000,000 x 384, two threads", own, 40);
      System.out.printf("linear memory of the collection %,d bytes%n", own.info().memoryBytes());
      Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("VmRSS") || line.startsWith("VmHWM"))
          .forEach(System.out::println);
    } finally {
      RivalInputs.removeFolder(folder);
    }
  }
}
