package dev.alidade.engine.sql;

import dev.alidade.engine.sql.QueryPlan.Kind;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one line of EXPLAIN QUERY PLAN says, by the texts that SQLite's where.c, wherecode.c and
 * select.c print. A text that is not known is {@link Kind#OTHER}; the line itself is never lost.
 *
 * @param source the name that a loop reads, as SQLite prints it: an alias where there is one
 */
record PlanLine(
    Kind kind,
    Optional<String> source,
    Optional<String> index,
    Optional<String> constraint,
    boolean covering,
    boolean automatic,
    boolean correlated) {
  private static final Pattern CONSTANT_ROWS =
      Pattern.compile("SCAN (\\d+ )?CONSTANT ROWS?|SCAN \\d+-ROW VALUES CLAUSE");
  private static final Pattern LOOP =
      Pattern.compile(
          "(?:SCAN|SEARCH) (?<source>.+?)(?: EXISTS)?"
              + "(?: USING (?:(?<rowid>INTEGER PRIMARY KEY)|(?<primary>PRIMARY KEY)"
              + "|(?<automatic>AUTOMATIC )?(?:PARTIAL )?(?<covering>COVERING )?INDEX"
              + "(?: (?<index>[^(].*?))?)"
              + "|(?<virtual> VIRTUAL TABLE INDEX .*?))?"
              + "(?: \\((?<constraint>.*)\\))?(?: LEFT-JOIN)?",
          Pattern.DOTALL);
  private static final Pattern BLOOM =
      Pattern.compile("BLOOM FILTER ON (?<source>.+?)(?: \\((?<constraint>.*)\\))?");
  private static final Pattern SUBQUERY =
      Pattern.compile("(?:REUSE )?(?<correlated>CORRELATED )?(?:SCALAR |LIST )?SUBQUERY \\d+");
  private static final Pattern SUBQUERY_NUMBER = Pattern.compile("SUBQUERY (\\d{1,9})$");
  private static final Pattern NAMED =
      Pattern.compile("(?<what>CO-ROUTINE|MATERIALIZE|RIGHT-JOIN) (?<source>.+)", Pattern.DOTALL);
  private static final Pattern COMPOUND =
      Pattern.compile(
          "COMPOUND QUERY|LEFT-MOST SUBQUERY|UNION ALL|(?:UNION|EXCEPT|INTERSECT) USING TEMP B-TREE"
              + "|MERGE \\(.+\\)|LEFT|RIGHT|SETUP|RECURSIVE STEP");
  private static final Pattern OR = Pattern.compile("MULTI-INDEX OR|INDEX \\d+");
  private static final Pattern IN_OPERATOR =
      Pattern.compile(
          "USING (?:INDEX (?<index>.+)|ROWID SEARCH ON TABLE (?<source>.+)) FOR IN-OPERATOR");

  static PlanLine parse(String detail) {
    if (CONSTANT_ROWS.matcher(detail).matches()) {
      return of(Kind.CONSTANT_ROW);
    }
    Matcher loop = LOOP.matcher(detail);
    if (loop.matches()) {
      return loop(detail, loop);
    }
    if (detail.startsWith(QueryPlan.TEMP_B_TREE_FOR)) {
      return of(Kind.TEMP_B_TREE);
    }
    Matcher bloom = BLOOM.matcher(detail);
    if (bloom.matches()) {
      return new PlanLine(
          Kind.BLOOM_FILTER,
          Optional.of(bloom.group("source")),
          Optional.empty(),
          Optional.ofNullable(bloom.group("constraint")),
          false,
          false,
          false);
    }
    Matcher subquery = SUBQUERY.matcher(detail);
    if (subquery.matches()) {
      boolean correlated = subquery.group("correlated") != null;
      return new PlanLine(
          Kind.SUBQUERY,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          false,
          false,
          correlated);
    }
    return COMPOUND.matcher(detail).matches() ? of(Kind.COMPOUND) : rare(detail);
  }

  /** The number in {@code SCALAR SUBQUERY 3}; 0 where a line has none. */
  static int subqueryNumber(String detail) {
    Matcher number = SUBQUERY_NUMBER.matcher(detail);
    return number.find() ? Integer.parseInt(number.group(1)) : 0;
  }

  private static PlanLine rare(String detail) {
    if (detail.equals("CREATE BLOOM FILTER")) {
      return of(Kind.BLOOM_FILTER);
    }
    if (OR.matcher(detail).matches()) {
      return of(Kind.MULTI_INDEX_OR);
    }
    Matcher named = NAMED.matcher(detail);
    if (named.matches()) {
      Kind kind =
          switch (named.group("what")) {
            case "CO-ROUTINE" -> Kind.CO_ROUTINE;
            case "MATERIALIZE" -> Kind.MATERIALIZE;
            default -> Kind.OTHER;
          };
      return about(kind, named.group("source"), null);
    }
    Matcher in = IN_OPERATOR.matcher(detail);
    if (in.matches()) {
      return about(Kind.SEARCH, in.group("source"), in.group("index"));
    }
    return of(Kind.OTHER);
  }

  private static PlanLine loop(String detail, Matcher loop) {
    Kind kind =
        loop.group("virtual") != null
            ? Kind.VIRTUAL_TABLE
            : detail.startsWith("SCAN") ? Kind.SCAN : Kind.SEARCH;
    boolean primary = loop.group("rowid") != null || loop.group("primary") != null;
    String key = loop.group("rowid") != null ? loop.group("rowid") : loop.group("primary");
    return new PlanLine(
        kind,
        Optional.of(loop.group("source")),
        Optional.ofNullable(primary ? key : loop.group("index")),
        Optional.ofNullable(loop.group("constraint")),
        loop.group("covering") != null,
        loop.group("automatic") != null,
        false);
  }

  private static PlanLine of(Kind kind) {
    return about(kind, null, null);
  }

  private static PlanLine about(Kind kind, @Nullable String source, @Nullable String index) {
    return new PlanLine(
        kind,
        Optional.ofNullable(source),
        Optional.ofNullable(index),
        Optional.empty(),
        false,
        false,
        false);
  }

  /** Whether the rows come straight from the table's own tree. */
  boolean usesRowid() {
    return index.filter("INTEGER PRIMARY KEY"::equals).isPresent();
  }

  /** Terms of the form {@code a=?}: columns of the index that are compared for equality. */
  int equalities() {
    return (int) terms().filter(term -> term.matches(".*[^<>]=.*|ANY\\(.*\\)")).count();
  }

  /** Bounds of a range on the column after those: 0, 1 or 2. */
  int bounds() {
    return (int) terms().filter(term -> term.contains("<") || term.contains(">")).count();
  }

  private java.util.stream.Stream<String> terms() {
    return constraint.stream().flatMap(text -> java.util.Arrays.stream(text.split(" AND ")));
  }
}
