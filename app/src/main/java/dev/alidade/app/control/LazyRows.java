package dev.alidade.app.control;

import javafx.collections.ObservableListBase;

/** Row indexes 0 to n − 1 as a list that holds none of them. */
final class LazyRows extends ObservableListBase<Integer> {
  private final int size;

  LazyRows(int size) {
    this.size = size;
  }

  @Override
  public Integer get(int index) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException(index);
    }
    return index;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int indexOf(Object row) {
    return row instanceof Integer index && index >= 0 && index < size ? index : -1;
  }

  @Override
  public boolean contains(Object row) {
    return indexOf(row) >= 0;
  }
}
