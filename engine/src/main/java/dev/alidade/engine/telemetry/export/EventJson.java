package dev.alidade.engine.telemetry.export;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alidade.engine.telemetry.EngineEvent;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Events as JSON: {@code kind}, {@code severity} and {@code message}, then what the record of that
 * kind holds, by its own names.
 */
public final class EventJson {
  private EventJson() {}

  /** Events as an array, in the order given. */
  public static String write(List<? extends EngineEvent> events) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (EngineEvent event : events) {
      ObjectNode node = array.addObject();
      node.put("kind", event.kind());
      node.put("severity", event.severity().name());
      node.put("message", event.message());
      values(event)
          .forEach(
              (name, value) -> {
                switch (value) {
                  case Long number -> node.put(name, number);
                  case Integer number -> node.put(name, number);
                  case Double number -> node.put(name, number);
                  case Boolean truth -> node.put(name, truth);
                  case Enum<?> constant -> node.put(name, constant.name());
                  default -> node.put(name, value.toString());
                }
              });
    }
    return JsonText.of(array);
  }

  /** What an event's record holds beside kind, severity and message, by name, in its order. */
  public static Map<String, Object> values(EngineEvent event) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (RecordComponent component : event.getClass().getRecordComponents()) {
      String name = component.getName();
      if (name.equals("severity") || name.equals("message")) {
        continue;
      }
      try {
        values.put(name, component.getAccessor().invoke(event));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("an event's accessor is public and plain: " + name, e);
      }
    }
    return values;
  }
}
