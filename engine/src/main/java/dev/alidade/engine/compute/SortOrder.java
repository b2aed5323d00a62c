package dev.alidade.engine.compute;

/** Direction of a sort. */
public enum SortOrder {
  ASCENDING,
  DESCENDING
}
