package dev.alidade.engine.module;

import dev.alidade.engine.ExecutionPath;
import dev.alidade.engine.PathChoice;
import dev.alidade.engine.runtime.KernelDefinition;
import dev.alidade.engine.telemetry.EngineEvent.PathChanged;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a change of mode, preference or measurement did to the paths, one event for each way. */
final class PathChanges {
  private PathChanges() {}

  private record Way(ExecutionPath from, ExecutionPath to) {}

  private record Moved(String kernel, String reason) {}

  /** Kernels that went the same way share an event, which names them all. */
  static List<PathChanged> between(
      List<KernelDefinition> kernels,
      Map<String, PathChoice> before,
      Map<String, PathChoice> after,
      Instant at) {
    Map<Way, List<Moved>> ways = new LinkedHashMap<>();
    for (KernelDefinition kernel : kernels) {
      PathChoice was = Objects.requireNonNull(before.get(kernel.id()));
      PathChoice now = Objects.requireNonNull(after.get(kernel.id()));
      if (was.used() != now.used()) {
        ways.computeIfAbsent(new Way(was.used(), now.used()), way -> new ArrayList<>())
            .add(new Moved(kernel.id(), now.reason()));
      }
    }
    return ways.entrySet().stream()
        .map(entry -> event(entry.getKey(), entry.getValue(), at))
        .toList();
  }

  private static PathChanged event(Way way, List<Moved> moved, Instant at) {
    if (moved.size() == 1) {
      Moved only = moved.getFirst();
      return new PathChanged(at, only.kernel(), way.from(), way.to(), only.reason());
    }
    List<String> reasons = moved.stream().map(Moved::reason).distinct().toList();
    String reason = reasons.size() == 1 ? reasons.getFirst() : "each as measured";
    String names = String.join(", ", moved.stream().map(Moved::kernel).toList());
    return new PathChanged(
        at, moved.size() + " kernels", way.from(), way.to(), reason + ": " + names);
  }
}
