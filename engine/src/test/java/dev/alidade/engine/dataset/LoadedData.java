package dev.alidade.engine.dataset;

import dev.alidade.engine.telemetry.EngineEvent;
import dev.alidade.engine.telemetry.OperationSample;
import dev.alidade.engine.telemetry.Telemetry;
import dev.alidade.engine.workspace.SqliteWorkspace;
import dev.alidade.engine.workspace.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** A catalogue over an Arena and a workspace, and what it told telemetry. */
final class LoadedData implements AutoCloseable {
  final ArenaShards shards = new ArenaShards(256L << 20);
  final Workspace workspace;
  final List<OperationSample> samples = Collections.synchronizedList(new ArrayList<>());
  final List<EngineEvent> events = Collections.synchronizedList(new ArrayList<>());
  final ColumnarCatalog catalog;

  LoadedData() {
    this(Optional.empty());
  }

  LoadedData(Optional<Path> file) {
    workspace = SqliteWorkspace.open(file, true, 500);
    catalog =
        new ColumnarCatalog(
            shards,
            workspace,
            new Telemetry() {
              @Override
              public void record(OperationSample sample) {
                samples.add(sample);
              }

              @Override
              public void publish(EngineEvent event) {
                events.add(event);
              }
            },
            Clock.systemUTC(),
            2);
  }

  Dataset load(Path file) {
    return catalog.load(file, LoadOptions.defaults());
  }

  static Path write(Path folder, String name, String text) throws IOException {
    return Files.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
  }

  /** Values of one column; vectors as lists. */
  static List<Object> values(Dataset data, String column) {
    Column c = data.column(column);
    List<Object> values = new ArrayList<>();
    for (long row = 0; row < c.rowCount(); row++) {
      Object value = c.value(row);
      values.add(value instanceof float[] vector ? list(vector) : value);
    }
    return values;
  }

  private static List<Float> list(float[] vector) {
    List<Float> list = new ArrayList<>();
    for (float value : vector) {
      list.add(value);
    }
    return list;
  }

  static List<ColumnType> types(Dataset data) {
    return data.schema().fields().stream().map(Field::type).toList();
  }

  static List<String> names(Dataset data) {
    return data.schema().fields().stream().map(Field::name).toList();
  }

  static List<Object> row(Dataset data, long row) {
    return Arrays.asList(data.columns().stream().map(c -> c.value(row)).toArray());
  }

  @Override
  public void close() {
    catalog.close();
    workspace.close();
    shards.close();
  }
}
