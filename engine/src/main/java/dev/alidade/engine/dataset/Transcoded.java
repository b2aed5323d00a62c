package dev.alidade.engine.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** The characters of a reader as UTF-8. */
final class Transcoded extends InputStream {
  private static final int CHARS = 16 << 10;

  private final Reader reader;
  private final CharsetEncoder encoder =
      StandardCharsets.UTF_8.newEncoder().onMalformedInput(CodingErrorAction.REPLACE);
  private final CharBuffer chars = CharBuffer.allocate(CHARS).flip();
  private final ByteBuffer bytes = ByteBuffer.allocate(CHARS * 3).flip();
  private boolean ended;

  Transcoded(Reader reader) {
    this.reader = reader;
  }

  @Override
  public int read() throws IOException {
    return more() ? bytes.get() & 0xFF : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (!more()) {
      return -1;
    }
    int count = Math.min(length, bytes.remaining());
    bytes.get(target, offset, count);
    return count;
  }

  private boolean more() throws IOException {
    while (!bytes.hasRemaining() && !ended) {
      chars.compact();
      ended = reader.read(chars) < 0;
      chars.flip();
      bytes.clear();
      encoder.encode(chars, bytes, ended);
      bytes.flip();
    }
    return bytes.hasRemaining();
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
