package dev.alidade.engine.data;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** Pipelines as JSON, version 1; docs/pipelines.md describes the fields. */
final class PipelineJson {
  static final int VERSION = 1;

  private final ObjectMapper mapper = new ObjectMapper();

  String write(Pipeline pipeline) {
    ObjectNode root = mapper.createObjectNode();
    root.put("version", VERSION).put("name", pipeline.name());
    pipeline.source().ifPresent(source -> root.put("source", source));
    ArrayNode steps = root.putArray("steps");
    for (Pipeline.Item item : pipeline.items()) {
      StepForm<?> form = StepForm.of(item.step());
      ObjectNode node = steps.addObject().put("step", form.name());
      if (!item.enabled()) {
        node.put("enabled", false);
      }
      RecordJson.write(form, (Record) item.step(), node);
    }
    try {
      return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new DataException.PipelineInvalid(
          "The pipeline cannot be written as JSON.", "Give its steps other texts.", e);
    }
  }

  /**
   * @throws DataException.PipelineInvalid when the text is no pipeline of this version
   */
  Pipeline read(String json) {
    JsonFields root = new JsonFields(parse(json), "The pipeline");
    long version = root.whole("version");
    if (version != VERSION) {
      throw new DataException.PipelineInvalid(
          "The pipeline has version " + version + ", this program reads version " + VERSION + ".",
          "Open it with a newer version of the program.",
          null);
    }
    String name = root.text("name");
    Optional<String> source =
        root.has("source") ? Optional.of(root.text("source")) : Optional.empty();
    List<Pipeline.Item> items = root.objects("steps", "Step").stream().map(this::item).toList();
    root.noOthers();
    return new Pipeline(name, source, items);
  }

  private JsonNode parse(String json) {
    try {
      return mapper.readTree(json);
    } catch (JacksonException e) {
      String where =
          Optional.ofNullable(e.getLocation())
              .map(l -> " at line " + l.getLineNr() + ", character " + l.getColumnNr())
              .orElse("");
      throw new DataException.PipelineInvalid(
          "The pipeline is not JSON" + where + ": " + e.getOriginalMessage() + ".",
          "Mend it there.",
          e);
    }
  }

  private Pipeline.Item item(JsonFields fields) {
    boolean enabled = fields.flag("enabled", true);
    Step step = step(fields);
    fields.noOthers();
    return new Pipeline.Item(step, enabled);
  }

  private static Step step(JsonFields fields) {
    String name = fields.text("step");
    StepForm<?> form = StepForm.byName().get(name);
    if (form == null) {
      throw fields.wrong(
          "has the unknown kind \"" + name + "\"", "docs/pipelines.md has the kinds of steps.");
    }
    return (Step) RecordJson.read(form, fields);
  }
}
