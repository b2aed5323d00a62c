package dev.alidade.engine.rivals;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Random;

/** A seeded CSV file of seven columns: number, time, shop, product, quantity, price, remark. */
final class SalesFile {
  private static final long FIRST_SALE = Instant.parse("2020-01-01T00:00:00Z").toEpochMilli();
  private static final int SHOPS = 1_000;

  private SalesFile() {}

  /** The file with at least so many bytes, made where it is not there yet. */
  static Path ofBytes(Path folder, long bytes) throws IOException {
    Path file = folder.resolve("sales-%d.csv".formatted(bytes));
    if (Files.exists(file)) {
      return file;
    }
    Files.createDirectories(folder);
    Path part = folder.resolve(file.getFileName() + ".part");
    Random random = new Random(5);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part), 1 << 20)) {
      out.write("id,sold_at,shop,product,quantity,price,remark\n".getBytes(StandardCharsets.UTF_8));
      long written = 0;
      for (long id = 0; written < bytes; id++) {
        byte[] line = line(id, random).getBytes(StandardCharsets.UTF_8);
        out.write(line);
        written += line.length;
      }
    }
    return Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static String line(long id, Random random) {
    int product = random.nextInt(50_000);
    String remark =
        switch (random.nextInt(20)) {
          case 0 -> "\"paid, in cash\"";
          case 1 -> "Grüße";
          case 2, 3, 4 -> "order " + Integer.toHexString(random.nextInt());
          default -> "";
        };
    return id
        + ","
        + Instant.ofEpochMilli(FIRST_SALE + id * 977)
        + ",shop "
        + random.nextInt(SHOPS)
        + ",product-"
        + product
        + ","
        + (1 + random.nextInt(12))
        + ","
        + random.nextInt(100_000) / 100.0
        + ","
        + remark
        + "\n";
  }
}
