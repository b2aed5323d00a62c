package dev.alidade.engine.dataset;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Packs and unpacks the pages of Parquet files: reads uncompressed, Snappy, gzip, Zstandard and
 * LZ4_RAW, writes Zstandard. In place of the library's own ones, which want Hadoop or native
 * libraries of their own.
 */
final class ParquetCodecs implements CompressionCodecFactory {
  @Override
  public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
    return new Unpacking(codec);
  }

  @Override
  public BytesInputCompressor getCompressor(CompressionCodecName codec) {
    return new Packing(codec);
  }

  @Override
  public void release() {}

  /** Pages are packed in a way that is not read here. */
  static final class UnknownCodec extends IOException {
    private static final long serialVersionUID = 1L;

    private final String words;

    UnknownCodec(CompressionCodecName codec) {
      super("pages packed by " + codec);
      words = "its pages are packed by " + codec + ", which is not read here";
    }

    String words() {
      return words;
    }
  }

  private static byte[] unpack(CompressionCodecName codec, byte[] packed, int length)
      throws IOException {
    try {
      return switch (codec) {
        case UNCOMPRESSED -> packed;
        case SNAPPY -> SnappyBlock.unpack(packed, length);
        case ZSTD -> Zstd.decompress(packed, length);
        case GZIP -> {
          try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            yield in.readNBytes(length);
          }
        }
        case LZ4_RAW -> LZ4Factory.safeInstance().safeDecompressor().decompress(packed, length);
        case LZO, BROTLI, LZ4 -> throw new UnknownCodec(codec);
      };
    } catch (ZstdException | LZ4Exception e) {
      throw new IOException("a broken page: " + e.getMessage(), e);
    }
  }

  private static byte[] array(BytesInput bytes) throws IOException {
    ByteArrayOutputStream array = new ByteArrayOutputStream(Math.toIntExact(bytes.size()));
    bytes.writeAllTo(array);
    return array.toByteArray();
  }

  private record Unpacking(CompressionCodecName codec) implements BytesInputDecompressor {
    @Override
    public BytesInput decompress(BytesInput bytes, int length) throws IOException {
      return BytesInput.from(unpack(codec, array(bytes), length));
    }

    @Override
    public void decompress(ByteBuffer input, int packed, ByteBuffer output, int length)
        throws IOException {
      byte[] bytes = new byte[packed];
      input.get(bytes);
      output.put(unpack(codec, bytes, length));
    }

    @Override
    public void release() {}
  }

  private record Packing(CompressionCodecName codec) implements BytesInputCompressor {
    @Override
    public BytesInput compress(BytesInput bytes) throws IOException {
      byte[] plain = array(bytes);
      return BytesInput.from(codec == CompressionCodecName.ZSTD ? Zstd.compress(plain) : plain);
    }

    @Override
    public CompressionCodecName getCodecName() {
      return codec;
    }

    @Override
    public void release() {}
  }
}
