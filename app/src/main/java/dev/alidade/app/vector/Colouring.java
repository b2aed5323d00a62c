package dev.alidade.app.vector;

import dev.alidade.app.format.Values;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Points put into a few groups, each of a colour.
 *
 * @param field the metadata field
 * @param groups frequent ones first, or from low to high; at most {@link #MOST_GROUPS} and one of
 *     the rest
 * @param groupOf group of each point
 * @param ordered whether the groups are steps from low to high
 */
@SuppressWarnings("ArrayRecordComponent") // bulk data, never compared
record Colouring(String field, List<Group> groups, byte[] groupOf, boolean ordered) {
  /** Series colours that are told apart without a legend at hand. */
  static final int MOST_GROUPS = 7;

  /** Steps of an ordered field: more shades of one scale are not told apart. */
  private static final int STEPS = 5;

  /**
   * @param rest whether it holds everything that has no colour of its own
   */
  record Group(String label, long count, boolean rest) {}

  Colouring {
    groups = List.copyOf(groups);
  }

  /** All points in one group without a colour. */
  static Colouring none(int points) {
    return new Colouring("", List.of(new Group("", points, true)), new byte[points], false);
  }

  static Colouring of(String field, List<@Nullable Object> values) {
    Map<Object, Integer> counts = new HashMap<>();
    for (Object value : values) {
      if (value != null) {
        counts.merge(value, 1, Integer::sum);
      }
    }
    boolean scaled =
        counts.keySet().stream().allMatch(v -> v instanceof Number || v instanceof Instant);
    return scaled && counts.size() > MOST_GROUPS
        ? steps(field, values)
        : kinds(field, values, counts);
  }

  private static Colouring kinds(
      String field, List<@Nullable Object> values, Map<Object, Integer> counts) {
    List<Map.Entry<Object, Integer>> frequent =
        counts.entrySet().stream()
            .sorted(
                Map.Entry.<Object, Integer>comparingByValue()
                    .reversed()
                    .thenComparing(e -> e.getKey().toString()))
            .limit(MOST_GROUPS)
            .toList();
    Map<Object, Integer> code = new HashMap<>();
    List<Group> groups = new ArrayList<>();
    for (Map.Entry<Object, Integer> entry : frequent) {
      code.put(entry.getKey(), groups.size());
      groups.add(new Group(Values.shown(entry.getKey()), entry.getValue(), false));
    }
    byte[] groupOf = new byte[values.size()];
    int rest = groups.size();
    long left = 0;
    for (int i = 0; i < groupOf.length; i++) {
      Object value = values.get(i);
      int group = value == null ? rest : code.getOrDefault(value, rest);
      groupOf[i] = (byte) group;
      left += group == rest ? 1 : 0;
    }
    if (left > 0) {
      groups.add(new Group(restLabel(counts.size() - frequent.size()), left, true));
    }
    return new Colouring(field, groups, groupOf, false);
  }

  private static String restLabel(int others) {
    return others <= 0 ? "no value" : others == 1 ? "1 other" : "%,d others".formatted(others);
  }

  private static Colouring steps(String field, List<@Nullable Object> values) {
    double[] sorted =
        values.stream().filter(v -> v != null).mapToDouble(Colouring::number).sorted().toArray();
    double[] ends = new double[STEPS];
    for (int i = 0; i < STEPS; i++) {
      ends[i] = sorted[Math.min(sorted.length - 1, (i + 1) * sorted.length / STEPS)];
    }
    Object[] shown = new Object[STEPS];
    long[] counts = new long[STEPS + 1];
    byte[] groupOf = new byte[values.size()];
    for (int i = 0; i < groupOf.length; i++) {
      Object value = values.get(i);
      int group = STEPS;
      if (value != null) {
        double number = number(value);
        group = 0;
        while (group < STEPS - 1 && number >= ends[group]) {
          group++;
        }
        shown[group] = shown[group] == null || number > number(shown[group]) ? value : shown[group];
      }
      groupOf[i] = (byte) group;
      counts[group]++;
    }
    List<Group> groups = new ArrayList<>();
    for (int i = 0; i < STEPS; i++) {
      groups.add(
          new Group(shown[i] == null ? "–" : "up to " + Values.shown(shown[i]), counts[i], false));
    }
    if (counts[STEPS] > 0) {
      groups.add(new Group("no value", counts[STEPS], true));
    }
    return new Colouring(field, groups, groupOf, true);
  }

  private static double number(Object value) {
    return value instanceof Instant instant
        ? instant.toEpochMilli()
        : ((Number) value).doubleValue();
  }

  /** How many of some points are in each group, most first. */
  List<Group> inside(Iterable<Integer> points) {
    long[] counts = new long[groups.size()];
    for (int point : points) {
      counts[groupOf[point]]++;
    }
    List<Group> inside = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        inside.add(new Group(groups.get(i).label(), counts[i], groups.get(i).rest()));
      }
    }
    inside.sort(Comparator.comparingLong(Group::count).reversed());
    return inside;
  }

  /** Which group has the label, or −1. */
  int indexOf(Group wanted) {
    for (int i = 0; i < groups.size(); i++) {
      if (groups.get(i).label().equals(wanted.label())) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public String toString() {
    return "Colouring[" + field + ", " + groups + ", " + Arrays.hashCode(groupOf) + "]";
  }
}
