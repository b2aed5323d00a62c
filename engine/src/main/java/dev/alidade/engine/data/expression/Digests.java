package dev.alidade.engine.data.expression;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Hashes of text, of its UTF-8 bytes. */
public final class Digests {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long C1 = 0x87c37b91114253d5L;
  private static final long C2 = 0x4cf5ad432745937fL;

  private Digests() {}

  /** SHA-256 in lower-case hex. */
  public static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The first 64 bits of MurmurHash3_x64_128 (Austin Appleby, public domain) with seed 0. */
  public static long murmur3(byte[] bytes) {
    long h1 = 0;
    long h2 = 0;
    int blocks = bytes.length / 16;
    for (int block = 0; block < blocks; block++) {
      h1 ^= mixed1((long) LONGS.get(bytes, block * 16));
      h1 = (Long.rotateLeft(h1, 27) + h2) * 5 + 0x52dce729;
      h2 ^= mixed2((long) LONGS.get(bytes, block * 16 + 8));
      h2 = (Long.rotateLeft(h2, 31) + h1) * 5 + 0x38495ab5;
    }
    h2 ^= mixed2(rest(bytes, blocks * 16 + 8, bytes.length));
    h1 ^= mixed1(rest(bytes, blocks * 16, Math.min(bytes.length, blocks * 16 + 8)));
    h1 ^= bytes.length;
    h2 ^= bytes.length;
    h1 += h2;
    h2 += h1;
    return finished(h1) + finished(h2);
  }

  /** Up to eight bytes, the first one lowest. */
  private static long rest(byte[] bytes, int from, int to) {
    long rest = 0;
    for (int i = to - 1; i >= from; i--) {
      rest = rest << 8 | bytes[i] & 0xFF;
    }
    return rest;
  }

  private static long mixed1(long k) {
    return Long.rotateLeft(k * C1, 31) * C2;
  }

  private static long mixed2(long k) {
    return Long.rotateLeft(k * C2, 33) * C1;
  }

  private static long finished(long k) {
    long a = (k ^ k >>> 33) * 0xff51afd7ed558ccdL;
    long b = (a ^ a >>> 33) * 0xc4ceb9fe1a85ec53L;
    return b ^ b >>> 33;
  }
}
