package dev.alidade.engine.telemetry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that happened in one interval.
 *
 * @param end on the {@link Timeline}
 * @param awakeNanos length of the interval without sleep
 * @param slices operations that were called; one slice a key
 */
record Frame(long end, long awakeNanos, Map<Slice.Key, Slice> slices, MemoryReading memory) {

  /** One frame of several that follow each other; histograms are merged. */
  static Frame merge(List<Frame> parts) {
    return new Frame(
        parts.getLast().end,
        parts.stream().mapToLong(Frame::awakeNanos).sum(),
        mergeSlices(parts.stream().flatMap(f -> f.slices.values().stream()).toList()),
        MemoryReading.merge(parts.stream().map(Frame::memory).toList()));
  }

  static Map<Slice.Key, Slice> mergeSlices(Collection<Slice> slices) {
    Map<Slice.Key, List<Slice>> grouped = new LinkedHashMap<>();
    for (Slice slice : slices) {
      grouped.computeIfAbsent(slice.key(), key -> new ArrayList<>()).add(slice);
    }
    Map<Slice.Key, Slice> merged = new LinkedHashMap<>();
    grouped.forEach((key, parts) -> merged.put(key, Slice.merge(key, parts)));
    return merged;
  }
}
