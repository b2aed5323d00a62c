package dev.alidade.app.transform;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The steps of one data set with the way back and forth. JavaFX thread. */
final class DraftHistory {
  /** More edits than anybody takes back one by one. */
  private static final int MOST_KEPT = 200;

  private final Deque<Draft> past = new ArrayDeque<>();
  private final Deque<Draft> future = new ArrayDeque<>();
  private Draft current = Draft.EMPTY;
  private @Nullable Object merging;

  Draft current() {
    return current;
  }

  /**
   * Makes an edit.
   *
   * @param mergeKey edits of one key in a row, for example letters typed into one field, are taken
   *     back together; null for an edit of its own
   */
  void edit(Draft next, @Nullable Object mergeKey) {
    if (next.items().equals(current.items())) {
      current = next;
      return;
    }
    if (mergeKey == null || !Objects.equals(mergeKey, merging)) {
      past.push(current);
      if (past.size() > MOST_KEPT) {
        past.removeLast();
      }
    }
    future.clear();
    merging = mergeKey;
    current = next;
  }

  /** Selecting is no edit; it ends a row of merged ones. */
  void select(int index) {
    current = current.selecting(index);
    merging = null;
  }

  boolean canUndo() {
    return !past.isEmpty();
  }

  boolean canRedo() {
    return !future.isEmpty();
  }

  void undo() {
    if (canUndo()) {
      future.push(current);
      current = past.pop();
      merging = null;
    }
  }

  void redo() {
    if (canRedo()) {
      past.push(current);
      current = future.pop();
      merging = null;
    }
  }
}
