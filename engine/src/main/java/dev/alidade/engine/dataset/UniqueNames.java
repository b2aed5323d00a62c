package dev.alidade.engine.dataset;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Names in their order; one that is taken gets a number: {@code movies 2}. */
final class UniqueNames {
  private final List<String> names = new ArrayList<>();
  private final Set<String> taken = new HashSet<>();

  String add(String wanted) {
    String name = free(wanted, taken);
    taken.add(name);
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
