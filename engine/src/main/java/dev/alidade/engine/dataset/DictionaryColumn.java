package dev.alidade.engine.dataset;

import dev.alidade.engine.runtime.Region;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Optional;

/**
 * Text as int32 codes into a dictionary of distinct values. A null row's code is 0 and means
 * nothing.
 *
 * @param codes 4 bytes a row
 * @param dictionaryOffsets {@code dictionarySize + 1} int32 offsets into the bytes
 * @param dictionaryBytes UTF-8
 */
public record DictionaryColumn(
    Field field,
    long rowCount,
    long nullCount,
    Optional<Region> validity,
    Region codes,
    int dictionarySize,
    Region dictionaryOffsets,
    Region dictionaryBytes)
    implements StringColumn {
  public int code(long row) {
    return codes.segment().get(ValueLayout.JAVA_INT_UNALIGNED, row * 4);
  }

  /** The dictionary's value for a code. */
  public String entry(int code) {
    return Utf8Column.text(dictionaryOffsets, dictionaryBytes, code);
  }

  @Override
  public String text(long row) {
    return entry(code(row));
  }

  @Override
  public List<Region> regions() {
    return Column.regions(validity, codes, dictionaryOffsets, dictionaryBytes);
  }

  @Override
  public DictionaryColumn renamed(String name) {
    retain();
    return new DictionaryColumn(
        field.withName(name),
        rowCount,
        nullCount,
        validity,
        codes,
        dictionarySize,
        dictionaryOffsets,
        dictionaryBytes);
  }
}
