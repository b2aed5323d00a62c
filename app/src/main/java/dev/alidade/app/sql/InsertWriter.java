package dev.alidade.app.sql;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A transaction of INSERT statements that give back exactly the same values. */
final class InsertWriter implements RowWriter {
  private static final int ROWS_A_STATEMENT = 100;

  private final Writer out;
  private final String insert;
  private int rows;

  InsertWriter(Writer out, List<String> columns, String table) throws IOException {
    this.out = out;
    insert =
        "INSERT INTO "
            + SqlLiterals.name(table)
            + columns.stream().map(SqlLiterals::name).collect(Collectors.joining(", ", " (", ")"))
            + " VALUES\n";
    out.write("BEGIN;\n");
  }

  @Override
  public void row(@Nullable Object[] values) throws IOException {
    boolean starts = rows % ROWS_A_STATEMENT == 0;
    if (starts && rows > 0) {
      out.write(";\n");
    }
    out.write(starts ? insert : ",\n");
    out.write("  (");
    for (int i = 0; i < values.length; i++) {
      out.write(i == 0 ? "" : ", ");
      out.write(SqlLiterals.of(values[i]));
    }
    out.write(")");
    rows++;
  }

  @Override
  public void end() throws IOException {
    out.write(rows == 0 ? "COMMIT;\n" : ";\nCOMMIT;\n");
  }
}
