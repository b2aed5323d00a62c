package dev.alidade.engine.vector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * BERT's uncased tokenizer: clean, split CJK, strip accents, lower-case, split at blanks and
 * punctuation, then the longest pieces of the vocabulary from left to right. Follows {@code
 * BertNormalizer}, {@code BertPreTokenizer} and {@code WordPiece} of Hugging Face's tokenizers; the
 * names of special tokens in a text are read as plain text. Thread-safe.
 */
final class WordPieceTokenizer {
  /** Words with more characters than this are unknown, as in BERT. */
  private static final int MAX_WORD_CHARACTERS = 100;

  private static final String CONTINUATION = "##";

  private final Map<String, Integer> vocabulary;
  private final int unknown;
  private final int start;
  private final int end;

  WordPieceTokenizer(Map<String, Integer> vocabulary) {
    this.vocabulary = Map.copyOf(vocabulary);
    this.unknown = special("[UNK]");
    this.start = special("[CLS]");
    this.end = special("[SEP]");
  }

  /** Reads the vocabulary out of a {@code tokenizer.json}. */
  static WordPieceTokenizer read(InputStream tokenizerJson) throws IOException {
    JsonNode vocabulary = new ObjectMapper().readTree(tokenizerJson).path("model").path("vocab");
    if (!vocabulary.isObject()) {
      throw new IOException("the tokenizer file has no vocabulary");
    }
    Map<String, Integer> ids = HashMap.newHashMap(vocabulary.size());
    vocabulary.properties().forEach(e -> ids.put(e.getKey(), e.getValue().intValue()));
    return new WordPieceTokenizer(ids);
  }

  /** Ids with the start and end marks around them, at most {@code maxTokens} in all. */
  long[] encode(String text, int maxTokens) {
    Ids ids = new Ids(maxTokens - 1);
    ids.add(start);
    for (String word : words(normalise(text))) {
      if (ids.full()) {
        break;
      }
      addPieces(word, ids);
    }
    long[] all = Arrays.copyOf(ids.values, ids.size + 1);
    all[ids.size] = end;
    return all;
  }

  private void addPieces(String word, Ids ids) {
    int[] characters = word.codePoints().toArray();
    if (characters.length > MAX_WORD_CHARACTERS) {
      ids.add(unknown);
      return;
    }
    List<Integer> pieces = new ArrayList<>();
    int from = 0;
    while (from < characters.length) {
      int to = characters.length;
      Integer id = null;
      while (to > from) {
        String piece = new String(characters, from, to - from);
        id = vocabulary.get(from == 0 ? piece : CONTINUATION + piece);
        if (id != null) {
          break;
        }
        to--;
      }
      if (id == null) {
        ids.add(unknown);
        return;
      }
      pieces.add(id);
      from = to;
    }
    pieces.forEach(ids::add);
  }

  private static String normalise(String text) {
    StringBuilder clean = new StringBuilder(text.length() + 8);
    text.codePoints()
        .forEach(
            c -> {
              if (c == 0xFFFD || isControl(c)) {
                return;
              }
              if (isBlank(c)) {
                clean.append(' ');
              } else if (isCjk(c)) {
                clean.append(' ').appendCodePoint(c).append(' ');
              } else {
                clean.appendCodePoint(c);
              }
            });
    String decomposed = Normalizer.normalize(clean, Normalizer.Form.NFD);
    StringBuilder lower = new StringBuilder(decomposed.length());
    decomposed
        .codePoints()
        .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
        .forEach(c -> lower.appendCodePoint(Character.toLowerCase(c)));
    return lower.toString();
  }

  private static List<String> words(String normalised) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    normalised
        .codePoints()
        .forEach(
            c -> {
              boolean blank = isBlank(c);
              if (blank || isPunctuation(c)) {
                if (!word.isEmpty()) {
                  words.add(word.toString());
                  word.setLength(0);
                }
                if (!blank) {
                  words.add(Character.toString(c));
                }
              } else {
                word.appendCodePoint(c);
              }
            });
    if (!word.isEmpty()) {
      words.add(word.toString());
    }
    return words;
  }

  private static boolean isControl(int c) {
    if (c == '\t' || c == '\n' || c == '\r') {
      return false;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.UNASSIGNED,
          Character.PRIVATE_USE,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }

  private static boolean isBlank(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || switch (Character.getType(c)) {
          case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
              true;
          default -> false;
        };
  }

  private static boolean isPunctuation(int c) {
    if (c < 128) {
      return c >= '!' && c <= '/'
          || c >= ':' && c <= '@'
          || c >= '[' && c <= '`'
          || c >= '{' && c <= '~';
    }
    return switch (Character.getType(c)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      default -> false;
    };
  }

  /** The blocks that BERT splits character by character. */
  private static boolean isCjk(int c) {
    return c >= 0x4E00 && c <= 0x9FFF
        || c >= 0x3400 && c <= 0x4DBF
        || c >= 0x20000 && c <= 0x2A6DF
        || c >= 0x2A700 && c <= 0x2B73F
        || c >= 0x2B740 && c <= 0x2B81F
        || c >= 0x2B920 && c <= 0x2CEAF
        || c >= 0xF900 && c <= 0xFAFF
        || c >= 0x2F800 && c <= 0x2FA1F;
  }

  private int special(String token) {
    Integer id = vocabulary.get(token);
    if (id == null) {
      throw new IllegalArgumentException("the vocabulary lacks " + token);
    }
    return id;
  }

  /** Ids up to a limit; what comes after it is cut off. */
  private static final class Ids {
    private final long[] values;
    private int size;

    Ids(int limit) {
      values = new long[limit];
    }

    void add(int id) {
      if (!full()) {
        values[size++] = id;
      }
    }

    boolean full() {
      return size == values.length;
    }
  }
}
