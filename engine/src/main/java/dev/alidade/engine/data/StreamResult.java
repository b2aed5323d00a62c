package dev.alidade.engine.data;

import dev.alidade.engine.dataset.DatasetStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of a stream.
 *
 * @param rows of an aggregation, by column name, ready for {@code DatasetCatalog.fromRows}; empty
 *     where the rows went to a file
 * @param rejected records that became no rows
 * @param nulled values that did not fit a step and became null
 * @param steps how each enabled step of a pipeline went, over all parts; empty for an aggregation
 */
public record StreamResult(
    List<Map<String, @Nullable Object>> rows,
    long rowsIn,
    long rowsOut,
    DatasetStream.Rejected rejected,
    long nulled,
    Duration duration,
    List<StepReport> steps) {
  public StreamResult {
    steps = List.copyOf(steps);
  }
}
