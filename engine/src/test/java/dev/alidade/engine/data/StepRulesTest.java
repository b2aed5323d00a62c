package dev.alidade.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.alidade.engine.ExecutionPath;
import dev.alidade.engine.OperationCancelled;
import dev.alidade.engine.Progress;
import dev.alidade.engine.dataset.ColumnType;
import dev.alidade.engine.dataset.Dataset;
import dev.alidade.engine.dataset.DictionaryColumn;
import dev.alidade.engine.dataset.Field;
import dev.alidade.engine.dataset.Int64ColumnBuilder;
import dev.alidade.engine.dataset.StringColumnBuilder;
import dev.alidade.engine.dataset.Utf8Column;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the steps promise beyond the values. */
class StepRulesTest {
  private Bench bench = new Bench(Bench.Path.JAVA);

  private void open(Bench.Path path) {
    bench.close();
    bench = new Bench(path);
  }

  @AfterEach
  void nothingIsLeftBehind() {
    assertThat(bench.usedBytes()).isZero();
    bench.close();
  }

  private Dataset texts(String... values) {
    var builder = new StringColumnBuilder("text");
    for (String value : values) {
      builder.appendValue(value);
    }
    return bench.dataset(builder);
  }

  @ParameterizedTest
  @EnumSource(Bench.Path.class)
  void mergesDictionaryEntriesThatBecameEqual(Bench.Path path) {
    open(path);
    try (Dataset data = texts("rain", "RAIN", "Rain", "sun", null, "rain", "sun", "sun", "RAIN")) {
      assertThat(data.column("text")).isInstanceOf(DictionaryColumn.class);
      try (Dataset upper = bench.run(data, new Step.Uppercase("text")).data()) {
        assertThat(((DictionaryColumn) upper.column("text")).dictionarySize()).isEqualTo(2);
        assertThat(Bench.values(upper, "text"))
            .containsExactly("RAIN", "RAIN", "RAIN", "SUN", null, "RAIN", "SUN", "SUN", "RAIN");
      }
      assertThat(Bench.values(data, "text")).startsWith("rain", "RAIN", "Rain");
    }
  }

  @ParameterizedTest
  @EnumSource(Bench.Path.class)
  void changesTheCaseOfEveryLanguageInPlainColumns(Bench.Path path) {
    open(path);
    try (Dataset data = texts("straße", "ı", "ΟΔΥΣΣΕΥΣ", "ascii", "", "😀x", "ﬁ")) {
      assertThat(data.column("text")).isInstanceOf(Utf8Column.class);
      assertThat(bench.last(data, new Step.Uppercase("text")))
          .containsExactly("STRASSE", "I", "ΟΔΥΣΣΕΥΣ", "ASCII", "", "😀X", "FI");
      assertThat(bench.last(data, new Step.Lowercase("text")))
          .containsExactly("straße", "ı", "οδυσσευς", "ascii", "", "😀x", "ﬁ");
    }
  }

  @ParameterizedTest
  @EnumSource(Bench.Path.class)
  void retriesInJavaWhatTheKernelCannotReadAndCountsTheRest(Bench.Path path) {
    open(path);
    try (Dataset data =
        texts("2012-01-31", "Sun, 06 Nov 1994 08:49:37 GMT", null, "tomorrow", "20120131")) {
      ProcessingResult result = bench.run(data, new Step.ParseTimestamp("text"));
      try (Dataset parsed = result.data()) {
        assertThat(Bench.values(parsed, "text").stream().map(String::valueOf))
            .containsExactly(
                "2012-01-31T00:00:00Z",
                "1994-11-06T08:49:37Z",
                "null",
                "null",
                "2012-01-31T00:00:00Z");
      }
      assertThat(result.rowsRejected()).isEqualTo(1);
      assertThat(result.steps().getFirst().problems())
          .containsExactly("Row 4: \"tomorrow\" is not a time.");
    }
  }

