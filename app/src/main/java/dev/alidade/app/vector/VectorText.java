package dev.alidade.app.vector;

import dev.alidade.engine.InvalidRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads vectors that a user pasted, and finds the words to mark in hits. */
final class VectorText {
  private static final Pattern SEPARATOR = Pattern.compile("[\\s,;\\[\\]]+");
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

  /** Shorter words (the, of, in) would mark half of every text. */
  private static final int SHORTEST_MARKED_WORD = 4;

  private VectorText() {}

  /** Numbers separated by commas, semicolons or white space, in brackets or not. */
  static float[] vector(String text) {
    List<Float> values = new ArrayList<>();
    for (String part : SEPARATOR.split(text.strip())) {
      if (part.isEmpty()) {
        continue;
      }
      try {
        values.add(Float.parseFloat(part));
      } catch (NumberFormatException e) {
        throw new InvalidRequest(
            "\"" + part + "\" is not a number.", "Paste numbers such as 0.12, -0.5, 1e-3.");
      }
    }
    float[] vector = new float[values.size()];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = values.get(i);
    }
    return vector;
  }

  /** Words of a query that are worth marking, in lower case. */
  static List<String> marked(String query) {
    return WORD.matcher(query.toLowerCase(Locale.ROOT))
        .results()
        .map(match -> match.group())
        .filter(word -> word.length() >= SHORTEST_MARKED_WORD)
        .distinct()
        .toList();
  }

  /** Cuts a text where marked words begin and end. */
  static List<Piece> pieces(String text, List<String> words) {
    List<Piece> pieces = new ArrayList<>();
    var matcher = WORD.matcher(text);
    int from = 0;
    while (matcher.find()) {
      String word = matcher.group().toLowerCase(Locale.ROOT);
      if (words.stream().anyMatch(wanted -> sameStem(word, wanted))) {
        if (matcher.start() > from) {
          pieces.add(new Piece(text.substring(from, matcher.start()), false));
        }
        pieces.add(new Piece(matcher.group(), true));
        from = matcher.end();
      }
    }
    if (from < text.length()) {
      pieces.add(new Piece(text.substring(from), false));
    }
    return pieces;
  }

  private static boolean sameStem(String word, String wanted) {
    int stem = Math.max(SHORTEST_MARKED_WORD, Math.min(word.length(), wanted.length()) - 2);
    return word.length() >= stem
        && wanted.length() >= stem
        && word.regionMatches(0, wanted, 0, stem);
  }

  record Piece(String text, boolean marked) {}
}
