package dev.alidade.engine.dataset;

import dev.alidade.engine.sql.QueryResult;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rows that are in memory already. */
final class RowRecords implements Records<@Nullable Object[]> {
  private final List<String> names;
  private final List<@Nullable Object[]> rows;
  private int position;

  RowRecords(List<String> names, List<@Nullable Object[]> rows) {
    this.names = names;
    this.rows = rows;
  }

  /** Rows as maps; the columns are the keys in the order of their first appearance. */
  static RowRecords of(List<? extends Map<String, ?>> maps) {
    Set<String> keys = new LinkedHashSet<>();
    maps.forEach(map -> keys.addAll(map.keySet()));
    List<String> names = List.copyOf(keys);
    List<@Nullable Object[]> rows = new ArrayList<>(maps.size());
    for (Map<String, ?> map : maps) {
      @Nullable Object[] row = new Object[names.size()];
      for (int i = 0; i < row.length; i++) {
        row[i] = cell(map.get(names.get(i)));
      }
      rows.add(row);
    }
    return new RowRecords(names, rows);
  }

  /** Rows of a query. A column declared BOOLEAN that holds only 0 and 1 is boolean. */
  static RowRecords of(QueryResult result) {
    UniqueNames names = new UniqueNames();
    List<@Nullable Object[]> rows = new ArrayList<>(result.rows().size());
    int width = result.columns().size();
    boolean[] bools = new boolean[width];
    boolean[] vectors = new boolean[width];
    for (int i = 0; i < width; i++) {
      int column = i;
      names.add(result.columns().get(i).name());
      String declared = result.columns().get(i).declaredType().toUpperCase(Locale.ROOT);
      vectors[i] = declared.startsWith("VECTOR");
      bools[i] =
          declared.startsWith("BOOL")
              && result.rows().stream().allMatch(row -> isNullOrBit(row[column]));
    }
    for (@Nullable Object[] source : result.rows()) {
      @Nullable Object[] row = new Object[width];
      for (int i = 0; i < width; i++) {
        row[i] = SqliteRecords.cell(source[i], bools[i], vectors[i]);
      }
      rows.add(row);
    }
    return new RowRecords(names.list(), rows);
  }

  private static boolean isNullOrBit(@Nullable Object value) {
    return value == null || value instanceof Number bit && (bit.equals(0L) || bit.equals(1L));
  }

  @Override
  public List<String> names() {
    return names;
  }

  @Override
  public void read(Visitor<@Nullable Object[]> visitor) {
    for (position = 0; position < rows.size(); position++) {
      if (!visitor.record(rows.get(position), position + 1L)) {
        return;
      }
    }
  }

  @Override
  public double fraction() {
    return rows.isEmpty() ? 1 : position / (double) rows.size();
  }

  /** Any value as one that a column can hold; what it does not know becomes its text. */
  static @Nullable Object cell(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Boolean flag -> flag;
      case Long number -> number;
      case Integer number -> (long) number;
      case Short number -> (long) number;
      case Byte number -> (long) number;
      case Double number -> number;
      case Float number -> (double) number;
      case BigInteger number -> whole(number);
      case BigDecimal number -> decimal(number);
      case Instant time -> time;
      case Date time -> time.toInstant();
      case OffsetDateTime time -> time.toInstant();
      case ZonedDateTime time -> time.toInstant();
      case LocalDateTime time -> time.toInstant(ZoneOffset.UTC);
      case LocalDate day -> day.atStartOfDay(ZoneOffset.UTC).toInstant();
      case double[] vector -> vector.clone();
      case float[] vector -> doubles(vector);
      case List<?> list when isNumbers(list) -> numbers(list);
      default -> value.toString();
    };
  }

  private static Object whole(BigInteger number) {
    return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number.toString();
  }

  /** The float whose decimal it is; where there is none, its text. */
  private static Object decimal(BigDecimal number) {
    double near = number.doubleValue();
    return Double.isFinite(near) && new BigDecimal(Double.toString(near)).compareTo(number) == 0
        ? (Object) near
        : number.toString();
  }

  /** A vector, or the list as JSON where an element is no 64-bit float. */
  private static Object numbers(List<?> list) {
    double[] numbers = new double[list.size()];
    for (int i = 0; i < numbers.length; i++) {
      switch (cell(list.get(i))) {
        case Long whole when !Numbers64.losesDigitsAsFloat64(whole) -> numbers[i] = whole;
        case Double number -> numbers[i] = number;
        case null, default -> {
          return JsonValues.text(list);
        }
      }
    }
    return numbers;
  }

  private static boolean isNumbers(List<?> list) {
    return !list.isEmpty() && list.stream().allMatch(element -> element instanceof Number);
  }

  private static double[] doubles(float[] vector) {
    double[] values = new double[vector.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = vector[i];
    }
    return values;
  }
}
