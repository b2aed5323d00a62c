package dev.alidade.engine.vector;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.alidade.engine.vector.RecallEvidence.Kind;
import dev.alidade.engine.vector.RecallEvidence.Tally;
import dev.alidade.engine.vector.ScanCosts.Cost;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Evidence as it is kept in the workspace, with what the collection was when it was gathered, so
 * that a restart does not measure again and knows how much has changed since.
 *
 * @param documents that there were
 * @param lastSeq place in the document order of the last of them
 * @param changedBefore documents added and removed between measuring and keeping
 */
record KeptRecall(
    int k,
    long documents,
    long lastSeq,
    long changedBefore,
    List<KeptTally> tallies,
    Map<Cost, Double> nanos) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A plan's shares for one kind of query. */
  record KeptTally(
      Kind kind,
      ScanPlan.First first,
      int candidates,
      int narrowed,
      int queries,
      double sum,
      double squares) {}

  static KeptRecall of(RecallEvidence evidence, RowDirectory directory, long changedBefore) {
    List<KeptTally> tallies = new ArrayList<>();
    evidence
        .tallies()
        .forEach(
            (kind, byPlan) ->
                byPlan.forEach(
                    (plan, tally) ->
                        tallies.add(
                            new KeptTally(
                                kind,
                                plan.first(),
                                plan.candidates(),
                                plan.narrowed(),
                                tally.queries(),
                                tally.sum(),
                                tally.squares()))));
    Map<Cost, Double> nanos = new EnumMap<>(Cost.class);
    for (Cost cost : Cost.values()) {
      if (evidence.costs().timed(cost) > 0) {
        nanos.put(cost, evidence.costs().median(cost));
      }
    }
    return new KeptRecall(
        evidence.k(), directory.liveCount(), directory.lastSeq(), changedBefore, tallies, nanos);
  }

  RecallEvidence evidence() {
    RecallEvidence evidence = new RecallEvidence(k, new ScanCosts());
    for (KeptTally t : tallies) {
      evidence.put(
          t.kind,
          new ScanPlan(t.first, t.candidates, t.narrowed),
          new Tally(t.queries, t.sum, t.squares));
    }
    nanos.forEach(evidence.costs()::add);
    return evidence;
  }

  /** Documents added and removed since it was measured. */
  long changesSince(RowDirectory directory) {
    long added = directory.liveAfter(lastSeq);
    long left = directory.liveCount() - added;
    return changedBefore + added + (documents - left);
  }

  String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("numbers and names are always JSON", e);
    }
  }

  /** Empty for a text of another version: it is measured again. */
  static Optional<KeptRecall> read(String json) {
    try {
      return Optional.of(JSON.readValue(json, KeptRecall.class));
    } catch (JsonProcessingException e) {
      System.getLogger(KeptRecall.class.getName())
          .log(System.Logger.Level.INFO, "recall is measured again: {0}", e.getMessage());
      return Optional.empty();
    }
  }
}
