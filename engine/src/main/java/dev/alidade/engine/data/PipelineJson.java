package dev.alidade.engine.data;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alidade.engine.dataset.ColumnType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Pipelines as JSON, version 1; docs/pipelines.md describes the fields. */
final class PipelineJson {
  static final int VERSION = 1;

  private final ObjectMapper mapper = new ObjectMapper();

  String write(Pipeline pipeline) {
    ObjectNode root = mapper.createObjectNode();
    root.put("version", VERSION).put("name", pipeline.name());
    ArrayNode steps = root.putArray("steps");
    for (Pipeline.Item item : pipeline.items()) {
      ObjectNode node = steps.addObject().put("step", StepNames.of(item.step()));
      if (!item.enabled()) {
        node.put("enabled", false);
      }
      write(item.step(), node);
    }
    try {
      return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new DataException.PipelineInvalid(
          "The pipeline cannot be written as JSON.", "Give its steps other texts.", e);
    }
  }

  private static void write(Step step, ObjectNode node) {
    switch (step) {
      case Step.Rename s -> node.put("column", s.column()).put("new_name", s.newName());
      case Step.Drop s -> names(s.columns(), node);
      case Step.Select s -> names(s.columns(), node);
      case Step.Cast s -> node.put("column", s.column()).put("type", s.type().label());
      case Step.ParseTimestamp s -> node.put("column", s.column());
      case Step.Uppercase s -> node.put("column", s.column());
      case Step.Lowercase s -> node.put("column", s.column());
      case Step.Trim s -> node.put("column", s.column());
      case Step.Replace s ->
          node.put("column", s.column())
              .put("find", s.find())
              .put("replacement", s.replacement())
              .put("regex", s.regex());
      case Step.FillNulls s -> node.put("column", s.column()).put("value", s.value());
      case Step.Compute s ->
          node.put("new_column", s.newColumn()).put("expression", s.expression());
      case Step.Filter s -> node.put("expression", s.expression());
      case Step.Sort s -> {
        ArrayNode keys = node.putArray("keys");
        for (Step.Sort.Key key : s.keys()) {
          keys.addObject().put("column", key.column()).put("descending", key.descending());
        }
      }
      case Step.Limit s -> node.put("rows", s.rows());
      case Step.Deduplicate s -> names(s.columns(), node);
    }
  }

  private static void names(List<String> columns, ObjectNode node) {
    ArrayNode array = node.putArray("columns");
    columns.forEach(array::add);
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
    List<Pipeline.Item> items = root.objects("steps", "Step").stream().map(this::item).toList();
    root.noOthers();
    return new Pipeline(name, items);
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
    return switch (name) {
      case "rename" -> new Step.Rename(fields.text("column"), fields.text("new_name"));
      case "drop" -> new Step.Drop(fields.texts("columns"));
      case "select" -> new Step.Select(fields.texts("columns"));
      case "cast" -> new Step.Cast(fields.text("column"), type(fields));
      case "parse_timestamp" -> new Step.ParseTimestamp(fields.text("column"));
      case "uppercase" -> new Step.Uppercase(fields.text("column"));
      case "lowercase" -> new Step.Lowercase(fields.text("column"));
      case "trim" -> new Step.Trim(fields.text("column"));
      case "replace" ->
          new Step.Replace(
              fields.text("column"),
              fields.text("find"),
              fields.text("replacement"),
              fields.flag("regex", false));
      case "fill_nulls" -> new Step.FillNulls(fields.text("column"), fields.text("value"));
      case "compute" -> new Step.Compute(fields.text("new_column"), fields.text("expression"));
      case "filter" -> new Step.Filter(fields.text("expression"));
      case "sort" ->
          new Step.Sort(
              fields.objects("keys", fields.where() + ", key").stream()
                  .map(PipelineJson::key)
                  .toList());
      case "limit" -> new Step.Limit(fields.whole("rows"));
      case "deduplicate" -> new Step.Deduplicate(fields.texts("columns"));
      default ->
          throw fields.wrong(
              "has the unknown kind \"" + name + "\"", "docs/pipelines.md has the kinds of steps.");
    };
  }

  private static Step.Sort.Key key(JsonFields fields) {
    var key = new Step.Sort.Key(fields.text("column"), fields.flag("descending", false));
    fields.noOthers();
    return key;
  }

  private static ColumnType type(JsonFields fields) {
    String label = fields.text("type");
    return Arrays.stream(ColumnType.values())
        .filter(type -> type.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                fields.wrong(
                    "has the unknown type \"" + label + "\"",
                    "Write bool, int64, float64, timestamp or string."));
  }
}
