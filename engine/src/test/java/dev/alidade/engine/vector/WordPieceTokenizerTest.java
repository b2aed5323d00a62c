package dev.alidade.engine.vector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The expected ids in {@code wordpiece.ndjson} were made by Hugging Face's tokenizers library (DJL
 * tokenizers 0.38.0) from the same {@code tokenizer.json}, without truncation and padding.
 */
class WordPieceTokenizerTest {
  private static final WordPieceTokenizer TOKENIZER = tokenizer();

  static List<Arguments> referenceTexts() throws IOException {
    try (InputStream in = WordPieceTokenizerTest.class.getResourceAsStream("wordpiece.ndjson")) {
      ObjectMapper json = new ObjectMapper();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> arguments(json, line))
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("referenceTexts")
  void makesTheIdsOfTheReference(String text, List<Long> ids) {
    assertThat(TOKENIZER.encode(text, 256)).containsExactly(ids.toArray(Long[]::new));
  }

  @Test
  void cutsLongTextsAndKeepsTheEndMark() {
    long[] ids = TOKENIZER.encode("dog ".repeat(400), 256);

    assertThat(ids).hasSize(256).startsWith(101, 3899).endsWith(3899, 102);
  }

  private static Arguments arguments(ObjectMapper json, String line) {
    try {
      JsonNode node = json.readTree(line);
      return Arguments.of(
          node.get("text").textValue(),
          StreamSupport.stream(node.get("ids").spliterator(), false)
              .map(JsonNode::longValue)
              .toList());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static WordPieceTokenizer tokenizer() {
    try (InputStream in =
        WordPieceTokenizer.class.getResourceAsStream("/all-minilm-l6-v2-q-tokenizer.json")) {
      return WordPieceTokenizer.read(in);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
