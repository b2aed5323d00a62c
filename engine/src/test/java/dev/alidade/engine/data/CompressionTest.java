package dev.alidade.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alidade.engine.Progress;
import dev.alidade.engine.WasmServices;
import dev.alidade.engine.WasmServicesConfig;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CompressionTest {
  private static WasmServices engine;

  @BeforeAll
  static void open() {
    engine =
        WasmServices.open(WasmServicesConfig.builder().workers(1).calibrateAtOpen(false).build());
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  @ParameterizedTest
  @EnumSource(Codec.class)
  void unpacksWhatItPackedAndSaysTheRatio(Codec codec) throws IOException {
    Random random = new Random(7);
    byte[] plain =
        IntStream.range(0, 50_000)
            .mapToObj(i -> "kind " + random.nextInt(500) + ',' + random.nextGaussian() + '\n')
            .collect(Collectors.joining())
            .getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    CompressionResult packing =
        engine
            .dataProcessor()
            .compress(new ByteArrayInputStream(plain), packed, codec, plain.length, Progress.NONE);
    assertThat(packing.plainBytes()).isEqualTo(plain.length);
    assertThat(packing.packedBytes()).isEqualTo(packed.size());
    assertThat(packing.ratio()).isGreaterThan(1.3);
    ByteArrayOutputStream again = new ByteArrayOutputStream();
    CompressionResult unpacking =
        engine
            .dataProcessor()
            .decompress(
                new ByteArrayInputStream(packed.toByteArray()),
                again,
                packed.size(),
                Progress.NONE);
    assertThat(again.toByteArray()).isEqualTo(plain);
    assertThat(unpacking.codec()).isEqualTo(codec);
    assertThat(unpacking.ratio()).isEqualTo(packing.ratio());
  }

  @Test
  void writesGzipThatOthersUnpack() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    engine
        .dataProcessor()
        .compress(
            new ByteArrayInputStream("Grüße".getBytes(StandardCharsets.UTF_8)),
            packed,
            Codec.GZIP,
            0,
            Progress.NONE);
    assertThat(new GZIPInputStream(new ByteArrayInputStream(packed.toByteArray())).readAllBytes())
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("Grüße");
  }

  @Test
  void refusesBytesOfNoKnownCodec() {
    assertThatThrownBy(
            () ->
                engine
                    .dataProcessor()
                    .decompress(
                        new ByteArrayInputStream(new byte[] {1, 2, 3, 4}),
                        new ByteArrayOutputStream(),
                        4,
                        Progress.NONE))
        .isInstanceOfSatisfying(
            DataException.PackedInvalid.class, e -> assertThat(e.code()).isEqualTo("XFRM-403"));
  }
}
