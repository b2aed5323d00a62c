package dev.alidade.engine.data;

/**
 * The rows of each group, in their order.
 *
 * @param starts where each group begins in {@code rows}, and the end
 */
record GroupRows(int[] starts, int[] rows) {
  static GroupRows of(StepRun run, GroupCodes groups) {
    int[] codes = groups.codes();
    int[] starts = new int[groups.groups() + 1];
    for (int code : codes) {
      starts[code + 1]++;
    }
    for (int group = 0; group < groups.groups(); group++) {
      starts[group + 1] += starts[group];
    }
    int[] next = starts.clone();
    int[] rows = new int[codes.length];
    for (int row = 0; row < codes.length; row++) {
      run.tick(row);
      rows[next[codes[row]]++] = row;
    }
    return new GroupRows(starts, rows);
  }

  int start(int group) {
    return starts[group];
  }

  int end(int group) {
    return starts[group + 1];
  }

  int row(int index) {
    return rows[index];
  }
}
