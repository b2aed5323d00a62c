package dev.alidade.engine.dataset;

import dev.alidade.engine.runtime.MemoryExhausted;
import dev.alidade.engine.runtime.Shard;
import java.util.ArrayList;
import java.util.List;

/** Puts the parts of a stream together in memory. Used by one thread. */
final class CollectedParts implements DatasetStream.PartConsumer {
  private final DatasetStream.PartWork work;
  private final long mostBytes;
  private final List<ColumnBuilder> columns = new ArrayList<>();
  private long bytes;

  CollectedParts(DatasetStream.PartWork work, long mostBytes) {
    this.work = work;
    this.mostBytes = mostBytes;
  }

  @Override
  public void begin(Schema schema) {
    columns.clear();
    bytes = 0;
    work.begin();
  }

  @Override
  public void accept(Dataset part) {
    Dataset result = work.apply(part);
    try {
      append(result);
    } finally {
      if (result != part) {
        result.close();
      }
    }
  }

  private void append(Dataset result) {
    if (result.rowCount() > 0) {
      bytes += result.bytes();
    }
    if (bytes > mostBytes) {
      throw MemoryExhausted.tooManyRows(bytes, mostBytes);
    }
    if (columns.isEmpty()) {
      result.columns().forEach(column -> columns.add(ColumnBuilder.like(column)));
    }
    for (int i = 0; i < columns.size(); i++) {
      ColumnBuilder builder = columns.get(i);
      Column column = result.column(i);
      for (long row = 0; row < result.rowCount(); row++) {
        builder.appendFrom(column, row);
      }
    }
  }

  @Override
  public boolean wantsMore() {
    return work.wantsMore();
  }

  Dataset build(String name, String source, Shard shard, DatasetStream.Rejected rejected) {
    long rows = columns.isEmpty() ? 0 : columns.getFirst().rowCount();
    return new Dataset(
        name,
        source,
        rows,
        ColumnBuilder.buildAll(columns, shard),
        shard,
        rejected.first(),
        rejected.count());
  }
}
