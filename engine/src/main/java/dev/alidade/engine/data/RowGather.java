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

/**
 * Makes columns of chosen rows: 8-byte values and dictionary codes by kernels, the others in Java.
 * A dictionary is shared, so it may keep entries that no row uses.
 */
final class RowGather {
  private final StepRun run;
  private final Region rows;
  private final int count;

  /**
   * @param rows int32 row numbers
   */
  RowGather(StepRun run, Region rows, int count) {
    this.run = run;
    this.rows = rows;
    this.count = count;
  }

  /** The chosen rows of the step's table. */
  static Table table(StepRun run, Region rows, int count) {
    return new Table(count, new RowGather(run, rows, count).columns(run.table().columns()));
  }

  List<Column> columns(List<Column> sources) {
    List<Column> gathered = new ArrayList<>();
    for (Column source : sources) {
      run.progress().check(run.operation());
      gathered.add(column(source));
    }
    return gathered;
  }

  Column column(Column source) {
    return switch (source) {
      case Int64Column c -> {
        Gathered g = wide(c, c.values());
        yield new Int64Column(g.field(), count, g.nulls(), g.validity(), g.values());
      }
      case Float64Column c -> {
        Gathered g = wide(c, c.values());
        yield new Float64Column(g.field(), count, g.nulls(), g.validity(), g.values());
      }
      case TimestampColumn c -> {
        Gathered g = wide(c, c.values());
        yield new TimestampColumn(g.field(), count, g.nulls(), g.validity(), g.values());
      }
      case DictionaryColumn c -> {
        Gathered g = gather(c, 4, c.codes());
        yield new DictionaryColumn(
            g.field(),
            count,
            g.nulls(),
            g.validity(),
            g.values(),
            c.dictionarySize(),
            run.owned().share(c.dictionaryOffsets()),
            run.owned().share(c.dictionaryBytes()));
      }
      case BoolColumn c -> byRow(c);
      case Utf8Column c -> byRow(c);
      case VectorColumn c -> byRow(c);
    };
  }

  private record Gathered(Field field, int nulls, Optional<Region> validity, Region values) {}

  private Gathered wide(Column source, Region values) {
    return gather(source, 8, values);
  }

  private Gathered gather(Column source, int width, Region values) {
    Optional<Region> validity = ColumnKernels.validity(source);
    Region out = run.owned().result(count * (long) width);
    Optional<Region> outValidity = validity.map(v -> run.owned().result(Bitmaps.bytes(count)));
    run.kernels().gather(width, rows, count, values, validity, out, outValidity);
    int nulls = outValidity.map(bits -> count - Bitmaps.count(bits, count)).orElse(0);
    if (nulls == 0) {
      outValidity.ifPresent(run.owned()::discard);
      outValidity = Optional.empty();
    }
    Field field = source.field();
    return new Gathered(new Field(field.name(), field.type(), nulls > 0), nulls, outValidity, out);
  }

  private Column byRow(Column source) {
    ColumnBuilder builder = ColumnBuilder.like(source);
    MemorySegment numbers = rows.segment();
    for (int i = 0; i < count; i++) {
      run.tick(i);
      builder.appendFrom(source, numbers.get(ValueLayout.JAVA_INT_UNALIGNED, i * 4L));
    }
    return run.owned().own(builder.build(run.shard()));
  }
}
