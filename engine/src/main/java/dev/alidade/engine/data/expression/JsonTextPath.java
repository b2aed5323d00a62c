package dev.alidade.engine.data.expression;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A path into JSON text: {@code $}, then {@code .name}, {@code ["any name"]} or {@code [index]}
 * (from 0). Thread-safe.
 */
public final class JsonTextPath {
  private static final Pattern PART =
      Pattern.compile(
          "\\.([^.\\[\\]\"]+)|\\.?\\[(\\d{1,9})]|\\.?\\[?\"((?:[^\"\\\\]++|\\\\.)*+)\"]?");

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private sealed interface Part {
    record Name(String name) implements Part {}

    record Index(int index) implements Part {}
  }

  private final List<Part> parts;

  private JsonTextPath(List<Part> parts) {
    this.parts = List.copyOf(parts);
  }

  /**
   * Reads a path.
   *
   * @param failure makes the exception of what is wrong and the remedy
   */
  public static <E extends RuntimeException> JsonTextPath parse(
      String path, BiFunction<String, String, E> failure) {
    List<Part> parts = new ArrayList<>();
    Matcher matcher = PART.matcher(path);
    int at = 1;
    while (at < path.length()) {
      if (!path.startsWith("$") || !matcher.region(at, path.length()).lookingAt()) {
        break;
      }
      if (matcher.group(1) != null) {
        parts.add(new Part.Name(matcher.group(1)));
      } else if (matcher.group(2) != null) {
        parts.add(new Part.Index(Integer.parseInt(matcher.group(2))));
      } else {
        parts.add(new Part.Name(matcher.group(3).replaceAll("\\\\(.)", "$1")));
      }
      at = matcher.end();
    }
    if (!path.startsWith("$") || at < path.length()) {
      throw failure.apply(
          "the JSON path \""
              + path
              + "\" cannot be read from its character "
              + Math.min(at, path.length())
              + " on",
          "Write for example $.owner.tags[0] or $[\"odd name\"].");
    }
    return new JsonTextPath(parts);
  }

  /**
   * What the path finds: text as it is, anything else as JSON. Empty where the text is no JSON or
   * nothing, or null, is there.
   */
  public Optional<String> in(String json) {
    Optional<JsonNode> root = read(json);
    for (Part part : parts) {
      root =
          root.flatMap(
              node ->
                  Optional.ofNullable(
                      switch (part) {
                        case Part.Name p -> node.get(p.name());
                        case Part.Index p -> node.get(p.index());
                      }));
    }
    return root.filter(node -> !node.isNull()).map(JsonTextPath::text);
  }

  /** The elements of a JSON array as the texts that {@link #in} would give, null for null. */
  public static Optional<List<Optional<String>>> elements(String json) {
    return read(json)
        .filter(JsonNode::isArray)
        .map(
            array -> {
              List<Optional<String>> texts = new ArrayList<>();
              array.forEach(
                  node -> texts.add(node.isNull() ? Optional.empty() : Optional.of(text(node))));
              return texts;
            });
  }

  private static String text(JsonNode node) {
    return node.isTextual() ? node.textValue() : node.toString();
  }

  private static Optional<JsonNode> read(String json) {
    try {
      return Optional.ofNullable(MAPPER.readTree(json)).filter(node -> !node.isMissingNode());
    } catch (JsonProcessingException notJson) {
      return Optional.empty();
    }
  }
}
