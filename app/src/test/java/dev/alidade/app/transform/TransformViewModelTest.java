package dev.alidade.app.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.alidade.app.control.GridModel.CellMark;
import dev.alidade.app.fx.BackgroundTasks;
import dev.alidade.app.fx.Debounce;
import dev.alidade.app.fx.FxPublisher;
import dev.alidade.app.shell.Notices;
import dev.alidade.app.table.AggregationChoice;
import dev.alidade.engine.WasmServices;
import dev.alidade.engine.WasmServicesConfig;
import dev.alidade.engine.data.AggregateFunction;
import dev.alidade.engine.data.Pipeline;
import dev.alidade.engine.data.Step;
import dev.alidade.engine.dataset.ColumnType;
import dev.alidade.engine.dataset.Dataset;
import dev.alidade.engine.dataset.LoadOptions;
import dev.alidade.engine.runtime.MemoryPurpose;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TransformViewModelTest {
  private final WasmServices engine =
      WasmServices.open(WasmServicesConfig.builder().calibrateAtOpen(false).build());
  private final FxPublisher fx = FxPublisher.direct();
  private final List<Throwable> failures = new ArrayList<>();
  private final BackgroundTasks tasks =
      BackgroundTasks.synchronous(fx, failure -> failures.add(failure.cause()));
  private final WeatherFile file = WeatherFile.read();
  private final TransformViewModel model =
      new TransformViewModel(engine, tasks, fx, new Notices(), Debounce.none());

  @BeforeEach
  void loadTheWeather() {
    engine.datasets().load(WeatherFile.path(), LoadOptions.defaults());
    model.choose("weather");
  }

  @AfterEach
  void close() {
    assertThat(failures).isEmpty();
    engine.close();
  }

  @Test
  void marksWhatAStepChanged() {
    model.add(StepKind.UPPERCASE);
    PreviewRows rows = new PreviewRows(preview());

    assertThat(rows.value(0, 0)).isEqualTo("SEATTLE");
    assertThat(rows.mark(0, 0)).isEqualTo(CellMark.CHANGED);
    assertThat(rows.mark(0, 2)).isEqualTo(CellMark.NONE);
    assertThat(preview().changes().cells()).isEqualTo(TransformViewModel.SAMPLE_ROWS);
    assertThat(preview().changes().changedColumns()).isEqualTo(1);
    assertThat(preview().changes().newColumns()).isZero();
  }

  @Test
  void followsRowsThroughSortAndFilterAndColumnsThroughARename() {
    put(
        new Step.Rename("weather", "sky"),
        new Step.Replace("sky", "drizzle", "rain", false),
        new Step.Filter("precipitation > 0"),
        new Step.Sort(List.of(new Step.Sort.Key("temp_max", true))));
    PreviewRows rows = new PreviewRows(preview());
    int sky = preview().shown().schema().indexOf("sky").orElseThrow();

    for (int row = 0; row < rows.rowCount(); row++) {
      String before = file.days().get((int) rows.rowNumber(row) - 1).weather();
      assertThat(rows.mark(row, sky) == CellMark.CHANGED).isEqualTo(before.equals("drizzle"));
    }
    assertThat(rows.rowCount())
        .isEqualTo(
            (int)
                file.days().subList(0, (int) TransformViewModel.SAMPLE_ROWS).stream()
                    .filter(day -> day.precipitation() > 0)
                    .count());
  }

  @Test
  void takesTheSameRandomRowsForTheSameSeedAndNumbersThemAsInTheFile() {
    model.sampleRowsProperty().set(SampleRows.random(7));
    List<Long> numbers = numbers();
    assertThat(numbers).hasSize((int) TransformViewModel.SAMPLE_ROWS).isSorted();
    assertThat(numbers.getLast()).isGreaterThan(2 * TransformViewModel.SAMPLE_ROWS);
    PreviewRows rows = new PreviewRows(preview());
    int weather = preview().shown().schema().indexOf("weather").orElseThrow();
    for (int row = 0; row < rows.rowCount(); row++) {
      assertThat(rows.value(row, weather))
          .isEqualTo(file.days().get((int) rows.rowNumber(row) - 1).weather());
    }

    model.sampleRowsProperty().set(SampleRows.random(8));
    assertThat(numbers()).isNotEqualTo(numbers);
    model.sampleRowsProperty().set(SampleRows.random(7));
    assertThat(numbers()).isEqualTo(numbers);
    assertThat(model.sampleWords(1_000)).isEqualTo("1,000 random rows");
    assertThat(model.sampleWords(428)).isEqualTo("428 of 1,000 random rows");
  }

  private List<Long> numbers() {
    PreviewRows rows = new PreviewRows(preview());
    List<Long> numbers = new ArrayList<>();
    for (int row = 0; row < rows.rowCount(); row++) {
      numbers.add(rows.rowNumber(row));
    }
    return numbers;
  }

  @Test
  void showsANewColumnAsNewAndItsFigures() {
    put(new Step.Compute("temp_range", "temp_max - temp_min"));
    PreviewRows rows = new PreviewRows(preview());
    int made = preview().shown().schema().indexOf("temp_range").orElseThrow();

    assertThat(preview().changes().newColumns()).isEqualTo(1);
    assertThat(preview().changes().cells()).isZero();
    assertThat(preview().profileOf("temp_range")).isPresent();
    assertThat(rows.columns().getLast().name()).isEqualTo("temp_range");
    assertThat((Double) preview().shown().column(made).value(0))
        .isEqualTo(file.days().getFirst().warmest() - file.days().getFirst().coldest());
  }

  @Test
  void marksSinceTheStepBeforeWhereAsked() {
    put(new Step.Uppercase("location"), new Step.Trim("weather"));
    model.select(1);
    assertThat(preview().changes().changedColumns()).isEqualTo(1);

    model.sinceSourceProperty().set(false);
    assertThat(preview().changes().changedColumns()).isZero();
  }

  @Test
  void saysAtWhichStepAndCharacterAnExpressionIsWrong() {
    put(
        new Step.Uppercase("location"),
        new Step.Filter("precipitation > and 1"),
        new Step.Limit(3));

    StepProblem problem = model.problem(1).orElseThrow();
    assertThat(problem.code()).isEqualTo("XFRM-101");
    assertThat(problem.position()).isEqualTo(OptionalInt.of(16));
    assertThat(problem.pointer(new Step.Filter("precipitation > and 1")))
        .hasValue("precipitation > and 1\n" + " ".repeat(16) + "^");
    assertThat(model.problem(0)).isEmpty();
    assertThat(model.problem(2)).isEmpty();
    assertThat(preview().shownSteps()).isEqualTo(1);
    assertThat(preview().shown().column("location").value(0)).isEqualTo("SEATTLE");
  }

  @Test
  void failsInThePreviewAsItDoesOnAllRows() {
    List<String> all = HeldDataset.names(model.sourceProperty().get().orElseThrow());
    put(new Step.Drop(all));

    assertThat(model.problem(0).map(StepProblem::code)).hasValue("XFRM-105");
  }

  @Test
  void comparesVisibleColumnsOnlyWhereDuplicatesOfAllAreAskedFor() {
    put(new Step.Select(List.of("location")), new Step.Deduplicate(List.of()));
    long cities =
        file.days().subList(0, (int) TransformViewModel.SAMPLE_ROWS).stream()
            .map(WeatherFile.Day::location)
            .distinct()
            .count();

    assertThat(preview().shown().rowCount()).isEqualTo(cities);
  }

  @Test
  void runsEveryStepOnAllRowsAndSavesTheResult() {
    put(new Step.Filter("precipitation > 0"), new Step.Uppercase("weather"));
    model.run();

    assertThat(model.report(0).orElseThrow().rowsIn()).isEqualTo(file.days().size());
    assertThat(model.report(0).orElseThrow().rowsOut()).isEqualTo(file.rainy());
    List<String> saved = new ArrayList<>();
    model.saveResult("rainy days", saved::add);
    assertThat(saved).containsExactly("rainy days");
    Dataset made = engine.datasets().get("rainy days");
    assertThat(made.rowCount()).isEqualTo(file.rainy());
    assertThat(made.schema().fields()).hasSize(7);
  }

  @Test
  void savesWhatTheStepsGiveNowNotWhatTheyGaveBefore() {
    put(new Step.Limit(5));
    model.run();
    put(new Step.Limit(9));
    model.saveResult("nine", name -> {});

    assertThat(engine.datasets().get("nine").rowCount()).isEqualTo(9);
  }

  @Test
  void aggregatesAllRowsAfterTheStepsAsALoopOverTheFileDoes() {
    AggregateViewModel groups = new AggregateViewModel(engine, tasks, model, Debounce.none());
    put(new Step.Filter("precipitation > 0"));
    groups.activeProperty().set(true);
    groups.choice().addKey("location");
    groups.choice().addMeasure(AggregateFunction.AVG, "temp_max");
    groups.choice().addMeasure(AggregateFunction.COUNT, AggregationChoice.ROWS);

    Dataset made = groups.resultProperty().get().orElseThrow().data();
    assertThat(HeldDataset.names(made)).containsExactly("location", "avg_temp_max", "rows");
    assertThat(made.rowCount()).isEqualTo(2);
    for (int row = 0; row < made.rowCount(); row++) {
      Object city = made.column("location").value(row);
      List<WeatherFile.Day> days =
          file.days().stream()
              .filter(day -> day.precipitation() > 0 && day.location().equals(city))
              .toList();
      double sum = 0;
      for (WeatherFile.Day day : days) {
        sum += day.warmest();
      }
      assertThat((Double) made.column("avg_temp_max").value(row))
          .isCloseTo(sum / days.size(), within(1e-9));
      assertThat(made.column("rows").value(row)).isEqualTo((long) days.size());
    }
  }

  @Test
  void aggregatesAnewAfterAChangeOfTheSteps() {
    AggregateViewModel groups = new AggregateViewModel(engine, tasks, model, Debounce.none());
    groups.activeProperty().set(true);
    groups.choice().addMeasure(AggregateFunction.COUNT, AggregationChoice.ROWS);
    assertThat(only(groups)).isEqualTo((long) file.days().size());

    put(new Step.Filter("precipitation > 0"));
    assertThat(only(groups)).isEqualTo(file.rainy());

    put(new Step.Filter("precipitation >"));
    assertThat(groups.problemProperty().get()).isPresent();
  }

  @Test
  void keepsTheStepsOfEachDataSetAndCarriesThemToAnother() {
    engine.datasets().load(WeatherFile.path(), LoadOptions.defaults());
    String second =
        model.names().stream().filter(name -> !name.equals("weather")).findFirst().orElseThrow();
    put(new Step.Limit(7));

    model.choose(second);
    assertThat(model.draftProperty().get().items()).isEmpty();
    model.choose("weather");
    assertThat(model.draftProperty().get().items()).hasSize(1);
    model.carryTo(second);
    assertThat(model.sourceProperty().get().map(Dataset::name)).hasValue(second);
    assertThat(preview().shown().rowCount()).isEqualTo(7);
  }

  @Test
  void tellsTheTypeOfAnExpressionOverTheColumnsBeforeTheStep() {
    put(new Step.Rename("temp_max", "high"), new Step.Filter("high > 20"));
    model.select(1);

    assertThat(model.typeOf("high * 2", preview().fieldsBefore()).type())
        .isEqualTo(ColumnType.FLOAT64);
    assertThat(preview().fieldsBefore()).noneMatch(field -> field.name().equals("temp_max"));
  }

  @Test
  void showsExamplesOfRowsThatAStepChangedAndDropped() {
    put(new Step.Replace("weather", "drizzle", "rain", false), new Step.Filter("wind > 5"));
    model.select(0);
    Examples replaced =
        Examples.of(preview(), model.draftProperty().get().items().get(0).step()).orElseThrow();
    assertThat(replaced.rows()).first().isEqualTo(List.of("drizzle", "rain"));

    model.select(1);
    Examples filtered =
        Examples.of(preview(), model.draftProperty().get().items().get(1).step()).orElseThrow();
    assertThat(filtered.rows()).extracting(List::getLast).contains("kept", "dropped");
  }

  @Test
  void givesTheMemoryOfOldPreviewsAndResultsBack() {
    put(new Step.Uppercase("location"), new Step.Compute("twice", "wind * 2"));
    model.run();
    long once = usedBytes();

    for (int i = 0; i < 20; i++) {
      model.replace(1, new Step.Compute("twice", "wind * " + (2 + i % 2)), "expression");
      model.select(i % 2);
      model.run();
    }
    put(new Step.Uppercase("location"), new Step.Compute("twice", "wind * 2"));
    model.run();

    assertThat(usedBytes()).isEqualTo(once);
  }

  private long usedBytes() {
    return engine.datasets().get("weather").shard().memory().usedBytes(MemoryPurpose.COLUMNS);
  }

  private static Object only(AggregateViewModel groups) {
    return Objects.requireNonNull(
        groups.resultProperty().get().orElseThrow().data().column("rows").value(0));
  }

  private Preview preview() {
    return model.previewProperty().get().orElseThrow();
  }

  private void put(Step... steps) {
    List<Pipeline.Item> items = new ArrayList<>();
    for (Step step : steps) {
      items.add(new Pipeline.Item(step, true));
    }
    model.apply(items);
  }
}
