package dev.alidade.engine.vector;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Vectors as the workspace keeps them: 32-bit floats, little-endian. */
final class FloatBytes {
  private FloatBytes() {}

  static byte[] of(float[] vector) {
    ByteBuffer bytes =
        ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(vector);
    return bytes.array();
  }

  static float[] toFloats(byte[] bytes) {
    float[] vector = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
    return vector;
  }
}
