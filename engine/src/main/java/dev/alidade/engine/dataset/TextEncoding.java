package dev.alidade.engine.dataset;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * How a text file's bytes become characters.
 *
 * @param markBytes bytes of the byte order mark before the text
 * @param certain whether the sample held something that only this encoding explains
 */
record TextEncoding(Charset charset, int markBytes, boolean certain) {
  static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

  /** Fewer zero bytes than this may be characters of a text; more are binary data or UTF-16. */
  private static final double STRAY_ZERO_SHARE = 0.01;

  /** So many say nothing about a short text. */
  private static final int STRAY_ZEROS = 2;

  /**
   * From the first bytes of a file; empty where they are not text. UTF-8 where nothing else shows.
   */
  static Optional<TextEncoding> detect(byte[] head) {
    if (startsWith(head, 0xEF, 0xBB, 0xBF)) {
      return Optional.of(new TextEncoding(StandardCharsets.UTF_8, 3, true));
    }
    if (startsWith(head, 0xFF, 0xFE)) {
      return Optional.of(new TextEncoding(StandardCharsets.UTF_16LE, 2, true));
    }
    if (startsWith(head, 0xFE, 0xFF)) {
      return Optional.of(new TextEncoding(StandardCharsets.UTF_16BE, 2, true));
    }
    int[] zeros = new int[2];
    boolean ascii = true;
    for (int i = 0; i < head.length; i++) {
      zeros[i & 1] += head[i] == 0 ? 1 : 0;
      ascii &= head[i] >= 0;
    }
    if (zeros[0] + zeros[1] > head.length * STRAY_ZERO_SHARE) {
      Optional<TextEncoding> wide = withoutMark(zeros, head);
      if (wide.isPresent() || zeros[0] + zeros[1] > STRAY_ZEROS) {
        return wide;
      }
    }
    if (ascii) {
      return Optional.of(new TextEncoding(StandardCharsets.UTF_8, 0, false));
    }
    if (isUtf8(head)) {
      return Optional.of(new TextEncoding(StandardCharsets.UTF_8, 0, true));
    }
    return looksBinary(head)
        ? Optional.empty()
        : Optional.of(new TextEncoding(WINDOWS_1252, 0, true));
  }

  private static Optional<TextEncoding> withoutMark(int[] zeros, byte[] head) {
    boolean little = zeros[1] > zeros[0] && isText(head, StandardCharsets.UTF_16LE);
    boolean big = zeros[0] > zeros[1] && isText(head, StandardCharsets.UTF_16BE);
    return little || big
        ? Optional.of(
            new TextEncoding(
                little ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE, 0, true))
        : Optional.empty();
  }

  /**
   * Whether all characters are known ones, with line ends or delimiters among them. Bytes that
   * would be some in a text of single bytes are then, but for a few, those of such characters.
   */
  private static boolean isText(byte[] head, Charset charset) {
    CharBuffer out = CharBuffer.allocate(head.length / 2 + 1);
    CharsetDecoder decoder = charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
    if (decoder.decode(ByteBuffer.wrap(head), out, false).isError()) {
      return false;
    }
    int cuts = 0;
    for (char c : out.flip().toString().toCharArray()) {
      int type = Character.getType(c);
      boolean control = c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f';
      if (control || type == Character.UNASSIGNED || type == Character.PRIVATE_USE) {
        return false;
      }
      cuts += isCut(c) ? 1 : 0;
    }
    int asBytes = 0;
    for (byte b : head) {
      asBytes += isCut((char) b) ? 1 : 0;
    }
    return cuts > 0 && cuts * 2 >= asBytes;
  }

  private static boolean isCut(char c) {
    return c == '\n' || c == '\r' || c == ',' || c == ';' || c == '\t';
  }

  /** A decoder that reports what it cannot read. */
  CharsetDecoder decoder() {
    return charset
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  /** A character cut by the sample's end does not count against it. */
  private static boolean isUtf8(byte[] head) {
    CharBuffer out = CharBuffer.allocate(head.length + 1);
    return !StandardCharsets.UTF_8
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .decode(ByteBuffer.wrap(head), out, false)
        .isError();
  }

  /** Control characters other than tab, line ends and form feed do not occur in text. */
  private static boolean looksBinary(byte[] head) {
    for (byte b : head) {
      if (b >= 0 && b < 0x20 && b != '\t' && b != '\n' && b != '\r' && b != '\f' && b != 0x1A) {
        return true;
      }
    }
    return false;
  }

  private static boolean startsWith(byte[] head, int... mark) {
    if (head.length < mark.length) {
      return false;
    }
    for (int i = 0; i < mark.length; i++) {
      if ((head[i] & 0xFF) != mark[i]) {
        return false;
      }
    }
    return true;
  }
}
