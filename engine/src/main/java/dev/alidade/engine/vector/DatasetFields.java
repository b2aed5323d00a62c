package dev.alidade.engine.vector;

import dev.alidade.engine.dataset.Column;
import dev.alidade.engine.dataset.Dataset;
import dev.alidade.engine.dataset.Int64Column;
import dev.alidade.engine.dataset.StringColumn;
import dev.alidade.engine.dataset.TimestampColumn;
import dev.alidade.engine.dataset.VectorColumn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What becomes of a data set's columns in a document, beside its vector: id, content, metadata. */
final class DatasetFields {
  /** How ids are usually called, in the order in which they are tried. */
  private static final List<String> ID_NAMES =
      List.of("id", "_id", "doc_id", "document_id", "uuid", "guid");

  private static final int MAX_ID_CHARACTERS = 1_000;

  /** So many texts say how long those of a column are. */
  private static final int LOOKED_AT = 1_000;

  /** Exported collections have their metadata in an object, whose fields are loaded as columns. */
  private static final String METADATA = "metadata.";

  private static final String INSTANT = ".instant";

  private final @Nullable Column ids;
  private final @Nullable Column content;
  private final Map<String, Column> metadata = new LinkedHashMap<>();

  /**
   * @param column holds the vectors or the texts to embed
   * @param isContent whether it is the content itself
   */
  DatasetFields(Dataset dataset, Column column, boolean isContent) {
    this.ids = ids(dataset, column);
    this.content = isContent ? column : content(dataset, column, ids);
    Set<String> names = new HashSet<>();
    dataset.columns().forEach(other -> names.add(other.field().name()));
    for (Column other : dataset.columns()) {
      boolean used = other.equals(column) || other.equals(ids) || other.equals(content);
      if (!used && !(other instanceof VectorColumn)) {
        String name = metadataName(other);
        boolean free = name.equals(other.field().name()) || names.add(name);
        metadata.put(free ? name : other.field().name(), other);
      }
    }
  }

  private static String metadataName(Column column) {
    String name = column.field().name();
    if (!name.startsWith(METADATA) || name.length() == METADATA.length()) {
      return name;
    }
    String plain = name.substring(METADATA.length());
    boolean instant =
        column instanceof TimestampColumn
            && plain.endsWith(INSTANT)
            && plain.length() > INSTANT.length();
    return instant ? plain.substring(0, plain.length() - INSTANT.length()) : plain;
  }

  private static @Nullable Column ids(Dataset dataset, Column column) {
    for (String name : ID_NAMES) {
      for (Column candidate : dataset.columns()) {
        if (candidate.field().name().toLowerCase(Locale.ROOT).equals(name)
            && (candidate instanceof StringColumn || candidate instanceof Int64Column)
            && !candidate.equals(column)
            && isUnique(candidate, dataset.rowCount())) {
          return candidate;
        }
      }
    }
    return null;
  }

  private static boolean isUnique(Column candidate, long rows) {
    Set<String> seen = new HashSet<>();
    for (long row = 0; row < rows; row++) {
      String id = String.valueOf(candidate.value(row));
      boolean usable = !candidate.isNull(row) && !id.isBlank() && id.length() <= MAX_ID_CHARACTERS;
      if (!usable || !seen.add(id)) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable Column content(Dataset dataset, Column column, @Nullable Column ids) {
    List<Column> columns = dataset.columns();
    List<ColumnRoles.Candidate> texts = new ArrayList<>();
    for (int place = 0; place < columns.size(); place++) {
      Column other = columns.get(place);
      if (other instanceof StringColumn text
          && !other.equals(column)
          && !other.equals(ids)
          && NumberLists.in(text).isEmpty()) {
        texts.add(new ColumnRoles.Candidate(place, other.field().name(), meanLength(text)));
      }
    }
    return ColumnRoles.content(texts).map(chosen -> columns.get(chosen.place())).orElse(null);
  }

  private static double meanLength(StringColumn texts) {
    long characters = 0;
    int seen = 0;
    for (long row = 0; row < texts.rowCount() && seen < LOOKED_AT; row++) {
      if (!texts.isNull(row)) {
        characters += texts.text(row).length();
        seen++;
      }
    }
    return seen == 0 ? 0 : (double) characters / seen;
  }

  /** Row numbers from 1 where no column names the documents. */
  String id(long row) {
    return String.valueOf(ids == null ? Long.valueOf(row + 1) : ids.value(row));
  }

  String content(long row) {
    return content == null || content.isNull(row) ? "" : String.valueOf(content.value(row));
  }

  /** Without nulls and without numbers that are not finite. */
  Map<String, Object> metadata(long row) {
    Map<String, Object> values = new LinkedHashMap<>();
    metadata.forEach(
        (name, column) -> {
          Object value = column.value(row);
          if (value != null && !(value instanceof Double d && !Double.isFinite(d))) {
            values.put(name, value);
          }
        });
    return values;
  }
}
