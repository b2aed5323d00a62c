package dev.alidade.engine.data;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alidade.engine.data.expression.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Reads the fields of one JSON object and says which one is wrong. */
final class JsonFields {
  private final JsonNode node;
  private final String where;
  private final Set<String> asked = new TreeSet<>();

  /**
   * @param where how messages name the object, for example {@code Step 3}
   */
  JsonFields(JsonNode node, String where) {
    this.node = node;
    this.where = where;
    if (!node.isObject()) {
      throw wrong("is not a JSON object", "Write {…} there.");
    }
  }

  String where() {
    return where;
  }

  DataException.PipelineInvalid wrong(String what, String remedy) {
    return new DataException.PipelineInvalid(where + " " + what + ".", remedy, null);
  }

  private JsonNode field(String name) {
    asked.add(name);
    JsonNode value = node.get(name);
    if (value == null || value.isNull()) {
      throw wrong("has no \"" + name + "\"", "Add it.");
    }
    return value;
  }

  String text(String name) {
    JsonNode value = field(name);
    if (!value.isTextual()) {
      throw wrong("has a \"" + name + "\" that is not text", "Write it in quotes.");
    }
    return value.textValue();
  }

  long whole(String name) {
    JsonNode value = field(name);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw wrong("has a \"" + name + "\" that is not a whole number", "Write a whole number.");
    }
    return value.longValue();
  }

  double real(String name) {
    return number(name, field(name));
  }

  private double number(String name, JsonNode value) {
    if (!value.isNumber()) {
      throw wrong("has a \"" + name + "\" that is not a number", "Write a number.");
    }
    return value.doubleValue();
  }

  /** Whether there is such a field; asking makes it a known one. */
  boolean has(String name) {
    asked.add(name);
    return node.has(name);
  }

  boolean flag(String name, boolean absent) {
    asked.add(name);
    if (!node.has(name)) {
      return absent;
    }
    JsonNode value = field(name);
    if (!value.isBoolean()) {
      throw wrong("has a \"" + name + "\" that is not true or false", "Write true or false.");
    }
    return value.booleanValue();
  }

  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (JsonNode element : array(name)) {
      if (!element.isTextual()) {
        throw wrong("has a \"" + name + "\" that is not a list of texts", "Write [\"…\"] there.");
      }
      texts.add(element.textValue());
    }
    return texts;
  }

  List<Double> reals(String name) {
    List<Double> reals = new ArrayList<>();
    array(name).forEach(element -> reals.add(number(name, element)));
    return reals;
  }

  /**
   * @param title how messages name each, followed by its number
   */
  List<JsonFields> objects(String name, String title) {
    List<JsonFields> objects = new ArrayList<>();
    for (JsonNode element : array(name)) {
      objects.add(new JsonFields(element, title + " " + (objects.size() + 1)));
    }
    return objects;
  }

  private JsonNode array(String name) {
    JsonNode value = field(name);
    if (!value.isArray()) {
      throw wrong("has a \"" + name + "\" that is not a list", "Write […] there.");
    }
    return value;
  }

  /** Fails when the object has a field that nobody asked for. */
  void noOthers() {
    for (String name : node.properties().stream().map(java.util.Map.Entry::getKey).toList()) {
      if (!asked.contains(name)) {
        throw wrong("has the unknown field \"" + name + "\"", NearestName.remedy(name, asked));
      }
    }
  }
}
