package dev.alidade.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alidade.engine.OperationCancelled;
import dev.alidade.engine.Progress;
import dev.alidade.engine.WasmServices;
import dev.alidade.engine.WasmServicesConfig;
import dev.alidade.engine.data.AggregationOptions.Operation;
import dev.alidade.engine.dataset.ColumnType;
import dev.alidade.engine.dataset.DatasetStream;
import dev.alidade.engine.dataset.ExportOptions;
import dev.alidade.engine.dataset.LoadOptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nothing of a stream is lost without a word. */
final class StreamLossTest {
  private static final int ROWS = 100_000;

  @TempDir private Path folder;

  private final WasmServices engine =
      WasmServices.open(WasmServicesConfig.builder().calibrateAtOpen(false).build());

  @AfterEach
  void close() {
    engine.close();
  }

  private DatasetStream stream() throws IOException {
    StringBuilder csv = new StringBuilder("id,text\n");
    for (int row = 0; row < ROWS; row++) {
      csv.append(row).append(row == 70_000 ? ",a,b\n" : row % 50_000 == 10 ? ",\uFFFD\n" : ",𐀀\n");
    }
    Path file = Files.writeString(folder.resolve("some.csv"), csv);
    return engine.datasets().stream(file, LoadOptions.defaults(), Progress.NONE);
  }

  @Test
  void countsRecordsThatBecameNoRowsAndValuesThatBecameNull() throws IOException {
    Pipeline pipeline =
        new Pipeline(
            "p", List.of(new Pipeline.Item(new Step.Cast("text", ColumnType.INT64), true)));
    StreamResult result =
        engine
            .dataProcessor()
            .transform(
                stream(),
                pipeline,
                folder.resolve("out.csv"),
                new ExportOptions(ExportOptions.Format.CSV, false),
                Progress.NONE);
    assertThat(result.rejected().count()).isOne();
    assertThat(result.rejected().first().getFirst().line()).isEqualTo(70_002);
    assertThat(result.rowsOut()).isEqualTo(ROWS - 1);
    assertThat(result.nulled()).isEqualTo(ROWS - 1);
  }

  @Test
  void saysOfEachStepWhatWentInAndOutAndWhy() throws IOException {
    Pipeline pipeline =
        new Pipeline(
            "p",
            List.of(
                new Pipeline.Item(new Step.Uppercase("text"), false),
                new Pipeline.Item(new Step.Filter("id % 2 = 0"), true),
                new Pipeline.Item(new Step.Limit(45_000), true),
                new Pipeline.Item(new Step.Cast("text", ColumnType.INT64), true)));
    StreamResult result =
        engine
            .dataProcessor()
            .transform(
                stream(),
                pipeline,
                folder.resolve("steps.csv"),
                new ExportOptions(ExportOptions.Format.CSV, false),
                Progress.NONE);

    assertThat(result.steps()).extracting(StepReport::index).containsExactly(1, 2, 3);
    assertThat(result.steps())
        .extracting(StepReport::step)
        .containsExactly(
            pipeline.items().get(1).step(),
            pipeline.items().get(2).step(),
            pipeline.items().get(3).step());
    StepReport filter = result.steps().getFirst();
    assertThat(filter.rowsIn()).isEqualTo(result.rowsIn());
    assertThat(filter.rowsOut()).isBetween(45_000L, filter.rowsIn() / 2 + 1);
    assertThat(result.steps().get(1).rowsIn()).isEqualTo(filter.rowsOut());
    assertThat(result.steps().get(1).rowsOut()).isEqualTo(45_000);
    StepReport cast = result.steps().getLast();
    assertThat(cast.rowsIn()).isEqualTo(45_000);
    assertThat(cast.rowsOut()).isEqualTo(45_000);
    assertThat(cast.rejected()).isEqualTo(45_000).isEqualTo(result.nulled());
    assertThat(cast.problems()).hasSize(10).first().asString().startsWith("Row 1: ");
    assertThat(result.steps())
        .allSatisfy(
            step -> {
              assertThat(step.nanos()).isPositive();
              assertThat(step.path().reason()).isNotBlank();
            });
  }

  @Test
  void namesTheStepAndThePartOfARowThatCannotBeComputed() throws IOException {
    Pipeline pipeline =
        new Pipeline(
            "p",
            List.of(
                new Pipeline.Item(new Step.Limit(90_000), true),
                new Pipeline.Item(new Step.Compute("big", "id * 115292150460685"), true)));
    assertThatThrownBy(
            () ->
                engine
                    .dataProcessor()
                    .transform(
                        stream(),
                        pipeline,
                        folder.resolve("fails.csv"),
                        new ExportOptions(ExportOptions.Format.CSV, false),
                        Progress.NONE))
        .isInstanceOfSatisfying(
            DataException.StepFailed.class,
            e -> {
              assertThat(e.index()).isOne();
              assertThat(e.sentence()).startsWith("In the part from row ").contains(": Row ");
            });
  }

  @Test
  void ordersTextByCodePointsOverParts() throws IOException {
    StreamResult result =
        engine
            .dataProcessor()
            .aggregate(
                stream(),
                new AggregationOptions(
                    List.of(), List.of(new Operation("text", AggregateFunction.MAX, "last"))),
                Progress.NONE);
    assertThat(result.rows().getFirst()).containsEntry("last", "𐀀");
  }

  @ParameterizedTest
  @EnumSource(Codec.class)
  void noticesAByteThatChangedInAnArchive(Codec codec) throws IOException {
    byte[] packed = packed(codec, Progress.NONE).toByteArray();
    packed[packed.length / 2] ^= 4;
    assertThatThrownBy(() -> unpacked(packed))
        .isInstanceOfSatisfying(
            DataException.PackedInvalid.class, e -> assertThat(e.code()).isEqualTo("XFRM-402"));
  }

  @ParameterizedTest
  @EnumSource(Codec.class)
  void leavesNoWholeArchiveWhereItIsBrokenOff(Codec codec) throws IOException {
    var out = new ByteArrayOutputStream();
    assertThatThrownBy(() -> pack(codec, new CancelledLater(3), out))
        .isInstanceOf(OperationCancelled.class);
    assertThatThrownBy(() -> unpacked(out.toByteArray()))
        .isInstanceOfSatisfying(
            DataException.PackedInvalid.class, e -> assertThat(e.code()).isEqualTo("XFRM-401"));
  }

  private ByteArrayOutputStream packed(Codec codec, Progress progress) throws IOException {
    var out = new ByteArrayOutputStream();
    pack(codec, progress, out);
    return out;
  }

  private void pack(Codec codec, Progress progress, ByteArrayOutputStream out) throws IOException {
    byte[] plain = new byte[6 << 20];
    new Random(1).nextBytes(plain);
    engine
        .dataProcessor()
        .compress(new ByteArrayInputStream(plain), out, codec, plain.length, progress);
  }

  private void unpacked(byte[] packed) throws IOException {
    engine
        .dataProcessor()
        .decompress(
            new ByteArrayInputStream(packed), OutputStream.nullOutputStream(), 0, Progress.NONE);
  }

  /** Cancels after so many questions. */
  private static final class CancelledLater implements Progress {
    private int left;

    CancelledLater(int left) {
      this.left = left;
    }

    @Override
    public void report(double fraction, String message) {}

    @Override
    public boolean cancelled() {
      return left-- <= 0;
    }
  }
}
