package dev.alidade.engine.data;

/** The smallest of many longs: a binary heap with the largest of them on top. */
final class SmallestRanks {
  private final long[] heap;
  private int size;

  /**
   * @param count how many are kept, at least 1
   */
  SmallestRanks(int count) {
    heap = new long[count];
  }

  void offer(long rank) {
    if (size < heap.length) {
      heap[size] = rank;
      rise(size++);
    } else if (rank < heap[0]) {
      heap[0] = rank;
      sink();
    }
  }

  /** The largest that is kept. */
  long largest() {
    return heap[0];
  }

  private void rise(int from) {
    long rank = heap[from];
    int at = from;
    while (at > 0 && heap[(at - 1) / 2] < rank) {
      heap[at] = heap[(at - 1) / 2];
      at = (at - 1) / 2;
    }
    heap[at] = rank;
  }

  private void sink() {
    long rank = heap[0];
    int at = 0;
    int child = 1;
    while (child < size) {
      if (child + 1 < size && heap[child + 1] > heap[child]) {
        child++;
      }
      if (heap[child] <= rank) {
        break;
      }
      heap[at] = heap[child];
      at = child;
      child = 2 * at + 1;
    }
    heap[at] = rank;
  }
}
