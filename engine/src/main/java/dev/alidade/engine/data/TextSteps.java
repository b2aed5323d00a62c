package dev.alidade.engine.data;

import dev.alidade.engine.PathChoice;
import dev.alidade.engine.data.expression.CodePoints;
import dev.alidade.engine.data.expression.TextForms;
import dev.alidade.engine.dataset.Column;
import dev.alidade.engine.dataset.DictionaryColumn;
import dev.alidade.engine.dataset.StringColumn;
import dev.alidade.engine.dataset.StringColumnBuilder;
import dev.alidade.engine.dataset.Utf8Column;
import dev.alidade.engine.runtime.Region;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Steps that change text. A dictionary column is changed in its dictionary; entries that became
 * equal are merged.
 */
final class TextSteps {
  private TextSteps() {}

  static StepResult changeCase(StepRun run, String name, boolean upper) {
    int position = run.indexOf(name);
    UnaryOperator<String> inJava =
        upper ? s -> s.toUpperCase(Locale.ROOT) : s -> s.toLowerCase(Locale.ROOT);
    Column changed =
        switch (text(run, position)) {
          case DictionaryColumn c -> {
            int entries = c.dictionarySize();
            CaseKernel kernel =
                new CaseKernel(run, upper, c.dictionaryOffsets(), c.dictionaryBytes(), entries);
            Column mapped =
                mapDictionary(
                    run,
                    c,
                    code -> kernel.isAscii(code) ? kernel.text(code) : inJava.apply(c.entry(code)));
            kernel.discard();
            yield mapped;
          }
          case Utf8Column c -> {
            CaseKernel kernel =
                new CaseKernel(run, upper, c.offsets(), c.utf8(), Math.toIntExact(c.rowCount()));
            yield kernel.nonAscii == 0 ? kernel.column(c) : kernel.finish(c, inJava);
          }
        };
    PathChoice path = run.path("no text to change");
    return new StepResult(run.with(position, changed), path);
  }

  static StepResult trim(StepRun run, Step.Trim step) {
    return map(run, step.column(), String::strip, "no kernel for trim: Java runs it");
  }

  static StepResult title(StepRun run, Step.Title step) {
    return map(run, step.column(), TextForms::title, "no kernel for title case: Java runs it");
  }

  static StepResult substring(StepRun run, Step.Substring step) {
    return map(
        run,
        step.column(),
        text -> CodePoints.substring(text, step.start(), step.count()),
        "no kernel for substrings: Java runs them");
  }

  static StepResult pad(StepRun run, Step.Pad step) {
    if (step.fill().isEmpty() || step.length() > TextForms.MOST_PADDED) {
      throw run.failed(
          "XFRM-105",
          step.fill().isEmpty()
              ? "There is nothing to pad with."
              : "A length of %,d characters is too much.".formatted(step.length()),
          "Give a character to pad with, and a length up to %,d.".formatted(TextForms.MOST_PADDED));
    }
    boolean left = step.side() == Step.Pad.Side.LEFT;
    return map(
        run,
        step.column(),
        text -> TextForms.pad(text, step.length(), step.fill(), left),
        "no kernel for padding: Java runs it");
  }

  static StepResult normalise(StepRun run, Step.NormaliseText step) {
    return map(
        run,
        step.column(),
        text -> Normalizer.normalize(text, step.form()),
        "no kernel for Unicode forms: Java runs them");
  }

  static StepResult replace(StepRun run, Step.Replace step) {
    if (step.find().isEmpty()) {
      throw run.failed(
          "XFRM-105", "There is nothing to find.", "Give the text that should be replaced.");
    }
    if (!step.regex()) {
      return map(
          run,
          step.column(),
          text -> text.replace(step.find(), step.replacement()),
          "no kernel for replace: Java runs it");
    }
    Pattern pattern = pattern(run, step.find());
    return map(
        run,
        step.column(),
        text -> replaced(run, pattern, text, step.replacement()),
        "no kernel for regular expressions: Java runs them");
  }

  private static Pattern pattern(StepRun run, String find) {
    try {
      return Pattern.compile(find);
    } catch (PatternSyntaxException e) {
      throw run.failed(
          "XFRM-107",
          "The regular expression is wrong at character %d: %s."
              .formatted(Math.max(0, e.getIndex()) + 1, e.getDescription()),
          "Mend it there, or switch the regular expression off.",
          e);
    }
  }

  private static String replaced(StepRun run, Pattern pattern, String text, String replacement) {
    try {
      return pattern.matcher(new WatchedText(text, run)).replaceAll(replacement);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw run.failed(
          "XFRM-107",
          "The replacement \"%s\" cannot be used: %s.".formatted(replacement, e.getMessage()),
          "Name only groups of the expression ($1, ${name}); write \\$ for a dollar sign.",
          e);
    } catch (StackOverflowError e) {
      throw run.failed(
          "XFRM-107",
          "The regular expression nests too deeply on a text of %,d characters."
              .formatted(text.length()),
          "Write it with possessive groups, for example (?:a|b)*+.",
          e);
    }
  }

