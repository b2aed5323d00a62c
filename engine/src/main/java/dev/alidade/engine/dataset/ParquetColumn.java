package dev.alidade.engine.dataset;

import dev.alidade.engine.dataset.DatasetException.DatasetUnreadable;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/**
 * A leaf of a Parquet schema, and the column that it becomes.
 *
 * @param name the path in dots, without the groups that only make lists and maps
 * @param type before its values were seen: a column of lists is text, or a vector where they are
 *     numbers and of one length
 * @param listLevel definition level of a list that has an element; 0 where it is no list
 */
record ParquetColumn(
    String name,
    ColumnDescriptor descriptor,
    @Nullable LogicalTypeAnnotation annotation,
    ColumnType type,
    int listLevel) {
  /** A float of 64 bits keeps so many decimal digits. */
  private static final int EXACT_DIGITS = 15;

  /** The columns of a file, in the order of its schema. */
  static List<ParquetColumn> of(ParquetFileReader reader, String fileName) {
    MessageType schema = reader.getFileMetaData().getSchema();
    UniqueNames names = new UniqueNames();
    List<ParquetColumn> columns = new ArrayList<>();
    for (ColumnDescriptor leaf : schema.getColumns()) {
      List<String> path = new ArrayList<>();
      int listLevel = 0;
      int level = 0;
      GroupType group = schema;
      for (int i = 0; i < leaf.getPath().length; i++) {
        Type type = group.getType(leaf.getPath()[i]);
        level += type.isRepetition(Type.Repetition.REQUIRED) ? 0 : 1;
        listLevel = type.isRepetition(Type.Repetition.REPEATED) ? level : listLevel;
        boolean wrapper = i > 0 && isListOrMap(group) || i > 1 && isList(schema, leaf, i - 2);
        if (!wrapper) {
          path.add(type.getName());
        }
        group = type.isPrimitive() ? group : type.asGroupType();
      }
      String name = names.add(String.join(".", path));
      if (leaf.getMaxRepetitionLevel() > 1) {
        throw new DatasetUnreadable(
            "DATA-118",
            "The column \"%s\" of %s holds lists of lists, which a table has no place for."
                .formatted(name, fileName),
            "Write the file without that column, or unnest it first.",
            null);
      }
      @Nullable LogicalTypeAnnotation annotation =
          leaf.getPrimitiveType().getLogicalTypeAnnotation();
      ColumnType type =
          leaf.getMaxRepetitionLevel() > 0
              ? ColumnType.STRING
              : type(leaf.getPrimitiveType().getPrimitiveTypeName(), annotation);
      if (type == ColumnType.INT64 && isUnsigned64(leaf) && !staysBelowSign(reader, leaf)) {
        type = ColumnType.STRING;
      }
      columns.add(new ParquetColumn(name, leaf, annotation, type, listLevel));
    }
    return columns;
  }

  private static boolean isUnsigned64(ColumnDescriptor leaf) {
    return leaf.getPrimitiveType().getLogicalTypeAnnotation()
            instanceof LogicalTypeAnnotation.IntLogicalTypeAnnotation whole
        && !whole.isSigned()
        && whole.getBitWidth() == 64;
  }

  /** Whether the footer says of every row group that its largest unsigned value fits an int64. */
  private static boolean staysBelowSign(ParquetFileReader reader, ColumnDescriptor leaf) {
    ColumnPath path = ColumnPath.get(leaf.getPath());
    return reader.getRowGroups().stream()
        .flatMap(group -> group.getColumns().stream())
        .filter(chunk -> chunk.getPath().equals(path))
        .map(ColumnChunkMetaData::getStatistics)
        .allMatch(
            values ->
                values != null
                    && values.hasNonNullValue()
                    && values.genericGetMax() instanceof Long most
                    && most >= 0);
  }

  private static boolean isListOrMap(GroupType group) {
    return group.getLogicalTypeAnnotation()
            instanceof LogicalTypeAnnotation.ListLogicalTypeAnnotation
        || group.getLogicalTypeAnnotation()
            instanceof LogicalTypeAnnotation.MapLogicalTypeAnnotation;
  }

  /** Whether the node at this depth of the path is a list, whose grandchild is the element. */
  private static boolean isList(GroupType root, ColumnDescriptor leaf, int depth) {
    Type node = root;
    for (int i = 0; i <= depth; i++) {
      node = node.asGroupType().getType(leaf.getPath()[i]);
    }
    return node.getLogicalTypeAnnotation()
        instanceof LogicalTypeAnnotation.ListLogicalTypeAnnotation;
  }

  private static ColumnType type(
      PrimitiveTypeName stored, @Nullable LogicalTypeAnnotation annotation) {
    if (annotation instanceof DecimalLogicalTypeAnnotation decimal) {
      return isExact(decimal) ? ColumnType.FLOAT64 : ColumnType.STRING;
    }
    return switch (stored) {
      case BOOLEAN -> ColumnType.BOOL;
      case INT96 -> ColumnType.TIMESTAMP;
      case FLOAT, DOUBLE -> ColumnType.FLOAT64;
      case INT32, INT64 ->
          annotation instanceof DateLogicalTypeAnnotation
                  || annotation instanceof TimestampLogicalTypeAnnotation
              ? ColumnType.TIMESTAMP
              : annotation instanceof LogicalTypeAnnotation.TimeLogicalTypeAnnotation
                  ? ColumnType.STRING
                  : ColumnType.INT64;
      case BINARY, FIXED_LEN_BYTE_ARRAY ->
          annotation instanceof LogicalTypeAnnotation.Float16LogicalTypeAnnotation
              ? ColumnType.FLOAT64
              : ColumnType.STRING;
    };
  }

  /** Whether a 64-bit float tells all such decimals apart. */
  static boolean isExact(DecimalLogicalTypeAnnotation decimal) {
    return decimal.getPrecision() <= EXACT_DIGITS;
  }

  boolean isList() {
    return listLevel > 0;
  }

  boolean isListOfNumbers() {
    ColumnType element = type(stored(), annotation);
    return isList() && (element == ColumnType.FLOAT64 || element == ColumnType.INT64);
  }

  PrimitiveTypeName stored() {
    return descriptor.getPrimitiveType().getPrimitiveTypeName();
  }
}
