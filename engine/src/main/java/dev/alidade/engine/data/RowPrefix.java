package dev.alidade.engine.data;

import dev.alidade.engine.dataset.BoolColumn;
import dev.alidade.engine.dataset.Column;
import dev.alidade.engine.dataset.ColumnBuilder;
import dev.alidade.engine.dataset.DictionaryColumn;
import dev.alidade.engine.dataset.Field;
import dev.alidade.engine.dataset.Float64Column;
import dev.alidade.engine.dataset.Int64Column;
import dev.alidade.engine.dataset.TimestampColumn;
import dev.alidade.engine.dataset.Utf8Column;
import dev.alidade.engine.dataset.VectorColumn;
import dev.alidade.engine.runtime.Region;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes columns of the first rows by copying the beginning of their regions. */
final class RowPrefix {
  /**
   * A dictionary this much larger than the prefix is coded anew, so that later steps stay small.
   */
  private static final int SPARSE_DICTIONARY = 4;

  private final StepRun run;
  private final int count;

  private RowPrefix(StepRun run, int count) {
    this.run = run;
    this.count = count;
  }

  /** The first rows of the step's table; all of them are shared when there are no more. */
  static Table table(StepRun run, long rows) {
    if (rows >= run.rows()) {
      return run.unchanged();
    }
    var prefix = new RowPrefix(run, (int) rows);
    List<Column> columns = new ArrayList<>();
    for (Column column : run.table().columns()) {
      columns.add(prefix.column(column));
    }
    return new Table((int) rows, columns);
  }

  private Column column(Column source) {
    if (source instanceof DictionaryColumn c && c.dictionarySize() / SPARSE_DICTIONARY > count) {
      return byRow(source);
    }
    Optional<Region> validity =
        ColumnKernels.validity(source).map(bits -> copy(bits, (count + 7) / 8, count));
    int nulls = validity.map(bits -> count - Bitmaps.count(bits, count)).orElse(0);
    if (nulls == 0) {
      validity.ifPresent(run.owned()::discard);
      validity = Optional.empty();
    }
    Field field = new Field(source.field().name(), source.field().type(), nulls > 0);
    return switch (source) {
      case Int64Column c ->
          new Int64Column(field, count, nulls, validity, copy(c.values(), count * 8L));
      case Float64Column c ->
          new Float64Column(field, count, nulls, validity, copy(c.values(), count * 8L));
      case TimestampColumn c ->
          new TimestampColumn(field, count, nulls, validity, copy(c.values(), count * 8L));
      case BoolColumn c ->
          new BoolColumn(field, count, nulls, validity, copy(c.values(), (count + 7) / 8, count));
      case VectorColumn c ->
          new VectorColumn(
              field,
              count,
              nulls,
              validity,
              c.dimensions(),
              copy(c.values(), count * 4L * c.dimensions()));
      case DictionaryColumn c ->
          new DictionaryColumn(
              field,
              count,
              nulls,
              validity,
              copy(c.codes(), count * 4L),
              c.dictionarySize(),
              run.owned().share(c.dictionaryOffsets()),
              run.owned().share(c.dictionaryBytes()));
      case Utf8Column c -> {
        int end = c.offsets().segment().get(ValueLayout.JAVA_INT_UNALIGNED, count * 4L);
        yield new Utf8Column(
            field, count, nulls, validity, copy(c.offsets(), count * 4L + 4), copy(c.utf8(), end));
      }
    };
  }

  private Region copy(Region source, long bytes) {
    Region target = run.owned().result(bytes);
    MemorySegment.copy(source.segment(), 0, target.segment(), 0, bytes);
    return target;
  }

  /** A bitmap whose bits beyond {@code rows} are cleared. */
  private Region copy(Region source, int bytes, int rows) {
    Region target = run.owned().result(Bitmaps.bytes(rows));
    MemorySegment bits = target.segment();
    MemorySegment.copy(source.segment(), 0, bits, 0, bytes);
    if ((rows & 7) != 0) {
      int last = bits.get(ValueLayout.JAVA_BYTE, rows >>> 3) & ((1 << (rows & 7)) - 1);
      bits.set(ValueLayout.JAVA_BYTE, rows >>> 3, (byte) last);
    }
    return target;
  }

  private Column byRow(Column source) {
    ColumnBuilder builder = ColumnBuilder.like(source);
    for (int row = 0; row < count; row++) {
      run.tick(row);
      builder.appendFrom(source, row);
    }
    return run.owned().own(builder.build(run.shard()));
  }
}
