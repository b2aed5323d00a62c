package dev.alidade.engine.runtime;

import java.lang.foreign.MemorySegment;

/** The linear memory of an instance. */
final class InstanceBytes implements LinearBytes {
  private static final long PAGE = 65_536;

  private final WasmRuntime.Instance instance;
  private final long limitBytes;

  InstanceBytes(WasmRuntime.Instance instance, long maxPages) {
    this.instance = instance;
    this.limitBytes = maxPages * PAGE;
  }

  @Override
  public MemorySegment segment() {
    return instance.memory();
  }

  @Override
  public boolean growTo(long bytes) {
    long missing = bytes - instance.memory().byteSize();
    return missing <= 0 || instance.grow((missing + PAGE - 1) / PAGE);
  }

  @Override
  public long limitBytes() {
    return limitBytes;
  }

  @Override
  public void close() {
    instance.close();
  }
}