  private static StepResult map(
      StepRun run, String name, UnaryOperator<String> change, String reason) {
    int position = run.indexOf(name);
    Column changed =
        switch (text(run, position)) {
          case DictionaryColumn c -> mapDictionary(run, c, code -> change.apply(c.entry(code)));
          case Utf8Column c -> mapRows(run, c, change);
        };
    return new StepResult(run.with(position, changed), Paths.java(reason));
  }

  /** The column at a position, which must hold text. */
  static StringColumn text(StepRun run, int position) {
    Column column = run.table().columns().get(position);
    if (column instanceof StringColumn text) {
      return text;
    }
    throw run.wrongType(column, "string", "Cast it to string first, or choose another column.");
  }

  private static Column mapRows(StepRun run, Utf8Column column, UnaryOperator<String> change) {
    var builder = new StringColumnBuilder(column.field().name());
    for (int row = 0; row < column.rowCount(); row++) {
      run.tick(row);
      if (column.isNull(row)) {
        builder.appendNull();
      } else {
        builder.append(change.apply(column.text(row)));
      }
    }
    return run.owned().own(builder.build(run.shard()));
  }

  /** The column with each entry replaced; codes are written anew only where entries were merged. */
  static Column mapDictionary(StepRun run, DictionaryColumn column, IntFunction<String> entry) {
    int size = column.dictionarySize();
    Map<String, Integer> codes = HashMap.newHashMap(size);
    int[] newCode = new int[size];
    var values = new Texts();
    for (int code = 0; code < size; code++) {
      run.tick(code);
      String text = entry.apply(code);
      Integer known = codes.putIfAbsent(text, codes.size());
      newCode[code] = known == null ? codes.size() - 1 : known;
      if (known == null) {
        values.add(text);
      }
    }
    int distinct = codes.size();
    Region rows =
        distinct == size ? run.owned().share(column.codes()) : recoded(run, column, newCode);
    return new DictionaryColumn(
        column.field(),
        column.rowCount(),
        column.nullCount(),
        column.validity().map(run.owned()::share),
        rows,
        distinct,
        values.offsets(run.owned()),
        values.utf8(run.owned()));
  }

  private static Region recoded(StepRun run, DictionaryColumn column, int[] newCode) {
    int rows = Math.toIntExact(column.rowCount());
    Region out = run.owned().result(rows * 4L);
    MemorySegment from = column.codes().segment();
    MemorySegment to = out.segment();
    for (int row = 0; row < rows; row++) {
      int code = from.get(ValueLayout.JAVA_INT_UNALIGNED, row * 4L);
      to.set(ValueLayout.JAVA_INT_UNALIGNED, row * 4L, newCode[code]);
    }
    return out;
  }

  /** The kernel's output for some strings. */
  private static final class CaseKernel {
    private final StepRun run;
    private final int strings;
    private final Region offsets;
    private final Region utf8;
    private final Region flags;
    private final int nonAscii;

    CaseKernel(StepRun run, boolean upper, Region offsets, Region utf8, int strings) {
      this.run = run;
      this.strings = strings;
      this.offsets = run.owned().result(strings * 4L + 4);
      this.utf8 = run.owned().result(utf8.bytes());
      this.flags = run.owned().scratchBitmap(strings);
      this.nonAscii =
          run.kernels().changeCase(upper, offsets, utf8, strings, this.offsets, this.utf8, flags);
    }

    boolean isAscii(int row) {
      return nonAscii == 0 || !Column.bit(flags, row);
    }

    String text(int row) {
      return Texts.at(offsets, utf8, row);
    }

    /** The column as the kernel made it. */
    Column column(Utf8Column source) {
      return new Utf8Column(
          source.field(),
          strings,
          source.nullCount(),
          source.validity().map(run.owned()::share),
          offsets,
          utf8);
    }

    /** The column with the rows that the kernel left to Java. */
    Column finish(Utf8Column source, UnaryOperator<String> inJava) {
      var made = new Utf8Column(source.field(), strings, 0, Optional.empty(), offsets, utf8);
      var builder = new StringColumnBuilder(source.field().name());
      for (int row = 0; row < strings; row++) {
        run.tick(row);
        if (source.isNull(row)) {
          builder.appendNull();
        } else if (isAscii(row)) {
          builder.appendFrom(made, row);
        } else {
          builder.append(inJava.apply(source.text(row)));
        }
      }
      discard();
      return run.owned().own(builder.build(run.shard()));
    }

    /** Frees the output where no column holds it. */
    void discard() {
      run.owned().discard(offsets);
      run.owned().discard(utf8);
    }
  }
}
