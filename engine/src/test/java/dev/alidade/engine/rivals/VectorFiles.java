package dev.alidade.engine.rivals;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files of vectors as .fvecs: the number of values before each, all little-endian. */
final class VectorFiles {
  private static final int BUFFER_BYTES = 1 << 20;

  private VectorFiles() {}

  static void write(Path file, float[][] vectors) throws IOException {
    try (var out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES)) {
      for (float[] vector : vectors) {
        ByteBuffer row = ByteBuffer.allocate(4 + 4 * vector.length).order(ByteOrder.LITTLE_ENDIAN);
        row.putInt(vector.length).asFloatBuffer().put(vector);
        out.write(row.array());
      }
    }
  }

  static float[][] read(Path file) throws IOException {
    List<float[]> vectors = new ArrayList<>();
    long left = Files.size(file);
    try (var in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES))) {
      while (left > 0) {
        float[] vector = new float[Integer.reverseBytes(in.readInt())];
        byte[] row = new byte[4 * vector.length];
        in.readFully(row);
        ByteBuffer.wrap(row).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
        vectors.add(vector);
        left -= 4 + row.length;
      }
    }
    return vectors.toArray(float[][]::new);
  }
}
