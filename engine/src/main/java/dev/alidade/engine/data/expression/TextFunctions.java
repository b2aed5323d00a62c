package dev.alidade.engine.data.expression;

import static dev.alidade.engine.dataset.ColumnType.BOOL;
import static dev.alidade.engine.dataset.ColumnType.INT64;
import static dev.alidade.engine.dataset.ColumnType.STRING;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Functions of text, by code points. */
final class TextFunctions {
  static final List<Function> ALL =
      List.of(
          Function.of(1, "length(text)", TextFunctions::length),
          Function.of(1, "upper(text)", a -> text(a, s -> s.toUpperCase(Locale.ROOT))),
          Function.of(1, "lower(text)", a -> text(a, s -> s.toLowerCase(Locale.ROOT))),
          Function.of(1, "title(text)", a -> text(a, TextForms::title)),
          Function.of(1, "trim(text)", a -> text(a, String::strip)),
          new Function(
              n -> n == 2 || n == 3,
              "substr(text, start) or substr(text, start, count)",
              TextFunctions::part),
          Function.of(3, "replace(text, find, replacement)", TextFunctions::replace),
          Function.of(3, "split_part(text, separator, number)", TextFunctions::splitPart),
          Function.of(3, "pad_left(text, length, fill)", a -> pad(a, true)),
          Function.of(3, "pad_right(text, length, fill)", a -> pad(a, false)),
          Function.of(2, "normalise(text, 'nfc')", TextFunctions::normalise),
          Function.of(1, "sha256(text)", a -> text(a, Digests::sha256)),
          Function.of(1, "murmur3(text)", TextFunctions::murmur3),
          Function.of(2, "json(text, '$.path')", TextFunctions::json),
          Function.of(2, "contains(text, part)", a -> test(a, String::contains)),
          Function.of(2, "starts_with(text, start)", a -> test(a, String::startsWith)),
          Function.of(2, "ends_with(text, end)", a -> test(a, String::endsWith)));

  private TextFunctions() {}

  private static RowEvaluator replace(Arguments a) {
    a.need(STRING, STRING, STRING);
    return a.strict(
        STRING,
        (self, row) -> {
          String find = a.get(1).text;
          self.text = find.isEmpty() ? a.get(0).text : a.get(0).text.replace(find, a.get(2).text);
          return true;
        });
  }

  private static RowEvaluator splitPart(Arguments a) {
    a.need(STRING, STRING, INT64);
    return RowEvaluator.of(
        STRING,
        true,
        (self, row) -> {
          if (!a.evaluate(row)) {
            return false;
          }
          Optional<String> part = TextForms.part(a.get(0).text, a.get(1).text, a.get(2).int64);
          part.ifPresent(found -> self.text = found);
          return part.isPresent();
        });
  }

  private static RowEvaluator pad(Arguments a, boolean left) {
    a.need(STRING, INT64, STRING);
    return a.strict(
        STRING,
        (self, row) -> {
          self.text = TextForms.pad(a.get(0).text, a.get(1).int64, a.get(2).text, left);
          return true;
        });
  }

  private static RowEvaluator normalise(Arguments a) {
    a.need(STRING, STRING);
    Normalizer.Form form = a.choice(1, Normalizer.Form.class, "nfc");
    return text(a, s -> Normalizer.normalize(s, form));
  }

  private static RowEvaluator murmur3(Arguments a) {
    a.need(STRING);
    return a.strict(
        INT64,
        (self, row) -> {
          self.int64 = Digests.murmur3(a.get(0).text.getBytes(StandardCharsets.UTF_8));
          return true;
        });
  }

  /** Null where the text is no JSON or has nothing, or null, at that path. */
  private static RowEvaluator json(Arguments a) {
    a.need(STRING, STRING);
    int position = a.call().arguments().get(1).position();
    JsonTextPath path =
        JsonTextPath.parse(
            a.literal(1, "$.path"),
            (what, remedy) -> ExpressionCompiler.mismatch(position, what, remedy));
    RowEvaluator value = a.get(0);
    return RowEvaluator.of(
        STRING,
        true,
        (self, row) -> {
          if (!value.evaluate(row)) {
            return false;
          }
          Optional<String> found = path.in(value.text);
          found.ifPresent(text -> self.text = text);
          return found.isPresent();
        });
  }

  private static RowEvaluator length(Arguments a) {
    a.need(STRING);
    RowEvaluator value = a.get(0);
    return a.strict(
        INT64,
        (self, row) -> {
          self.int64 = CodePoints.length(value.text);
          return true;
        });
  }

  private static RowEvaluator text(Arguments a, UnaryOperator<String> operation) {
    if (a.size() == 1) {
      a.need(STRING);
    }
    RowEvaluator value = a.get(0);
    return a.strict(
        STRING,
        (self, row) -> {
          self.text = operation.apply(value.text);
          return true;
        });
  }

  private static RowEvaluator part(Arguments a) {
    boolean counted = a.size() == 3;
    if (counted) {
      a.need(STRING, INT64, INT64);
    } else {
      a.need(STRING, INT64);
    }
    RowEvaluator value = a.get(0);
    RowEvaluator start = a.get(1);
    RowEvaluator count = a.get(a.size() - 1);
    return a.strict(
        STRING,
        (self, row) -> {
          self.text =
              counted
                  ? CodePoints.substring(value.text, start.int64, count.int64)
                  : CodePoints.substring(value.text, Math.max(1, start.int64), Long.MAX_VALUE);
          return true;
        });
  }

  @FunctionalInterface
  private interface TextTest {
    boolean of(String text, String part);
  }

  private static RowEvaluator test(Arguments a, TextTest test) {
    a.need(STRING, STRING);
    RowEvaluator value = a.get(0);
    RowEvaluator part = a.get(1);
    return a.strict(
        BOOL,
        (self, row) -> {
          self.bool = test.of(value.text, part.text);
          return true;
        });
  }
}
