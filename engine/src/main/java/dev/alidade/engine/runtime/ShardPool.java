package dev.alidade.engine.runtime;

import dev.alidade.engine.InvalidRequest;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The shards of every module. */
public final class ShardPool implements Shards, AutoCloseable {
  private final Map<String, List<KernelShard>> shards;
  private volatile Admission admission = Admission.OPEN;

  public ShardPool(Map<String, List<KernelShard>> shards) {
    this.shards = Map.copyOf(shards);
  }

  /** Says who is asked before a load. */
  public void admitBy(Admission newAdmission) {
    admission = newAdmission;
  }

  @Override
  public void admit(String what) {
    admission.admit(what);
  }

  @Override
  public List<Shard> of(String module) {
    return List.copyOf(existing(module));
  }

  @Override
  public Shard roomiest(String module) {
    return existing(module).stream()
        .max(Comparator.comparingLong(KernelShard::roomBytes))
        .orElseThrow();
  }

  private List<KernelShard> existing(String module) {
    List<KernelShard> found = shards.get(module);
    if (found == null) {
      throw new InvalidRequest(
          "There is no module " + module + ".",
          "Use one of " + String.join(", ", shards.keySet().stream().sorted().toList()) + ".");
    }
    return found;
  }

  /** Linear memory or Arena bytes of a module's shards. */
  public long committedBytes(String module) {
    return existing(module).stream().mapToLong(s -> s.memory().committedBytes()).sum();
  }

  /** Bytes of live regions of all shards with this purpose. */
  public long usedBytes(MemoryPurpose purpose) {
    return shards.values().stream()
        .flatMap(List::stream)
        .mapToLong(s -> s.memory().usedBytes(purpose))
        .sum();
  }

  @Override
  public void close() {
    shards.values().forEach(list -> list.forEach(KernelShard::close));
  }
}
