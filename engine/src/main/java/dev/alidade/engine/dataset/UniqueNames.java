package dev.alidade.engine.dataset;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Names in their order; one that is taken gets a number: {@code movies 2}. */
final class UniqueNames {
  private final List<String> names = new ArrayList<>();
  private final Set<String> taken = new HashSet<>();

  /** Where to go on for a name that came before; a file may repeat one a hundred thousand times. */
  private final Map<String, Integer> numbers = new HashMap<>();

  String add(String wanted) {
    String name = wanted;
    while (!taken.add(name)) {
      name = wanted + " " + numbers.merge(wanted, 2, (last, first) -> last + 1);
    }
    names.add(name);
    return name;
  }

  List<String> list() {
    return List.copyOf(names);
  }

  static String free(String wanted, Collection<String> taken) {
    String name = wanted;
    for (int n = 2; taken.contains(name); n++) {
      name = wanted + " " + n;
    }
    return name;
  }
}
