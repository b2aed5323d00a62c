package dev.alidade.engine.vector;

import dev.alidade.engine.InvalidRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A typed condition over a document's metadata. Values are strings, finite numbers, booleans and
 * instants; each is compared with values of its own type only, numbers with each other whether
 * whole or not. A missing value matches nothing but {@code Not}.
 *
 * <p>Making one of anything else is refused by {@link InvalidRequest}, which names the field; so is
 * searching with more than 200 levels or 10,000 conditions.
 */
public sealed interface Filter {
  /** Matches everything. */
  Filter NONE = new And(List.of());

  /** Each of the fields equals its value; an empty map matches everything. */
  static Filter of(Map<String, ?> equal) {
    if (equal == null) {
      throw missing("A map of fields and values");
    }
    return new And(
        equal.entrySet().stream()
            .<Filter>map(entry -> new Equals(entry.getKey(), entry.getValue()))
            .toList());
  }

  record Equals(String field, Object value) implements Filter {
    public Equals {
      requireField(field);
      MetadataValues.constant(field, value);
    }
  }

  /** Equals one of the values; matches nothing where there are none. */
  record In(String field, List<Object> values) implements Filter {
    public In {
      requireField(field);
      if (values == null) {
        throw missing("The list of values for the field \"%s\"".formatted(field));
      }
      values.forEach(value -> MetadataValues.constant(field, value));
      values = List.copyOf(values);
    }
  }

  /** Both ends included; null is open. Without ends every value matches. */
  record Range(String field, @Nullable Object from, @Nullable Object to) implements Filter {
    public Range {
      requireField(field);
      if (from != null) {
        MetadataValues.constant(field, from);
      }
      if (to != null) {
        MetadataValues.constant(field, to);
      }
    }
  }

  /** Has a value of whatever type. */
  record Exists(String field) implements Filter {
    public Exists {
      requireField(field);
    }
  }

  /** All parts match; without parts everything does. */
  record And(List<Filter> parts) implements Filter {
    public And {
      parts = requireParts(parts);
    }
  }

  /** Any part matches; without parts nothing does. */
  record Or(List<Filter> parts) implements Filter {
    public Or {
      parts = requireParts(parts);
    }
  }

  record Not(Filter part) implements Filter {
    public Not {
      if (part == null) {
        throw missing("The negated condition");
      }
    }
  }

  private static void requireField(@Nullable String field) {
    if (field == null) {
      throw missing("The name of a field");
    }
  }

  private static List<Filter> requireParts(@Nullable List<Filter> parts) {
    if (parts == null || parts.stream().anyMatch(part -> part == null)) {
      throw missing("A joined condition");
    }
    return List.copyOf(parts);
  }

  private static InvalidRequest missing(String what) {
    return new InvalidRequest(
        what + " of a filter is null.", "Give one; a field without a value is Not(Exists(field)).");
  }
}
