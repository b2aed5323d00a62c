package dev.alidade.engine.dataset;

import dev.alidade.engine.dataset.DatasetException.DatasetUnreadable;
import java.io.BufferedInputStream;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;

/** The characters of a source file, in an encoding that was found by looking at its start. */
final class TextSource {
  private static final int HEAD_BYTES = 256 << 10;

  private final SourceFile file;
  private final byte[] head;
  private TextEncoding encoding;

  /** The last character that the latest reader gave. */
  private char last = '\n';

  /**
   * @throws DatasetUnreadable when the file is not text
   */
  TextSource(SourceFile file) {
    this.file = file;
    this.head = file.head(HEAD_BYTES);
    if (head.length == 0) {
      throw new DatasetUnreadable(
          "DATA-102",
          file.fileName() + " holds nothing when unpacked.",
          "Write or download the file again.",
          null);
    }
    this.encoding =
        TextEncoding.detect(head)
            .orElseThrow(
                () ->
                    new DatasetUnreadable(
                        "DATA-103",
                        "%s is not text%s.".formatted(file.fileName(), FileKind.described(head)),
                        "Choose a CSV, TSV, JSON, NDJSON or SQLite file.",
                        null));
  }

  SourceFile file() {
    return file;
  }

  TextEncoding encoding() {
    return encoding;
  }

  /** The first characters. */
  String headText() {
    int from = encoding.markBytes();
    return new String(head, from, head.length - from, encoding.charset());
  }

  /** Whether {@link #headText} is the whole text. */
  boolean headIsAll() {
    return head.length < HEAD_BYTES;
  }

  /** Whether the text that was read last ended with a line end. */
  boolean endedWithLineEnd() {
    return last == '\n' || last == '\r';
  }

  InputStream openBytes() {
    InputStream in = new BufferedInputStream(file.open(), 64 << 10);
    try {
      in.skipNBytes(encoding.markBytes());
      return in;
    } catch (IOException e) {
      throw file.unreadable(e);
    }
  }

  /** Reads from the start; throws {@link CharacterCodingException} where the encoding is wrong. */
  Reader open() {
    last = '\n';
    return new FilterReader(new InputStreamReader(openBytes(), encoding.decoder())) {
      @Override
      public int read(char[] target, int offset, int length) throws IOException {
        int count = in.read(target, offset, length);
        if (count > 0) {
          last = target[offset + count - 1];
        }
        return count;
      }
    };
  }

  /**
   * After a text could not be decoded: whether another encoding is worth a try. One that the sample
   * proved is not given up.
   */
  boolean tryAnotherEncoding() {
    if (encoding.certain()) {
      return false;
    }
    encoding = new TextEncoding(TextEncoding.WINDOWS_1252, 0, true);
    return true;
  }

  DatasetUnreadable wronglyEncoded(IOException cause) {
    return new DatasetUnreadable(
        "DATA-107",
        "%s starts as %s, but holds bytes that are not %s."
            .formatted(file.fileName(), encoding.charset(), encoding.charset()),
        "Convert the file to UTF-8, or repair the place where another encoding was pasted in.",
        cause);
  }
}
