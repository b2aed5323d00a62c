package dev.alidade.engine.data;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStream;
import dev.alidade.engine.data.DataException.PackedInvalid;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4FrameInputStream;
import net.jpountz.xxhash.XXHashFactory;

/**
 * The plain bytes of a packed stream, whose codec is found by its first bytes. Broken data is a
 * {@link PackedInvalid}; an IOException is a failure of the packed stream itself, which closing
 * leaves open. Several archives one behind the other are read as one.
 */
final class PackedInput implements AutoCloseable {
  private static final int BLOCK = 64 << 10;

  private final Counting counting;
  private final Codec codec;
  private final InputStream plain;

  PackedInput(InputStream packed) throws IOException {
    counting = new Counting(packed);
    Ahead ahead = new Ahead(counting);
    codec = codec(ahead);
    plain = named(() -> open(ahead));
  }

  Codec codec() {
    return codec;
  }

  /** Bytes taken from the packed stream. */
  long packedBytes() {
    return counting.bytes;
  }

  /** As {@link InputStream#read(byte[])} does. */
  int read(byte[] target) throws IOException {
    return named(() -> plain.read(target));
  }

  @Override
  public void close() throws IOException {
    plain.close();
  }

  private InputStream open(InputStream in) throws IOException {
    return switch (codec) {
      case ZSTD -> new ZstdInputStream(in);
      case GZIP -> new GZIPInputStream(in, BLOCK);
      case LZ4 ->
          new LZ4FrameInputStream(
              in,
              LZ4Factory.safeInstance().safeDecompressor(),
              XXHashFactory.safeInstance().hash32());
    };
  }

  private static Codec codec(BufferedInputStream in) throws IOException {
    in.mark(4);
    byte[] head = in.readNBytes(4);
    in.reset();
    int first = head.length < 4 ? 0 : (head[0] & 0xFF) << 8 | head[1] & 0xFF;
    return switch (first) {
      case 0x28B5 -> Codec.ZSTD;
      case 0x1F8B -> Codec.GZIP;
      case 0x0422 -> Codec.LZ4;
      default ->
          throw new PackedInvalid(
              "XFRM-403",
              "The data is packed neither by Zstandard nor by gzip nor by LZ4.",
              "Choose an archive of one of these; other data need not be unpacked.",
              null);
    };
  }

  private interface Reading<T> {
    T read() throws IOException;
  }

  private <T> T named(Reading<T> reading) throws IOException {
    try {
      return reading.read();
    } catch (SourceFailed e) {
      throw e.reason;
    } catch (EOFException e) {
      throw endsEarly(e);
    } catch (IOException | RuntimeException e) {
      // The libraries tell broken data by exceptions of either kind; LZ4 and Zstandard have none of
      // their own for data that ends.
      throw counting.ended && tellsEnd(e) ? endsEarly(e) : broken(e);
    }
  }

  private static boolean tellsEnd(Exception e) {
    String words = String.valueOf(e.getMessage());
    return e instanceof ZstdIOException && words.contains("Truncated")
        || words.contains("prematurely")
        || words.contains("underflow");
  }

  private PackedInvalid endsEarly(Exception cause) {
    return new PackedInvalid(
        "XFRM-401",
        "The %s data ends in the middle, after %,d bytes.".formatted(codec.label(), counting.bytes),
        "It was cut off: download or copy it again.",
        cause);
  }

  private PackedInvalid broken(Exception cause) {
    return new PackedInvalid(
        "XFRM-402",
        "The %s data is broken within its first %,d bytes."
            .formatted(codec.label(), counting.bytes),
        "Some of its bytes changed: download or copy it again.",
        cause);
  }

  /** The packed stream itself failed. */
  private static final class SourceFailed extends IOException {
    private static final long serialVersionUID = 1L;

    private final IOException reason;

    SourceFailed(IOException reason) {
      super(reason);
      this.reason = reason;
    }
  }

  private static final class Counting extends FilterInputStream {
    private long bytes;
    private boolean ended;

    Counting(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      try {
        int count = in.read(target, offset, length);
        bytes += Math.max(0, count);
        ended |= count < 0;
        return count;
      } catch (IOException e) {
        throw new SourceFailed(e);
      }
    }

    @Override
    public void close() {}
  }

  /** Says that there is more until the end: gzip takes no word of it for the end of the data. */
  private static final class Ahead extends BufferedInputStream {
    Ahead(InputStream in) {
      super(in, BLOCK);
    }

    @Override
    public synchronized int available() throws IOException {
      int buffered = count - pos;
      if (buffered > 0) {
        return buffered;
      }
      mark(1);
      int next = read();
      reset();
      return next < 0 ? 0 : 1;
    }
  }
}
