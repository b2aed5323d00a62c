package dev.alidade.engine.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Parameters as they are kept in the history; bytes are an object {@code {"bytes": base64}}. */
final class ParameterJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Longer values are not kept: the history is no place for documents. */
  private static final int LONGEST = 20_000;

  private ParameterJson() {}

  static Optional<String> write(SqlParameters parameters) {
    if (parameters.positional().isEmpty() && parameters.named().isEmpty()) {
      return Optional.empty();
    }
    ObjectNode root = MAPPER.createObjectNode();
    ArrayNode positional = root.putArray("positional");
    parameters.positional().forEach(value -> positional.add(node(value)));
    ObjectNode named = root.putObject("named");
    parameters.named().forEach((name, value) -> named.set(name, node(value)));
    return Optional.of(root.toString()).filter(text -> text.length() <= LONGEST);
  }

  private static @Nullable JsonNode node(@Nullable Object value) {
    return value instanceof byte[] bytes
        ? MAPPER.createObjectNode().put("bytes", bytes)
        : MAPPER.valueToTree(value);
  }

  static SqlParameters read(@Nullable String json) {
    if (json == null) {
      return SqlParameters.NONE;
    }
    try {
      JsonNode root = MAPPER.readTree(json);
      List<@Nullable Object> positional = new ArrayList<>();
      for (JsonNode value : root.path("positional")) {
        positional.add(value(value));
      }
      Map<String, @Nullable Object> named = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> entry : root.path("named").properties()) {
        named.put(entry.getKey(), value(entry.getValue()));
      }
      return SqlParameters.of(positional, named);
    } catch (JsonProcessingException e) {
      return SqlParameters.NONE; // written by another hand; the query is then without values
    }
  }

  private static @Nullable Object value(JsonNode node) {
    if (node.isNull()) {
      return null;
    }
    if (node.isObject()) {
      try {
        return node.path("bytes").binaryValue();
      } catch (IOException e) {
        return null; // no base64
      }
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    if (node.isIntegralNumber()) {
      return node.longValue();
    }
    return node.isNumber() ? (Object) node.doubleValue() : node.textValue();
  }
}
