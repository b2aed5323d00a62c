package dev.alidade.engine.runtime;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

/** Tiny modules, written byte by byte, that show whether one feature works. */
final class ProbeModules {
  /** One page, at most four. */
  private static final String ONE_MEMORY = "01 01 01 04";

  private static final String TWO_MEMORIES = "02 01 01 04 01 01 04";
  private static final String SHARED_MEMORY = "01 03 01 04";

  /** {@code i32.store(0, 42)}. */
  static final byte[] STORE_42 = module(ONE_MEMORY, "41 00 41 2a 36 02 00");

  /** {@code v128.store(0, i32x4.dot_i16x8_s(1 2 3 4 5 6 7 8, 1 2 … 8))}: 5, 25, 61, 113. */
  static final byte[] SIMD_DOT =
      module(
          ONE_MEMORY,
          "41 00"
              + " fd 0c 01 00 02 00 03 00 04 00 05 00 06 00 07 00 08 00"
              + " fd 0c 01 00 02 00 03 00 04 00 05 00 06 00 07 00 08 00"
              + " fd ba 01 fd 0b 04 00");

  /** {@code memory.fill(16, 7, 8)} and {@code memory.copy(32, 16, 8)}. */
  static final byte[] BULK =
      module(ONE_MEMORY, "41 10 41 07 41 08 fc 0b 00 41 20 41 10 41 08 fc 0a 00 00");

  /** {@code unreachable}. */
  static final byte[] TRAP = module(ONE_MEMORY, "00");

  /** {@code loop br 0 end}. */
  static final byte[] ENDLESS = module(ONE_MEMORY, "03 40 0c 00 0b");

  /** {@code i32.atomic.store(0, 42)} on a shared memory. */
  static final byte[] THREADS = module(SHARED_MEMORY, "41 00 41 2a fe 17 02 00");

  /** Two memories. */
  static final byte[] MULTI_MEMORY = module(TWO_MEMORIES, "");

  private ProbeModules() {}

  /** A module that exports the first memory as {@code memory} and this body as {@code run}. */
  private static byte[] module(String memories, String body) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(hex("00 61 73 6d 01 00 00 00"));
    section(out, 1, hex("01 60 00 00")); // one type, () -> ()
    section(out, 3, hex("01 00")); // one function of it
    section(out, 5, hex(memories));
    section(out, 7, hex("02 06 6d 65 6d 6f 72 79 02 00 03 72 75 6e 00 00"));
    byte[] code = hex(body);
    ByteArrayOutputStream function = new ByteArrayOutputStream();
    function.write(1);
    function.write(code.length + 2);
    function.write(0); // no locals
    function.writeBytes(code);
    function.write(0x0b);
    section(out, 10, function.toByteArray());
    return out.toByteArray();
  }

  private static void section(ByteArrayOutputStream out, int id, byte[] content) {
    if (content.length > 127) {
      throw new IllegalArgumentException("a probe's sections are short");
    }
    out.write(id);
    out.write(content.length);
    out.writeBytes(content);
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }
}
