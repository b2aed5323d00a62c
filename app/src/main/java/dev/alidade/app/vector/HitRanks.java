package dev.alidade.app.vector;

import dev.alidade.engine.vector.SearchResults;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The places of hits in their answer, from 1, however a view orders them. */
record HitRanks(Map<String, Integer> byId) {
  static HitRanks of(List<SearchResults.Hit> bestFirst) {
    Map<String, Integer> byId = HashMap.newHashMap(bestFirst.size());
    for (SearchResults.Hit hit : bestFirst) {
      byId.put(hit.id(), byId.size() + 1);
    }
    return new HitRanks(byId);
  }

  /** The place of one of the answer's hits. */
  int of(SearchResults.Hit hit) {
    return byId.getOrDefault(hit.id(), 0);
  }
}
