package dev.alidade.engine.dataset;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Rows of every type with what breaks readers: nulls, NaN, −0.0, extremes, quotes, emoji. */
final class GeneratedRows {
  private static final String[] TEXTS = {
    "",
    " ",
    "plain",
    "comma, semicolon; tab\t",
    "\"quoted\"",
    "two\nlines",
    "two\r\nlines",
    "\r",
    "straße",
    "İstanbul ı",
    "😀👩‍👩‍👧",
    "Ω\u0000x",
    "null",
    "NA",
    "007",
    "1e5 m",
    "'",
    "\\",
    "[1,2]x",
    "\uFEFFmark"
  };
  private static final long YEAR_1 = Instant.parse("0001-01-01T00:00:00Z").toEpochMilli();
  private static final long YEAR_9999 = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

  private GeneratedRows() {}

  /**
   * @param special whether floats include NaN, infinities and −0.0
   */
  static List<Map<String, Object>> rows(long seed, int count, boolean special) {
    Random random = new Random(seed);
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("flag", maybe(random, random.nextBoolean()));
      row.put("whole", maybe(random, whole(random)));
      row.put("real", maybe(random, real(random, special)));
      row.put("at", maybe(random, at(random)));
      row.put("kind", maybe(random, TEXTS[random.nextInt(TEXTS.length)]));
      row.put("note", maybe(random, TEXTS[random.nextInt(TEXTS.length)] + " " + random.nextInt()));
      row.put(
          "vector", maybe(random, new float[] {random.nextFloat(), (float) random.nextGaussian()}));
      rows.add(row);
    }
    return rows;
  }

  private static Object maybe(Random random, Object value) {
    return random.nextInt(8) == 0 ? null : value;
  }

  private static long whole(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> Long.MIN_VALUE;
      case 1 -> Long.MAX_VALUE;
      case 2 -> random.nextLong();
      default -> random.nextInt(100) - 50;
    };
  }

  private static double real(Random random, boolean special) {
    return switch (random.nextInt(10)) {
      case 0 -> special ? Double.NaN : 0.5;
      case 1 -> special ? -0.0 : 1.5;
      case 2 -> special ? Double.NEGATIVE_INFINITY : Double.MIN_VALUE;
      case 3 -> Double.MAX_VALUE;
      case 4 -> random.nextInt(1_000);
      default -> random.nextGaussian() * 1e6;
    };
  }

  private static Instant at(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> Instant.ofEpochMilli(YEAR_1);
      case 1 -> Instant.ofEpochMilli(YEAR_9999);
      default -> Instant.ofEpochMilli(random.nextLong(YEAR_1, YEAR_9999));
    };
  }
}
