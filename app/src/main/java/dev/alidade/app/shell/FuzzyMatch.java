package dev.alidade.app.shell;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * Finds what a few typed letters mean: the letters must occur in order; runs of letters and starts
 * of words count more, long titles a little less.
 */
final class FuzzyMatch {
  private static final int LETTER = 1;
  private static final int RUN = 4;
  private static final int WORD_START = 6;
  private static final int FIRST_LETTER = 4;

  private FuzzyMatch() {}

  /** How well the letters match a title; empty where they do not. Case and spaces do not matter. */
  static OptionalInt score(String typed, String title) {
    String letters = typed.toLowerCase(Locale.ROOT).replace(" ", "");
    String text = title.toLowerCase(Locale.ROOT);
    int best = letters.isEmpty() ? 0 : Integer.MIN_VALUE;
    for (int start = 0; start < text.length() && !letters.isEmpty(); start++) {
      if (text.charAt(start) == letters.charAt(0)) {
        best = Math.max(best, scoreFrom(letters, text, start));
      }
    }
    return best == Integer.MIN_VALUE
        ? OptionalInt.empty()
        : OptionalInt.of(best * 8 - text.length());
  }

  /** The items that match, the best first; with nothing typed all of them in their order. */
  static <T> List<T> filter(String typed, List<T> items, Function<? super T, String> title) {
    if (typed.isBlank()) {
      return items;
    }
    record Scored<T>(T item, int score) {}
    return items.stream()
        .map(item -> new Scored<>(item, score(typed, title.apply(item)).orElse(Integer.MIN_VALUE)))
        .filter(scored -> scored.score() != Integer.MIN_VALUE)
        .sorted(Comparator.comparingInt((Scored<T> scored) -> scored.score()).reversed())
        .map(Scored::item)
        .toList();
  }

  private static int scoreFrom(String letters, String text, int start) {
    int score = 0;
    int at = start;
    int previous = -2;
    for (int i = 0; i < letters.length(); i++) {
      int found = text.indexOf(letters.charAt(i), at);
      if (found < 0) {
        return Integer.MIN_VALUE;
      }
      score +=
          LETTER + (found == previous + 1 ? RUN : 0) + (startsWord(text, found) ? WORD_START : 0);
      previous = found;
      at = found + 1;
    }
    return score + (start == 0 ? FIRST_LETTER : 0);
  }

  private static boolean startsWord(String text, int index) {
    return index == 0 || !Character.isLetterOrDigit(text.charAt(index - 1));
  }
}
