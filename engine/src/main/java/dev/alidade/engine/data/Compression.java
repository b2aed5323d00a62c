package dev.alidade.engine.data;

import com.github.luben.zstd.ZstdOutputStream;
import dev.alidade.engine.Progress;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4FrameOutputStream;
import net.jpountz.xxhash.XXHashFactory;

/** Packs and unpacks streams of bytes, some 64 KiB at a time. */
final class Compression {
  private static final int BLOCK = 64 << 10;
  private static final int BLOCKS_PER_REPORT = 16;

  private Compression() {}

  static CompressionResult pack(
      InputStream plain, OutputStream packed, Codec codec, long expectedBytes, Progress progress)
      throws IOException {
    long start = System.nanoTime();
    Counting counted = new Counting(packed);
    long bytes;
    boolean done = false;
    try (OutputStream packing = packing(counted, codec)) {
      try {
        bytes = copy(plain, packing, expectedBytes, progress, "compressing");
        done = true;
      } finally {
        counted.open = done; // what is broken off must not end as a whole archive does
      }
    }
    return new CompressionResult(
        codec, bytes, counted.bytes, Duration.ofNanos(System.nanoTime() - start));
  }

  /** The codec is found by the first bytes. */
  static CompressionResult unpack(
      InputStream packed, OutputStream plain, long expectedBytes, Progress progress)
      throws IOException {
    long start = System.nanoTime();
    try (PackedInput in = new PackedInput(packed)) {
      long written = 0;
      byte[] block = new byte[BLOCK];
      long blocks = 0;
      for (int count = in.read(block); count >= 0; count = in.read(block)) {
        plain.write(block, 0, count);
        written += count;
        if (blocks++ % BLOCKS_PER_REPORT == 0) {
          progress.check("decompressing");
          progress.report(share(in.packedBytes(), expectedBytes), "%,d bytes".formatted(written));
        }
      }
      plain.flush();
      return new CompressionResult(
          in.codec(), written, in.packedBytes(), Duration.ofNanos(System.nanoTime() - start));
    }
  }

  private static double share(long bytes, long expected) {
    return expected <= 0 ? -1 : Math.min(1, bytes / (double) expected);
  }

  private static long copy(
      InputStream from, OutputStream to, long expected, Progress progress, String operation)
      throws IOException {
    long bytes = 0;
    byte[] block = new byte[BLOCK];
    long blocks = 0;
    for (int count = from.read(block); count >= 0; count = from.read(block)) {
      to.write(block, 0, count);
      bytes += count;
      if (blocks++ % BLOCKS_PER_REPORT == 0) {
        progress.check(operation);
        progress.report(share(bytes, expected), "%,d bytes".formatted(bytes));
      }
    }
    return bytes;
  }

  /** LZ4 in plain Java: the native library would write itself into the temp folder. */
  private static OutputStream packing(OutputStream out, Codec codec) throws IOException {
    return switch (codec) {
      case ZSTD -> {
        ZstdOutputStream zstd = new ZstdOutputStream(out);
        zstd.setChecksum(true);
        yield zstd;
      }
      case GZIP -> new GZIPOutputStream(out, BLOCK);
      case LZ4 ->
          new LZ4FrameOutputStream(
              out,
              LZ4FrameOutputStream.BLOCKSIZE.SIZE_64KB,
              -1L,
              LZ4Factory.safeInstance().fastCompressor(),
              XXHashFactory.safeInstance().hash32(),
              LZ4FrameOutputStream.FLG.Bits.BLOCK_INDEPENDENCE,
              LZ4FrameOutputStream.FLG.Bits.CONTENT_CHECKSUM);
    };
  }

  /** Closing leaves the stream below open. */
  private static final class Counting extends FilterOutputStream {
    private long bytes;
    private boolean open = true;

    Counting(OutputStream out) {
      super(new BufferedOutputStream(out, BLOCK));
    }

    @Override
    public void write(int b) throws IOException {
      if (open) {
        out.write(b);
        bytes++;
      }
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
      if (open) {
        out.write(source, offset, length);
        bytes += length;
      }
    }

    @Override
    public void close() throws IOException {
      out.flush();
    }
  }
}
