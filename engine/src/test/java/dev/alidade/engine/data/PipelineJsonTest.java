package dev.alidade.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.dataset.ColumnType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipelineJsonTest {
  private static final Pipeline EVERY_STEP =
      new Pipeline(
          "weather \"clean\" ☂",
          List.of(
              on(new Step.Rename("a", "b")),
              on(new Step.Drop(List.of("c", "d"))),
              on(new Step.Select(List.of("e"))),
              on(new Step.Cast("f", ColumnType.FLOAT64)),
              on(new Step.ParseTimestamp("g")),
              on(new Step.Uppercase("h")),
              new Pipeline.Item(new Step.Lowercase("i"), false),
              on(new Step.Trim("j")),
              on(new Step.Replace("k", "\\d+", "$0\n", true)),
              on(new Step.FillNulls("l", "")),
              on(new Step.Compute("m", "temp_max - temp_min")),
              on(new Step.Filter("n > 0 and o = 'it''s'")),
              on(
                  new Step.Sort(
                      List.of(new Step.Sort.Key("p", true), new Step.Sort.Key("q", false)))),
              on(new Step.Limit(1L << 40)),
              on(new Step.Deduplicate(List.of())),
              on(new Step.Title("r")),
              on(new Step.Split("s", ",", List.of("a", "b"))),
              on(new Step.Concat(List.of("a", "b"), "", "t")),
              on(new Step.Substring("u", 2, 3)),
              on(new Step.Pad("v", 8, "0", Step.Pad.Side.LEFT)),
              on(new Step.Hash("w", Step.Hash.Algorithm.SHA_256, "x")),
              on(new Step.NormaliseText("y", java.text.Normalizer.Form.NFC)),
              on(new Step.JsonPath("z", "$.a[0]", "first")),
              on(new Step.NormaliseTimestamp("a", Step.NormaliseTimestamp.Form.ISO_TEXT)),
              on(new Step.NormaliseNumber("a", Step.NormaliseNumber.Scaling.Z_SCORE)),
              on(new Step.Bin("a", 10, Step.Bin.Rule.EQUAL_COUNT, "bin")),
              on(new Step.Bucket("a", List.of(-1.5, 0.0, 1e300), "bucket")),
              on(new Step.Round("a", -2)),
              on(new Step.Abs("a")),
              on(new Step.Scale("a", 0.1, -3)),
              on(new Step.Log("a", Step.Log.Base.TWO)),
              on(new Step.DatePart("a", CalendarPart.DAY_OF_WEEK, "weekday")),
              on(new Step.DateTruncate("a", CalendarUnit.QUARTER)),
              on(new Step.DateDifference("a", "b", CalendarUnit.DAY, "days")),
              on(new Step.Sample(100, -7)),
              on(new Step.Explode("a", ";")),
              on(new Step.Pivot(List.of("a"), "b", "c", AggregateFunction.COUNT_DISTINCT)),
              on(new Step.Unpivot(List.of("a", "b"), "name", "value")),
              on(new Step.Join("other", Step.Join.Kind.LEFT, List.of(new Step.Join.Key("a", "b")))),
              on(
                  new Step.Window(
                      Step.Window.Function.MOVING_AVERAGE,
                      "a",
                      7,
                      List.of("b"),
                      List.of(new Step.Sort.Key("c", true)),
                      "average")),
              on(
                  new Step.GroupBy(
                      List.of("a"),
                      List.of(
                          new AggregationOptions.Operation("b", AggregateFunction.SUM, "total"),
                          AggregationOptions.Operation.percentile("b", 99.9, "p999"))))));

  private final Bench bench = new Bench(Bench.Path.JAVA);

  private static Pipeline.Item on(Step step) {
    return new Pipeline.Item(step, true);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void readsWhatItWrote() {
    String json = bench.processor.toJson(EVERY_STEP);
    assertThat(bench.processor.fromJson(json)).isEqualTo(EVERY_STEP);
    assertThat(json).contains("\"version\" : 1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      quoteCharacter = '`',
      value = {
        "{@The pipeline is not JSON at line 1",
        "[]@The pipeline is not a JSON object.",
        "{}@The pipeline has no \"version\".",
        "{\"version\":2}@The pipeline has version 2, this program reads version 1.",
        "{\"version\":\"1\"}@The pipeline has a \"version\" that is not a whole number.",
        "{\"version\":1,\"name\":\"x\"}@The pipeline has no \"steps\".",
        "{\"version\":1,\"name\":\"x\",\"steps\":[7]}@Step 1 is not a JSON object.",
        "{\"version\":1,\"name\":\"x\",\"steps\":[{\"step\":\"trim\"}]}@Step 1 has no \"column\".",
        "{\"version\":1,\"name\":\"x\",\"steps\":[{\"step\":\"fly\"}]}@Step 1 has the unknown kind"
            + " \"fly\".",
        "{\"version\":1,\"name\":\"x\",\"steps\":[{\"step\":\"limit\",\"rows\":1.5}]}@Step 1 has a"
            + " \"rows\" that is not a whole number.",
        "{\"version\":1,\"name\":\"x\",\"steps\":[{\"step\":\"cast\",\"column\":\"c\",\"type\":\"int\"}]}@Step"
            + " 1 has the unknown type \"int\".",
        "{\"version\":1,\"name\":\"x\",\"steps\":[{\"step\":\"trim\",\"colum\":\"c\",\"column\":\"c\"}]}@Step"
            + " 1 has the unknown field \"colum\".",
        "{\"version\":1,\"name\":\"x\",\"steps\":[{\"step\":\"sort\",\"keys\":[{}]}]}@Step 1, key 1"
            + " has no \"column\".",
      })
  void saysWhatIsWrongWithAPipeline(String json, String sentence) {
    var failure =
        catchThrowableOfType(
            DataException.PipelineInvalid.class, () -> bench.processor.fromJson(json));
    assertThat(failure.sentence()).startsWith(sentence);
    assertThat(failure.remedy()).isNotEmpty();
  }

  @Test
  void hasEveryKindOfStepInThisTest() {
    assertThat(EVERY_STEP.items().stream().<Class<?>>map(item -> item.step().getClass()))
        .containsExactlyInAnyOrder(Step.class.getPermittedSubclasses());
  }

  @Test
  void keepsTheDataSetThatAPipelineNames() {
    Pipeline named = EVERY_STEP.over("weather");
    assertThat(bench.processor.fromJson(bench.processor.toJson(named))).isEqualTo(named);
  }

  @Test
  void forgetsASavedPipeline() {
    bench.processor.save(new Pipeline("old", List.of()));
    bench.processor.removePipeline("old");
    bench.processor.removePipeline("never there");
    assertThat(bench.processor.pipelines()).isEmpty();
  }

  @Test
  void isWrittenDown() throws IOException {
    String page = Files.readString(Path.of("../docs/pipelines.md"));
    StepForm.byName()
        .forEach(
            (name, form) -> {
              String row =
                  page.lines()
                      .filter(line -> line.startsWith("| `") && line.contains("`" + name + "`"))
                      .findFirst()
                      .orElseThrow(() -> new AssertionError(name + " is not described"));
              form.parameters()
                  .forEach(parameter -> assertThat(row).contains("`" + parameter.name() + "`"));
            });
    for (AggregateFunction function : AggregateFunction.values()) {
      assertThat(page).contains("`" + RecordJson.word(function) + "`");
    }
  }

  @Test
  void keepsPipelinesInTheWorkspaceByName() {
    Pipeline first = new Pipeline("b", List.of(on(new Step.Trim("x"))));
    Pipeline second = new Pipeline("a", List.of());
    bench.processor.save(first);
    bench.processor.save(second);
    bench.processor.save(new Pipeline("b", List.of(on(new Step.Trim("y")))));
    assertThat(bench.processor.pipelines())
        .containsExactly(second, new Pipeline("b", List.of(on(new Step.Trim("y")))));
  }

  @Test
  void leavesOutASavedPipelineOfAnotherVersion() {
    bench.processor.save(new Pipeline("good", List.of()));
    bench.workspace.write(
        connection -> {
          try (var insert =
              connection.prepareStatement(
                  "INSERT INTO pipelines (name, definition, created_at, updated_at)"
                      + " VALUES ('newer', '{\"version\": 9}', 0, 0)")) {
            return insert.executeUpdate();
          }
        });
    assertThat(bench.processor.pipelines()).extracting(Pipeline::name).containsExactly("good");
  }

  @Test
  void refusesAPipelineWithoutAName() {
    assertThatThrownBy(() -> bench.processor.save(new Pipeline(" ", List.of())))
        .isInstanceOf(InvalidRequest.class);
  }
}
