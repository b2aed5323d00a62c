package dev.alidade.engine.sql;

import dev.alidade.engine.sql.QueryPlan.Node;
import java.util.List;
import java.util.stream.Stream;

/** Walks over plans. */
final class PlanNodes {
  private PlanNodes() {}

  static Stream<Node> all(List<Node> nodes) {
    return nodes.stream().flatMap(node -> Stream.concat(Stream.of(node), all(node.children())));
  }
}