  @ParameterizedTest
  @EnumSource(Bench.Path.class)
  void reportsThePathThatEachStepReallyTook(Bench.Path path) {
    open(path);
    try (Dataset data = texts("a", "b", "a", "b", "a")) {
      ProcessingResult result =
          bench.run(
              data,
              new Step.Uppercase("text"),
              new Step.Replace("text", "A", "x", false),
              new Step.Filter("text <> 'x'"));
      result.data().close();
      ExecutionPath kernel = bench.used(5);
      assertThat(result.steps().stream().map(step -> step.path().used()))
          .containsExactly(kernel, ExecutionPath.JAVA, kernel);
      assertThat(result.steps().get(1).path().reason())
          .isEqualTo("no kernel for replace: Java runs it");
      assertThat(result.path().used()).isEqualTo(kernel);
      if (kernel.isWasm()) {
        assertThat(result.path().reason()).isEqualTo("2 of 3 steps, Java for replace");
      }
      assertThat(result.steps().getLast().rowsIn()).isEqualTo(5);
      assertThat(result.steps().getLast().rowsOut()).isEqualTo(2);
      assertThat(bench.samples)
          .singleElement()
          .satisfies(sample -> assertThat(sample.operation()).isEqualTo("data.transform"));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 8, 9, 12, 13, 100})
  void previewsOnlyTheFirstRows(long rows) {
    Dataset data = bench.mixed(13);
    try (data) {
      var options =
          new TransformOptions(
              Bench.options(new Step.Compute("twice", "whole * 2")).pipeline(), "preview", rows);
      ProcessingResult result = bench.processor.transform(data, options);
      try (Dataset preview = result.data()) {
        int expected = (int) Math.min(13, rows);
        assertThat(result.rowsIn()).isEqualTo(expected);
        assertThat(Bench.rows(preview))
            .isEqualTo(
                bench.rows(data, new Step.Compute("twice", "whole * 2")).subList(0, expected));
      }
      assertThat(bench.samples.getFirst().operation()).isEqualTo("data.preview");
    }
  }

  @ParameterizedTest
  @EnumSource(Bench.Path.class)
  void choosesAndNamesColumns(Bench.Path path) {
    open(path);
    try (Dataset data = bench.mixed(3)) {
      try (Dataset chosen =
          bench
              .run(
                  data,
                  new Step.Select(List.of("text", "whole", "real")),
                  new Step.Rename("text", "word"),
                  new Step.Drop(List.of("real")),
                  new Step.Limit(2))
              .data()) {
        assertThat(chosen.schema().fields().stream().map(Field::name))
            .containsExactly("word", "whole");
        assertThat(Bench.rows(chosen)).containsExactly(List.of("t0", 0L), List.of("t1", 1L));
      }
      assertThat(data.schema().size()).isEqualTo(4);
    }
  }

  @ParameterizedTest
  @EnumSource(Bench.Path.class)
  void namesTheRowOfAnOverflow(Bench.Path path) {
    open(path);
    var whole = new Int64ColumnBuilder("whole");
    whole.append(1);
    whole.append(Long.MAX_VALUE);
    try (Dataset data = bench.dataset(whole)) {
      DataException.StepFailed failure =
          catchThrowableOfType(
              DataException.StepFailed.class,
              () ->
                  bench.run(
                      data, new Step.Limit(2), new Step.Compute("more", "1 + if(true, whole, 0)")));
      assertThat(failure).hasMessage("Row 2: 1 + 9223372036854775807 does not fit int64.");
      assertThat(failure.index()).isEqualTo(1);
      assertThatThrownBy(() -> bench.run(data, new Step.Filter("whole * 2 > 1")))
          .hasMessage("Row 2: 9223372036854775807 * 2 does not fit int64.");
      assertThatThrownBy(() -> bench.run(data, new Step.Compute("m", "-(-whole - 1) - whole")))
          .hasMessage("Row 2: The opposite of -9223372036854775808 does not fit int64.");
    }
  }

