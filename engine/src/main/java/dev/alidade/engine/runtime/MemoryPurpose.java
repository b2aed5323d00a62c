package dev.alidade.engine.runtime;

/** What bytes of a memory space are used for; memory is accounted by it. */
public enum MemoryPurpose {
  VECTORS,
  COLUMNS,
  SCRATCH
}
