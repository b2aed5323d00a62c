package dev.alidade.app.transform;

import dev.alidade.engine.data.Pipeline;
import dev.alidade.engine.data.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * Steps as they are being edited. Immutable.
 *
 * @param selected the step in the editor; −1 for none
 */
record Draft(List<Pipeline.Item> items, int selected) {
  static final Draft EMPTY = new Draft(List.of(), -1);

  Draft {
    items = List.copyOf(items);
    selected = selected >= items.size() ? items.size() - 1 : Math.max(-1, selected);
  }

  /** The same steps with another one in the editor. */
  Draft selecting(int index) {
    return new Draft(items, index);
  }

  /** One more step at the end, selected. */
  Draft plus(Step step) {
    List<Pipeline.Item> next = new ArrayList<>(items);
    next.add(new Pipeline.Item(step, true));
    return new Draft(next, next.size() - 1);
  }

  Draft replacing(int index, Step step) {
    List<Pipeline.Item> next = new ArrayList<>(items);
    next.set(index, new Pipeline.Item(step, items.get(index).enabled()));
    return new Draft(next, selected);
  }

  Draft switching(int index, boolean enabled) {
    List<Pipeline.Item> next = new ArrayList<>(items);
    next.set(index, new Pipeline.Item(items.get(index).step(), enabled));
    return new Draft(next, selected);
  }

  /** Without a step; the selection stays on the step it was on. */
  Draft without(int index) {
    List<Pipeline.Item> next = new ArrayList<>(items);
    next.remove(index);
    int moved = selected == index ? -1 : selected > index ? selected - 1 : selected;
    return new Draft(next, moved);
  }

  /** With a step at another place, selected. */
  Draft moving(int from, int to) {
    int place = Math.clamp(to, 0, items.size() - 1);
    List<Pipeline.Item> next = new ArrayList<>(items);
    next.add(place, next.remove(from));
    return new Draft(next, place);
  }

  Pipeline pipeline(String name) {
    return new Pipeline(name, items);
  }
}
