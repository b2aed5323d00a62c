package dev.alidade.engine.dataset;

import dev.alidade.engine.runtime.Region;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Collects text. The column is dictionary-coded where at most half of its rows are distinct, else
 * plain UTF-8.
 */
public final class StringColumnBuilder extends ColumnBuilder {
  /** Codes (4 bytes) plus an offset for each entry stop saving room about here. */
  private static final double MAX_DISTINCT_SHARE = 0.5;

  /** With fewer rows it is too early to say that values do not repeat. */
  private static final int ROWS_BEFORE_GIVING_UP = 20_000;

  private static final byte[] NOTHING = {};

  /** Both are empty at first; {@code plain} is used once values turned out not to repeat. */
  private TextDictionary dictionary = new TextDictionary();

  private Utf8Values plain = new Utf8Values();
  private boolean coded = true;
  private int[] codes = new int[0];
  private byte[] scratch = new byte[256];

  public StringColumnBuilder(String name) {
    super(name, ColumnType.STRING);
  }

  /** Unpaired surrogates become {@code ?}. */
  public void append(String text) {
    int length = text.length();
    room(length);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        appendUtf8(utf8, 0, utf8.length);
        return;
      }
      scratch[i] = (byte) c;
    }
    appendUtf8(scratch, 0, length);
  }

  /** Text as a reader holds it. */
  void append(char[] text, int from, int length) {
    room(length);
    for (int i = 0; i < length; i++) {
      char c = text[from + i];
      if (c >= 0x80) {
        byte[] utf8 = new String(text, from, length).getBytes(StandardCharsets.UTF_8);
        appendUtf8(utf8, 0, utf8.length);
        return;
      }
      scratch[i] = (byte) c;
    }
    appendUtf8(scratch, 0, length);
  }

  /** Appends valid UTF-8. */
  public void appendUtf8(byte[] utf8, int from, int length) {
    if (coded) {
      storeCode(dictionary.code(utf8, from, length));
      giveUpCoding();
    } else {
      plain.add(utf8, from, length);
    }
    present();
  }

  /** Appends valid UTF-8 from a segment. */
  public void appendUtf8(MemorySegment utf8, long from, int length) {
    room(length);
    MemorySegment.copy(utf8, ValueLayout.JAVA_BYTE, from, scratch, 0, length);
    appendUtf8(scratch, 0, length);
  }

  private void room(int length) {
    if (length > scratch.length) {
      scratch = new byte[grown(scratch.length, length)];
    }
  }

  private void storeCode(int code) {
    int row = rowCount();
    if (row == codes.length) {
      codes = Arrays.copyOf(codes, grown(row, row + 1));
    }
    codes[row] = code;
  }

  /** Called before the row is counted; its code is stored already. */
  private void giveUpCoding() {
    int rows = rowCount() + 1;
    if (rows >= ROWS_BEFORE_GIVING_UP
        && dictionary.size() > (rows - nullCount()) * MAX_DISTINCT_SHARE
        && dictionary.size() >= ROWS_BEFORE_GIVING_UP / 4) {
      plain = decoded(rows);
      dictionary = new TextDictionary();
      codes = new int[0];
      coded = false;
    }
  }

  /** The first rows as plain text; a missing one is empty. */
  private Utf8Values decoded(int rows) {
    Utf8Values texts = new Utf8Values();
    Utf8Values entries = dictionary.values();
    for (int row = 0; row < rows; row++) {
      int code = codes[row];
      if (code < 0) {
        texts.add(NOTHING, 0, 0);
      } else {
        texts.add(entries.bytes(), entries.from(code), entries.to(code) - entries.from(code));
      }
    }
    return texts;
  }

  @Override
  long valueBytes() {
    if (staysCoded()) {
      return rowCount() * 4L + dictionary.values().bytesHeld();
    }
    if (!coded) {
      return plain.bytesHeld();
    }
    Utf8Values entries = dictionary.values();
    long bytes = rowCount() * 4L;
    for (int row = 0; row < rowCount(); row++) {
      bytes += codes[row] < 0 ? 0 : entries.to(codes[row]) - entries.from(codes[row]);
    }
    return bytes;
  }

  @Override
  long workingBytes() {
    return staysCoded() ? dictionary.tableBytes() : 0;
  }

  @Override
  void appendFiller() {
    if (coded) {
      storeCode(-1);
    } else {
      plain.add(NOTHING, 0, 0);
    }
  }

  @Override
  void appendPresent(Object value) {
    if (!(value instanceof String text)) {
      throw notOfThisType(value);
    }
    append(text);
  }

  @Override
  void appendPresentFrom(Column source, long row) {
    switch (source) {
      case DictionaryColumn texts ->
          copy(texts.dictionaryOffsets(), texts.dictionaryBytes(), texts.code(row));
      case Utf8Column texts -> copy(texts.offsets(), texts.utf8(), row);
      default -> throw notOfThisType(source);
    }
  }

  private void copy(Region offsets, Region utf8, long value) {
    MemorySegment starts = offsets.segment();
    int from = starts.get(ValueLayout.JAVA_INT_UNALIGNED, value * 4);
    int to = starts.get(ValueLayout.JAVA_INT_UNALIGNED, value * 4 + 4);
    appendUtf8(utf8.segment(), from, to - from);
  }

  @Override
  StringColumn make(Field field, Optional<Region> bits, Allocation allocation) {
    if (staysCoded()) {
      return makeCoded(field, bits, allocation);
    }
    Utf8Values texts = coded ? decoded(rowCount()) : plain;
    return new Utf8Column(
        field, rowCount(), nullCount(), bits, texts.offsets(allocation), texts.utf8(allocation));
  }

  private boolean staysCoded() {
    int values = rowCount() - nullCount();
    return coded && values > 0 && dictionary.size() <= values * MAX_DISTINCT_SHARE;
  }

  private DictionaryColumn makeCoded(Field field, Optional<Region> bits, Allocation allocation) {
    int[] zeroForNull = codes;
    if (nullCount() > 0) {
      zeroForNull = Arrays.copyOf(codes, rowCount());
      for (int row = 0; row < zeroForNull.length; row++) {
        zeroForNull[row] = Math.max(0, zeroForNull[row]);
      }
    }
    return new DictionaryColumn(
        field,
        rowCount(),
        nullCount(),
        bits,
        allocation.ints(zeroForNull, rowCount()),
        dictionary.size(),
        dictionary.values().offsets(allocation),
        dictionary.values().utf8(allocation));
  }
}
