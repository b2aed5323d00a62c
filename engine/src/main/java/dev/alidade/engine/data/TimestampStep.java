package dev.alidade.engine.data;

import dev.alidade.engine.dataset.Column;
import dev.alidade.engine.dataset.ColumnType;
import dev.alidade.engine.dataset.DictionaryColumn;
import dev.alidade.engine.dataset.Field;
import dev.alidade.engine.dataset.TimestampColumn;
import dev.alidade.engine.dataset.TimestampColumnBuilder;
import dev.alidade.engine.dataset.Utf8Column;
import dev.alidade.engine.runtime.Region;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;

/**
 * Text to timestamps: the kernel reads the common ISO 8601 forms, Java tries the others on what the
 * kernel left. A dictionary column is read entry by entry.
 */
final class TimestampStep {
  private TimestampStep() {}

  static StepResult apply(StepRun run, String name) {
    int position = run.indexOf(name);
    Column source = run.table().columns().get(position);
    if (source instanceof TimestampColumn) {
      return new StepResult(run.unchanged(), Paths.java("the column is timestamp already"));
    }
    Column made =
        switch (source) {
          case Utf8Column c -> plain(run, c);
          case DictionaryColumn c -> coded(run, c);
          default ->
              throw run.wrongType(
                  source, "string", "Cast it: whole numbers are milliseconds since 1970.");
        };
    return new StepResult(run.with(position, made), run.path("no text to read"));
  }

  /** What the kernel and Java made of some strings. */
  private record Parsed(Region millis, Region validity) {
    static Parsed of(
        StepRun run,
        Region offsets,
        Region utf8,
        Optional<Region> validity,
        int strings,
        LongFunction<Region> allocate) {
      Region millis = allocate.apply(strings * 8L);
      Region valid = allocate.apply(Bitmaps.bytes(strings));
      Region failed = run.owned().scratchBitmap(strings);
      int failures =
          run.kernels().isoMillis(offsets, utf8, validity, strings, millis, valid, failed);
      if (failures > 0) {
        retry(run, offsets, utf8, strings, new Parsed(millis, valid), failed);
      }
      return new Parsed(millis, valid);
    }

    private static void retry(
        StepRun run, Region offsets, Region utf8, int strings, Parsed parsed, Region failed) {
      for (int i = 0; i < strings; i++) {
        run.tick(i);
        if (Column.bit(failed, i)) {
          OptionalLong instant = Values.timestamp(Texts.at(offsets, utf8, i));
          if (instant.isPresent()) {
            MemorySegment bits = parsed.validity.segment();
            parsed
                .millis
                .segment()
                .set(ValueLayout.JAVA_LONG_UNALIGNED, i * 8L, instant.getAsLong());
            byte with = (byte) (bits.get(ValueLayout.JAVA_BYTE, i >>> 3) | 1 << (i & 7));
            bits.set(ValueLayout.JAVA_BYTE, i >>> 3, with);
          }
        }
      }
    }

    boolean isValid(int string) {
      return Column.bit(validity, string);
    }

    long at(int string) {
      return millis.segment().get(ValueLayout.JAVA_LONG_UNALIGNED, string * 8L);
    }
  }

  /** The kernel's output is the column. */
  private static Column plain(StepRun run, Utf8Column column) {
    int rows = run.rows();
    Parsed parsed =
        Parsed.of(
            run,
            column.offsets(),
            column.utf8(),
            ColumnKernels.validity(column),
            rows,
            run.owned()::result);
    int nulls = rows - Bitmaps.count(parsed.validity, rows);
    if (nulls > column.nullCount()) {
      for (int row = 0; row < rows; row++) {
        run.tick(row);
        if (!parsed.isValid(row) && !column.isNull(row)) {
          reject(run, row, column.text(row));
        }
      }
    }
    Optional<Region> validity = Optional.of(parsed.validity);
    if (nulls == 0) {
      run.owned().discard(parsed.validity);
      validity = Optional.empty();
    }
    Field field = new Field(column.field().name(), ColumnType.TIMESTAMP, nulls > 0);
    return new TimestampColumn(field, rows, nulls, validity, parsed.millis);
  }

  private static Column coded(StepRun run, DictionaryColumn column) {
    Parsed parsed =
        Parsed.of(
            run,
            column.dictionaryOffsets(),
            column.dictionaryBytes(),
            Optional.empty(),
            column.dictionarySize(),
            run.owned()::scratch);
    var builder = new TimestampColumnBuilder(column.field().name());
    for (int row = 0; row < run.rows(); row++) {
      run.tick(row);
      int code = column.isNull(row) ? -1 : column.code(row);
      if (code >= 0 && parsed.isValid(code)) {
        builder.append(parsed.at(code));
      } else {
        builder.appendNull();
        if (code >= 0) {
          reject(run, row, column.entry(code));
        }
      }
    }
    return run.owned().own(builder.build(run.shard()));
  }

  private static void reject(StepRun run, int row, String text) {
    run.reject(row, "\"" + text + "\" is not a time.");
  }
}
