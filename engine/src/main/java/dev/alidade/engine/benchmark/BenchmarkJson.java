package dev.alidade.engine.benchmark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.benchmark.BenchmarkRun.Headline;
import dev.alidade.engine.benchmark.BenchmarkRun.Row;
import dev.alidade.engine.telemetry.export.JsonText;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A run as JSON: {@code machine}, {@code results}, {@code headline}; names are those of the
 * records.
 */
public final class BenchmarkJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private BenchmarkJson() {}

  public static String write(BenchmarkRun run) {
    ObjectNode root = JsonText.object();
    root.put("at", run.at().toString());
    root.put("quick", run.quick());
    root.put("complete", run.complete());
    Machine machine = run.machine();
    root.putObject("machine")
        .put("cpu", machine.cpu())
        .put("cores", machine.cores())
        .put("memoryBytes", machine.memoryBytes())
        .put("os", machine.os())
        .put("arch", machine.arch())
        .put("java", machine.java())
        .put("vm", machine.vm())
        .put("heapLimitBytes", machine.heapLimitBytes())
        .put("wasm", machine.wasm());
    ArrayNode results = root.putArray("results");
    for (Row row : run.results()) {
      ObjectNode node = results.addObject();
      node.put("name", row.name())
          .put("size", row.size())
          .put("variant", row.variant())
          .put("medianMillis", row.medianMillis())
          .put("minMillis", row.minMillis())
          .put("maxMillis", row.maxMillis())
          .put("runs", row.runs())
          .put("bytes", row.bytes())
          .put("chosen", row.chosen())
          .put("reason", row.reason());
      ArrayNode samples = node.putArray("samplesMillis");
      row.samplesMillis().forEach(millis -> samples.add(short4(millis)));
    }
    ArrayNode headline = root.putArray("headline");
    for (Headline row : run.headline()) {
      ObjectNode node = headline.addObject().put("name", row.name());
      put(node, "wasmMillis", row.wasmMillis());
      node.put("javaMillis", row.javaMillis());
      put(node, "speedup", row.speedup());
    }
    return JsonText.of(root);
  }

  /** Four significant digits: a histogram shows no more. */
  private static double short4(double value) {
    return new BigDecimal(value).round(new MathContext(4)).doubleValue();
  }

  private static void put(ObjectNode node, String name, OptionalDouble value) {
    if (value.isPresent()) {
      node.put(name, value.getAsDouble());
    } else {
      node.putNull(name);
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws InvalidRequest when it is something else
   */
  public static BenchmarkRun read(String json) {
    try {
      JsonNode root = MAPPER.readTree(json);
      List<Row> results = new ArrayList<>();
      for (JsonNode row : root.required("results")) {
        results.add(
            new Row(
                row.required("name").asText(),
                row.required("size").asLong(),
                row.required("variant").asText(),
                row.required("medianMillis").asDouble(),
                row.required("minMillis").asDouble(),
                row.required("maxMillis").asDouble(),
                row.required("runs").asInt(),
                row.required("bytes").asLong(),
                row.required("chosen").asBoolean(),
                row.required("reason").asText(),
                row.path("samplesMillis").valueStream().map(JsonNode::asDouble).toList()));
      }
      List<Headline> headline = new ArrayList<>();
      for (JsonNode row : root.required("headline")) {
        JsonNode wasm = row.required("wasmMillis");
        headline.add(
            new Headline(
                row.required("name").asText(),
                wasm.isNull() ? OptionalDouble.empty() : OptionalDouble.of(wasm.asDouble()),
                row.required("javaMillis").asDouble()));
      }
      return new BenchmarkRun(
          Instant.parse(root.required("at").asText()),
          root.required("quick").asBoolean(),
          root.required("complete").asBoolean(),
          machine(root.required("machine")),
          results,
          headline);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new InvalidRequest(
          "This is no benchmark run: " + e.getMessage(), "Give a file that the benchmark wrote.");
    }
  }

  private static Machine machine(JsonNode node) {
    return new Machine(
        node.required("cpu").asText(),
        node.required("cores").asInt(),
        node.required("memoryBytes").asLong(),
        node.required("os").asText(),
        node.required("arch").asText(),
        node.required("java").asText(),
        node.required("vm").asText(),
        node.required("heapLimitBytes").asLong(),
        node.required("wasm").asText());
  }
}
