package dev.alidade.engine.dataset;

import dev.alidade.engine.dataset.ColumnProfile.TopValue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/** Keeps the most frequent values; of equally frequent ones those that were offered first. */
final class TopValues {
  static final int KEPT = 8;

  private record Counted(long key, long count) {}

  private final List<Counted> top = new ArrayList<>();

  void offer(long key, long count) {
    if (count == 0 || top.size() == KEPT && count <= top.getLast().count()) {
      return;
    }
    int at = top.size();
    while (at > 0 && top.get(at - 1).count() < count) {
      at--;
    }
    top.add(at, new Counted(key, count));
    if (top.size() > KEPT) {
      top.removeLast();
    }
  }

  /**
   * @param text the text of a key
   */
  List<TopValue> list(LongFunction<String> text) {
    return top.stream().map(c -> new TopValue(text.apply(c.key()), c.count())).toList();
  }
}