  @ParameterizedTest
  @EnumSource(Bench.Path.class)
  void saysWhatIsWrongWithAStep(Bench.Path path) {
    open(path);
    try (Dataset data = bench.mixed(4)) {
      failure(data, new Step.Uppercase("txt"), "There is no column \"txt\".", "Did you mean text?");
      failure(
          data,
          new Step.Uppercase("whole"),
          "The column \"whole\" holds int64, not string.",
          "Cast it to string first, or choose another column.");
      failure(
          data,
          new Step.Replace("text", "(a", "b", true),
          "The regular expression is wrong at character 3: Unclosed group.",
          "Mend it there, or switch the regular expression off.");
      failure(
          data,
          new Step.Replace("text", "t", "$3", true),
          "The replacement \"$3\" cannot be used: No group 3.",
          "Name only groups of the expression ($1, ${name}); write \\$ for a dollar sign.");
      failure(
          data,
          new Step.FillNulls("whole", "some"),
          "\"some\" is not int64, the type of the column \"whole\".",
          "Give a value of that type, or cast the column first.");
      failure(
          data,
          new Step.Compute("text", "whole"),
          "There is a column \"text\" already.",
          "Choose another name, or drop that column first.");
      failure(
          data,
          new Step.Filter("rael > 1"),
          "No column \"rael\", at character 1.",
          "Did you mean real?");
      failure(
          data,
          new Step.Filter("real + 1"),
          "The condition gives float64, not true or false.",
          "Compare it with something, for example temp_max > 20.");
      failure(
          data,
          new Step.Drop(List.of("whole", "real", "text", "plain")),
          "No column would be left.",
          "Keep at least one column.");
    }
  }

  private void failure(Dataset data, Step step, String sentence, String remedy) {
    DataException.StepFailed failure =
        catchThrowableOfType(
            DataException.StepFailed.class, () -> bench.run(data, new Step.Limit(3), step));
    assertThat(failure.sentence()).isEqualTo(sentence);
    assertThat(failure.remedy()).isEqualTo(remedy);
    assertThat(failure.index()).isEqualTo(1);
    assertThat(bench.samples.getLast().failed()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8, 13, 21})
  void stopsWhereverItIsCancelled(int check) {
    open(Bench.Path.WASM);
    AtomicInteger checks = new AtomicInteger();
    Progress cancelling =
        new Progress() {
          @Override
          public void report(double fraction, String message) {
            assertThat(fraction).isBetween(0.0, 1.0);
          }

          @Override
          public boolean cancelled() {
            return checks.incrementAndGet() >= check;
          }
        };
    TransformOptions options =
        Bench.options(
            new Step.Uppercase("plain"),
            new Step.Cast("real", ColumnType.STRING),
            new Step.Sort(List.of(new Step.Sort.Key("plain", true))),
            new Step.Filter("whole > 3 and not text = 't1'"),
            new Step.Deduplicate(List.of("plain")));
    try (Dataset data = bench.mixed(20_000)) {
      assertThatThrownBy(() -> bench.processor.transform(data, options, cancelling))
          .isInstanceOf(OperationCancelled.class);
      assertThat(checks).hasValue(check);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"(x+x+)+y", "(.*a){25}"})
  void stopsARegularExpressionThatNeverEnds(String expression) {
    AtomicInteger checks = new AtomicInteger();
    Progress cancelling =
        new Progress() {
          @Override
          public void report(double fraction, String message) {
            assertThat(message).isNotEmpty();
          }

          @Override
          public boolean cancelled() {
            return checks.incrementAndGet() > 4;
          }
        };
    try (Dataset data = texts("x".repeat(4_000) + "a".repeat(24))) {
      assertThatThrownBy(
              () ->
                  bench.processor.transform(
                      data,
                      Bench.options(new Step.Replace("text", expression, "", true)),
                      cancelling))
          .isInstanceOf(OperationCancelled.class);
    }
  }

  @ParameterizedTest
  @EnumSource(Bench.Path.class)
  void worksOnNoRowsAtAll(Bench.Path path) {
    open(path);
    try (Dataset data = bench.mixed(0)) {
      assertThat(
              bench.rows(
                  data,
                  new Step.Uppercase("text"),
                  new Step.ParseTimestamp("plain"),
                  new Step.Filter("whole > 1"),
                  new Step.Filter("text = 'a'"),
                  new Step.Sort(List.of(new Step.Sort.Key("text", false))),
                  new Step.Deduplicate(List.of("whole")),
                  new Step.Cast("whole", ColumnType.STRING),
                  new Step.Compute("more", "real + 1"),
                  new Step.Limit(5)))
          .isEmpty();
    }
  }
}
