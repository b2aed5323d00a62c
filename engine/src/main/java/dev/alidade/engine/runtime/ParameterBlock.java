package dev.alidade.engine.runtime;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The 256 bytes that a kernel reads its inputs from and writes its status to. Field offsets are
 * those of {@code wasm-modules/include/abi.h}. Valid only while its shard is held.
 */
public final class ParameterBlock {
  /** Size of the block in bytes, fixed by the kernel ABI. */
  public static final int BYTES = 256;

  private final MemorySegment memory;
  private final long base;

  /**
   * @param base where the block starts in the memory
   */
  public ParameterBlock(MemorySegment memory, long base) {
    this.memory = memory;
    this.base = base;
  }

  public void clear() {
    memory.asSlice(base, BYTES).fill((byte) 0);
  }

  public ParameterBlock putInt(int field, int value) {
    memory.set(ValueLayout.JAVA_INT_UNALIGNED, base + field, value);
    return this;
  }

  public ParameterBlock putLong(int field, long value) {
    memory.set(ValueLayout.JAVA_LONG_UNALIGNED, base + field, value);
    return this;
  }

  public ParameterBlock putFloat(int field, float value) {
    memory.set(ValueLayout.JAVA_FLOAT_UNALIGNED, base + field, value);
    return this;
  }

  public ParameterBlock putDouble(int field, double value) {
    memory.set(ValueLayout.JAVA_DOUBLE_UNALIGNED, base + field, value);
    return this;
  }

  public int getInt(int field) {
    return memory.get(ValueLayout.JAVA_INT_UNALIGNED, base + field);
  }

  public long getLong(int field) {
    return memory.get(ValueLayout.JAVA_LONG_UNALIGNED, base + field);
  }

  public float getFloat(int field) {
    return memory.get(ValueLayout.JAVA_FLOAT_UNALIGNED, base + field);
  }

  public double getDouble(int field) {
    return memory.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, base + field);
  }
}
