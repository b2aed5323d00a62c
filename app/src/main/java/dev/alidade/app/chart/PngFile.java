package dev.alidade.app.chart;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Writes pictures as PNG (ISO/IEC 15948), so that no AWT is needed. */
public final class PngFile {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final int BIT_DEPTH = 8;
  private static final int RGB = 2;
  private static final int SUB = 1;

  private PngFile() {}

  /**
   * Writes an opaque picture.
   *
   * @param argb pixels row by row from the top; alpha is left out
   */
  public static void write(Path file, int width, int height, int[] argb) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(SIGNATURE);
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    DataOutputStream head = new DataOutputStream(header);
    head.writeInt(width);
    head.writeInt(height);
    head.write(new byte[] {BIT_DEPTH, RGB, 0, 0, 0});
    chunk(bytes, "IHDR", header.toByteArray());
    chunk(bytes, "IDAT", compressed(width, height, argb));
    chunk(bytes, "IEND", new byte[0]);
    Files.write(file, bytes.toByteArray());
  }

  private static byte[] compressed(int width, int height, int[] argb) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    byte[] row = new byte[1 + width * 3];
    row[0] = SUB;
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    try (DeflaterOutputStream out = new DeflaterOutputStream(packed, deflater)) {
      for (int y = 0; y < height; y++) {
        int before = 0;
        for (int x = 0; x < width; x++) {
          int pixel = argb[y * width + x];
          row[1 + x * 3] = (byte) (((pixel >> 16) & 0xFF) - ((before >> 16) & 0xFF));
          row[2 + x * 3] = (byte) (((pixel >> 8) & 0xFF) - ((before >> 8) & 0xFF));
          row[3 + x * 3] = (byte) ((pixel & 0xFF) - (before & 0xFF));
          before = pixel;
        }
        out.write(row);
      }
    } finally {
      deflater.end();
    }
    return packed.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream out, String type, byte[] data)
      throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 check = new CRC32();
    check.update(name);
    check.update(data);
    DataOutputStream written = new DataOutputStream(out);
    written.writeInt(data.length);
    written.write(name);
    written.write(data);
    written.writeInt((int) check.getValue());
  }
}
