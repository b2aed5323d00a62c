package dev.alidade.app.control;

import javafx.collections.ObservableListBase;

/** Row indexes 0 to n − 1 as a list that holds none of them, and can grow. */
final class LazyRows extends ObservableListBase<Integer> {
  private int size;

  LazyRows(int size) {
    this.size = size;
  }

  /** Takes more rows; fewer change nothing. */
  void grow(int rows) {
    if (rows > size) {
      beginChange();
      nextAdd(size, rows);
      size = rows;
      endChange();
    }
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
