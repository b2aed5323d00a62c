package dev.alidade.engine.vector;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The files of the TEXMEX corpus: each vector as its number of dimensions and its values, all of 32
 * bits, little-endian; floats in {@code .fvecs}, whole numbers in {@code .ivecs}. Documents are
 * numbered from 1.
 */
final class VecsSource implements VectorSource {
  private static final int BUFFER_BYTES = 1 << 20;

  private final Path file;
  private final InputStream in;
  private final boolean whole;
  private final int dimensions;
  private final long rows;
  private final byte[] row;
  private long read;

  /**
   * @param whole values are whole numbers
   */
  static VecsSource open(Path file, boolean whole) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
    boolean done = false;
    try {
      VecsSource source = new VecsSource(file, in, whole);
      done = true;
      return source;
    } finally {
      if (!done) {
        in.close();
      }
    }
  }

  private VecsSource(Path file, InputStream in, boolean whole) throws IOException {
    this.file = file;
    this.in = in;
    this.whole = whole;
    in.mark(Integer.BYTES);
    byte[] first = in.readNBytes(Integer.BYTES);
    in.reset();
    if (first.length < Integer.BYTES) {
      throw refused("it holds no vector");
    }
    dimensions = ByteBuffer.wrap(first).order(ByteOrder.LITTLE_ENDIAN).getInt();
    if (!VectorInput.isDimensions(dimensions)) {
      throw VectorException.FileUnreadable.of(
          "VEC-403",
          file,
          "its first vector has %,d values".formatted(dimensions),
          VectorInput.DIMENSIONS_REMEDY,
          null);
    }
    row = new byte[Integer.BYTES * (dimensions + 1)];
    long size = Files.size(file);
    if (size % row.length != 0) {
      throw refused(
          "its %,d bytes are no whole number of vectors of %,d dimensions"
              .formatted(size, dimensions));
    }
    rows = size / row.length;
  }

  private VectorException.FileUnreadable refused(String what) {
    return VectorException.FileUnreadable.of(
        "VEC-403", file, what, "Write vectors of one length, each after its 32-bit length.", null);
  }

  @Override
  public int dimensions() {
    return dimensions;
  }

  @Override
  public OptionalLong count() {
    return OptionalLong.of(rows);
  }

  @Override
  public Optional<VectorDocument> next() throws IOException {
    if (read == rows) {
      return Optional.empty();
    }
    if (in.readNBytes(row, 0, row.length) < row.length) {
      throw refused("it ends after %,d vectors".formatted(read));
    }
    read++;
    ByteBuffer values = ByteBuffer.wrap(row).order(ByteOrder.LITTLE_ENDIAN);
    if (values.getInt() != dimensions) {
      throw refused("vector %,d has another length than the first".formatted(read));
    }
    float[] vector = new float[dimensions];
    for (int i = 0; i < dimensions; i++) {
      vector[i] = whole ? values.getInt() : values.getFloat();
    }
    return Optional.of(new VectorDocument(Long.toString(read), "", vector, Map.of()));
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
