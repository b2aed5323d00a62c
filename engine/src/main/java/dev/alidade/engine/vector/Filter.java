package dev.alidade.engine.vector;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A typed condition over a document's metadata. A missing value matches nothing but {@code Not}.
 */
public sealed interface Filter {
  /** Matches everything. */
  Filter NONE = new And(List.of());

  record Equals(String field, Object value) implements Filter {}

  record In(String field, List<Object> values) implements Filter {}

  /** Both ends included; null is open. */
  record Range(String field, @Nullable Object from, @Nullable Object to) implements Filter {}

  record Exists(String field) implements Filter {}

  record And(List<Filter> parts) implements Filter {}

  record Or(List<Filter> parts) implements Filter {}

  record Not(Filter part) implements Filter {}
}
