package dev.alidade.engine.vector;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which column of a table holds the texts, and which the vectors, by what columns of embeddings are
 * usually called: by the whole name, otherwise by its last word ({@code review_text}, not {@code
 * text_length}).
 */
final class ColumnRoles {
  private static final List<String> TEXTS =
      List.of(
          "content",
          "text",
          "document",
          "body",
          "chunk",
          "passage",
          "sentence",
          "abstract",
          "description",
          "summary");

  /** What a document is called, where its text is not there. */
  private static final List<String> TITLES = List.of("title", "headline", "subject");

  private static final List<String> VECTORS =
      List.of("embedding", "embeddings", "vector", "vectors", "emb", "vec");

  /** Between words: anything but letters and digits, and where a capital follows a small letter. */
  private static final Pattern WORD_BREAK =
      Pattern.compile("[^\\p{L}\\p{N}]+|(?<=\\p{Ll})(?=\\p{Lu})");

  private ColumnRoles() {}

  /**
   * A column that may have the role.
   *
   * @param place among the table's columns
   * @param meanLength characters of its texts
   */
  record Candidate(int place, String name, double meanLength) {
    private String whole() {
      return name.toLowerCase(Locale.ROOT);
    }

    private String lastWord() {
      String[] words = WORD_BREAK.split(name);
      return words.length == 0 ? "" : words[words.length - 1].toLowerCase(Locale.ROOT);
    }
  }

  /** Named like a text, otherwise like a title, otherwise the one with the longest texts. */
  static Optional<Candidate> content(List<Candidate> texts) {
    return named(texts, TEXTS)
        .or(() -> named(texts, TITLES))
        .or(() -> texts.stream().max(Comparator.comparingDouble(Candidate::meanLength)));
  }

  /** Named like a vector, otherwise the first. */
  static Optional<Candidate> vectors(List<Candidate> blobs) {
    return named(blobs, VECTORS).or(() -> blobs.stream().findFirst());
  }

  private static Optional<Candidate> named(List<Candidate> candidates, List<String> names) {
    return names.stream()
        .flatMap(name -> candidates.stream().filter(c -> c.whole().equals(name)))
        .findFirst()
        .or(
            () ->
                names.stream()
                    .flatMap(name -> candidates.stream().filter(c -> c.lastWord().equals(name)))
                    .findFirst());
  }
}
