package dev.alidade.engine.data;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alidade.engine.data.StepForm.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Records of steps as JSON objects, a field for each parameter of their forms. */
final class RecordJson {
  private RecordJson() {}

  static void write(StepForm<?> form, Record record, ObjectNode node) {
    for (Parameter parameter : form.parameters()) {
      Object value = StepForm.value(record, parameter);
      if (value instanceof List<?> values) {
        ArrayNode array = node.putArray(parameter.name());
        values.forEach(each -> add(array, parameter, each));
      } else {
        put(node, parameter.name(), value);
      }
    }
  }

  private static void put(ObjectNode node, String name, Object value) {
    switch (value) {
      case String text -> node.put(name, text);
      case Long whole -> node.put(name, whole.longValue());
      case Double real -> node.put(name, real.doubleValue());
      case Boolean flag -> node.put(name, flag.booleanValue());
      case Enum<?> choice -> node.put(name, word(choice));
      case OptionalDouble real -> real.ifPresent(present -> node.put(name, present));
      default -> throw new IllegalStateException("no JSON for " + value.getClass());
    }
  }

  private static void add(ArrayNode array, Parameter parameter, Object element) {
    switch (element) {
      case String text -> array.add(text);
      case Double real -> array.add(real.doubleValue());
      case Record record -> write(form(parameter.type()), record, array.addObject());
      default -> throw new IllegalStateException("no JSON for " + element.getClass());
    }
  }

  /** A choice as pipelines write it: {@code equal_width}. */
  static String word(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }

  private static StepForm<?> form(Class<?> type) {
    return StepForm.of(type.asSubclass(Record.class));
  }

  /**
   * @throws DataException.PipelineInvalid when a field is missing or of another kind
   */
  static Record read(StepForm<?> form, JsonFields fields) {
    List<Object> values = new ArrayList<>();
    for (Parameter parameter : form.parameters()) {
      values.add(
          parameter.list()
              ? list(parameter, fields)
              : single(parameter.name(), parameter.type(), fields));
    }
    return form.make(values);
  }

  private static Object single(String name, Class<?> type, JsonFields fields) {
    if (type == String.class) {
      return fields.text(name);
    }
    if (type == long.class) {
      return fields.whole(name);
    }
    if (type == double.class) {
      return fields.real(name);
    }
    if (type == boolean.class) {
      return fields.flag(name, false);
    }
    if (type == OptionalDouble.class) {
      return fields.has(name) ? OptionalDouble.of(fields.real(name)) : OptionalDouble.empty();
    }
    return choice(name, type, fields);
  }

  private static Object choice(String name, Class<?> type, JsonFields fields) {
    String word = fields.text(name);
    Object[] choices = type.getEnumConstants();
    return Arrays.stream(choices)
        .filter(choice -> word((Enum<?>) choice).equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                fields.wrong(
                    "has the unknown " + name + " \"" + word + "\"",
                    "Write one of: "
                        + String.join(
                            ", ", Arrays.stream(choices).map(c -> word((Enum<?>) c)).toList())
                        + "."));
  }

  private static List<?> list(Parameter parameter, JsonFields fields) {
    String name = parameter.name();
    if (parameter.type() == String.class) {
      return fields.texts(name);
    }
    if (parameter.type() == Double.class) {
      return fields.reals(name);
    }
    String one = name.endsWith("s") ? name.substring(0, name.length() - 1) : name;
    StepForm<?> form = form(parameter.type());
    return fields.objects(name, fields.where() + ", " + one.replace('_', ' ')).stream()
        .map(
            element -> {
              Record made = read(form, element);
              element.noOthers();
              return made;
            })
        .toList();
  }
}
