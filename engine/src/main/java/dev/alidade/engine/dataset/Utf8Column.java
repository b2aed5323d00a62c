package dev.alidade.engine.dataset;

import dev.alidade.engine.runtime.Region;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Text as {@code rowCount + 1} int32 offsets and UTF-8 bytes. */
public record Utf8Column(
    Field field,
    long rowCount,
    long nullCount,
    Optional<Region> validity,
    Region offsets,
    Region utf8)
    implements StringColumn {
  @Override
  public String text(long row) {
    return text(offsets, utf8, row);
  }

  static String text(Region offsets, Region utf8, long row) {
    MemorySegment o = offsets.segment();
    int from = o.get(ValueLayout.JAVA_INT_UNALIGNED, row * 4);
    int to = o.get(ValueLayout.JAVA_INT_UNALIGNED, row * 4 + 4);
    byte[] bytes = new byte[to - from];
    MemorySegment.copy(utf8.segment(), ValueLayout.JAVA_BYTE, from, bytes, 0, bytes.length);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public List<Region> regions() {
    return Column.regions(validity, offsets, utf8);
  }

  @Override
  public Utf8Column renamed(String name) {
    retain();
    return new Utf8Column(field.withName(name), rowCount, nullCount, validity, offsets, utf8);
  }
}
