package dev.alidade.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.alidade.engine.Progress;
import dev.alidade.engine.data.DataException.PackedInvalid;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is cut off or changed is never taken for the whole. */
final class PackedInputTest {
  private static byte[] packed(Codec codec, byte[] plain) throws IOException {
    var out = new ByteArrayOutputStream();
    Compression.pack(new ByteArrayInputStream(plain), out, codec, 0, Progress.NONE);
    return out.toByteArray();
  }

  private static byte[] unpacked(InputStream packed) throws IOException {
    var out = new ByteArrayOutputStream();
    Compression.unpack(packed, out, 0, Progress.NONE);
    return out.toByteArray();
  }

  private static byte[] noise(int bytes) {
    byte[] noise = new byte[bytes];
    new Random(5).nextBytes(noise);
    return noise;
  }

  @ParameterizedTest
  @EnumSource(Codec.class)
  void noCutAnywhereIsTakenForTheWhole(Codec codec) throws IOException {
    byte[] archive = packed(codec, noise(300));
    for (int length = 4; length < archive.length; length++) {
      byte[] cut = Arrays.copyOf(archive, length);
      Throwable error = catchThrowable(() -> unpacked(new ByteArrayInputStream(cut)));
      assertThat(error)
          .as("%d of %d bytes", length, archive.length)
          .isInstanceOfSatisfying(
              PackedInvalid.class,
              e -> {
                assertThat(e.code()).isEqualTo("XFRM-401");
                assertThat(e.sentence()).doesNotContain("Exception", "java");
              });
    }
  }

  @ParameterizedTest
  @EnumSource(Codec.class)
  void noChangedByteOfTheDataIsTakenForTheWhole(Codec codec) throws IOException {
    byte[] archive = packed(codec, noise(300));
    for (int at = 20; at < archive.length; at++) {
      byte[] changed = archive.clone();
      changed[at] ^= 0x10;
      assertThat(catchThrowable(() -> unpacked(new ByteArrayInputStream(changed))))
          .as("byte %d", at)
          .isInstanceOf(PackedInvalid.class);
    }
  }

  @ParameterizedTest
  @EnumSource(Codec.class)
  void readsArchivesOneBehindTheOtherAlsoWhereNothingSeemsAvailable(Codec codec)
      throws IOException {
    byte[] first = packed(codec, noise(70_000));
    byte[] second = packed(codec, new byte[] {1, 2, 3});
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    byte[] plain =
        unpacked(
            new FilterInputStream(new ByteArrayInputStream(both)) {
              @Override
              public int available() {
                return 0;
              }

              @Override
              public int read(byte[] target, int offset, int length) throws IOException {
                return super.read(target, offset, Math.min(length, first.length - 1));
              }
            });
    assertThat(plain).hasSize(70_003).endsWith(1, 2, 3);
  }

  @ParameterizedTest
  @EnumSource(Codec.class)
  void unpacksAThousandfoldRatioInLittleMemory(Codec codec) throws IOException {
    long size = 1L << 29;
    var packed = new ByteArrayOutputStream();
    Compression.pack(new Zeros(size), packed, codec, 0, Progress.NONE);
    CompressionResult result =
        Compression.unpack(
            new ByteArrayInputStream(packed.toByteArray()),
            OutputStream.nullOutputStream(),
            0,
            Progress.NONE);
    assertThat(result.plainBytes()).isEqualTo(size);
  }

  @ParameterizedTest
  @EnumSource(Codec.class)
  void aFailureOfTheStreamIsNoBrokenData(Codec codec) throws IOException {
    byte[] archive = packed(codec, noise(200_000));
    InputStream failing =
        new FilterInputStream(new ByteArrayInputStream(archive)) {
          private int reads;

          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            if (reads++ > 1) {
              throw new IOException("unplugged");
            }
            return super.read(target, offset, length);
          }
        };
    assertThatThrownBy(() -> unpacked(failing))
        .isInstanceOf(IOException.class)
        .hasMessage("unplugged");
  }

  /** So many bytes of nothing. */
  private static final class Zeros extends InputStream {
    private long left;

    Zeros(long left) {
      this.left = left;
    }

    @Override
    public int read() {
      return left-- > 0 ? 0 : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      int count = (int) Math.min(left, length);
      Arrays.fill(target, offset, offset + count, (byte) 0);
      left -= count;
      return count == 0 ? -1 : count;
    }
  }
}
