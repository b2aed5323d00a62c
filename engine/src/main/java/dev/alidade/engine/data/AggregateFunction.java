package dev.alidade.engine.data;

/** What an aggregation computes. */
public enum AggregateFunction {
  COUNT,
  SUM,
  AVG,
  MIN,
  MAX
}
