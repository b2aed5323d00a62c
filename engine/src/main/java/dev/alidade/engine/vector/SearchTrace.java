package dev.alidade.engine.vector;

import dev.alidade.engine.ExecutionPath;
import dev.alidade.engine.PathChoice;
import dev.alidade.engine.vector.SearchResults.Explanation;
import dev.alidade.engine.vector.SearchResults.Stage;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Collects how one search goes. Used by one thread. */
final class SearchTrace {
  static final PathChoice ONNX =
      new PathChoice(ExecutionPath.ONNX, "the embedding model runs on ONNX Runtime");
  static final PathChoice SQLITE =
      new PathChoice(ExecutionPath.SQLITE, "texts are in the workspace");
  static final PathChoice METADATA =
      new PathChoice(ExecutionPath.JAVA, "metadata is in typed Java columns");
  static final PathChoice MEASUREMENT =
      new PathChoice(
          ExecutionPath.JAVA, "sampled queries are compared with their exact answers first");

  private final LongSupplier nanoClock;
  private final long start;
  private final List<Stage> stages = new ArrayList<>();
  private final Set<String> notes = new LinkedHashSet<>();
  private PathChoice path = SQLITE;
  private long rowsScanned;
  private long candidates;
  private double selectivity = 1;
  private String plan = "";
  private Optional<MeasuredRecall> recall = Optional.empty();

  SearchTrace(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    this.start = nanoClock.getAsLong();
  }

  <T> T stage(String name, PathChoice stagePath, Supplier<T> work) {
    return stage(name, result -> stagePath, work);
  }

  /** Runs a stage whose path is known when it is done. */
  <T> T stage(String name, Function<T, PathChoice> stagePath, Supplier<T> work) {
    long before = nanoClock.getAsLong();
    T result = work.get();
    stages.add(new Stage(name, stagePath.apply(result), nanoClock.getAsLong() - before));
    return result;
  }

  Found scan(Supplier<Found> work) {
    Found found = stage("Scan", Found::path, work);
    path = found.path();
    rowsScanned += found.examined();
    return found;
  }

  /** One pass for many queries; rows count for each of them. */
  List<Found> scanMany(Supplier<List<Found>> work) {
    List<Found> all = stage("Scan", f -> f.isEmpty() ? path : f.getFirst().path(), work);
    for (Found found : all) {
      path = found.path();
      rowsScanned += found.examined();
    }
    return all;
  }

  /** Exact scores of rows that were listed, with no scan. */
  Found gather(Supplier<Found> work) {
    Found found = stage("Gather", Found::path, work);
    path = found.path();
    rowsScanned += found.examined();
    return found;
  }

  Found narrow(Supplier<Found> work) {
    return stage("Narrow", Found::path, work);
  }

  Found rescore(int rows, Supplier<Found> work) {
    candidates += rows;
    return stage("Rescore", Found::path, work);
  }

  void plan(ScanPlan value) {
    plan = value.label();
  }

  void note(String sentence) {
    notes.add(sentence);
  }

  void selectivity(double value) {
    selectivity = value;
  }

  void recall(MeasuredRecall value) {
    recall = Optional.of(value);
  }

  PathChoice path() {
    return path;
  }

  long rowsScanned() {
    return rowsScanned;
  }

  long totalNanos() {
    return nanoClock.getAsLong() - start;
  }

  Explanation explanation(boolean withStages) {
    return new Explanation(
        path,
        totalNanos(),
        withStages ? stages : List.of(),
        rowsScanned,
        candidates,
        selectivity,
        recall.map(r -> OptionalDouble.of(r.recall())).orElse(OptionalDouble.empty()),
        String.join(" ", notes),
        plan,
        recall);
  }
}
