package dev.alidade.engine.dataset;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Columns in their order. Names are unique. */
public record Schema(List<Field> fields) {
  public Schema {
    fields = List.copyOf(fields);
  }

  public int size() {
    return fields.size();
  }

  /** Position of the column with this name. */
  public OptionalInt indexOf(String name) {
    return IntStream.range(0, fields.size())
        .filter(i -> fields.get(i).name().equals(name))
        .findFirst();
  }
}
