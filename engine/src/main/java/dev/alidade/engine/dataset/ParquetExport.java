package dev.alidade.engine.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows as Parquet, packed with Zstandard: timestamps as UTC milliseconds, vectors as lists
 * of floats.
 */
final class ParquetExport implements RowsWriter {
  private final ParquetWriter<Row> writer;
  private boolean closed;

  /** One row of some columns. */
  private record Row(List<Column> columns, long row) {}

  /**
   * @param nullable whether every column may have missing values, also where the first have none
   */
  ParquetExport(Path file, List<String> names, List<Column> columns, boolean nullable)
      throws IOException {
    writer =
        new Builder(file, schema(names, columns, nullable))
            .withConf(new PlainParquetConfiguration())
            .withCodecFactory(new ParquetCodecs())
            .withCompressionCodec(CompressionCodecName.ZSTD)
            .withWriteMode(org.apache.parquet.hadoop.ParquetFileWriter.Mode.OVERWRITE)
            .build();
  }

  @Override
  public void write(List<Column> columns, long from, long to) throws IOException {
    for (long row = from; row < to; row++) {
      writer.write(new Row(columns, row));
    }
  }

  @Override
  public void finish() throws IOException {
    close();
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      writer.close();
    }
  }

  private static MessageType schema(List<String> names, List<Column> columns, boolean nullable) {
    List<Type> types = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      types.add(type(names.get(i), columns.get(i), nullable));
    }
    return new MessageType("alidade", types);
  }

  private static Type type(String name, Column column, boolean nullable) {
    Repetition repetition =
        nullable || column.nullCount() > 0 ? Repetition.OPTIONAL : Repetition.REQUIRED;
    return switch (column) {
      case BoolColumn c -> Types.primitive(PrimitiveTypeName.BOOLEAN, repetition).named(name);
      case Int64Column c -> Types.primitive(PrimitiveTypeName.INT64, repetition).named(name);
      case Float64Column c -> Types.primitive(PrimitiveTypeName.DOUBLE, repetition).named(name);
      case TimestampColumn c ->
          Types.primitive(PrimitiveTypeName.INT64, repetition)
              .as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MILLIS))
              .named(name);
      case StringColumn c ->
          Types.primitive(PrimitiveTypeName.BINARY, repetition)
              .as(LogicalTypeAnnotation.stringType())
              .named(name);
      case VectorColumn c ->
          Types.list(repetition).element(PrimitiveTypeName.FLOAT, Repetition.REQUIRED).named(name);
    };
  }

  private static final class Builder extends ParquetWriter.Builder<Row, Builder> {
    private final MessageType schema;

    Builder(Path file, MessageType schema) {
      super(new LocalOutputFile(file));
      this.schema = schema;
    }

    @Override
    protected Builder self() {
      return this;
    }

    // The library still asks every builder for this one.
    @Override
    @Deprecated
    protected WriteSupport<Row> getWriteSupport(Configuration configuration) {
      return new Support(schema);
    }

    @Override
    protected WriteSupport<Row> getWriteSupport(ParquetConfiguration configuration) {
      return new Support(schema);
    }
  }

  private static final class Support extends WriteSupport<Row> {
    private final MessageType schema;
    private @Nullable RecordConsumer consumer;

    Support(MessageType schema) {
      this.schema = schema;
    }

    @Override
    @Deprecated
    public WriteContext init(Configuration configuration) {
      return new WriteContext(schema, Map.of());
    }

    @Override
    public WriteContext init(ParquetConfiguration configuration) {
      return new WriteContext(schema, Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer consumer) {
      this.consumer = consumer;
    }

    @Override
    public void write(Row row) {
      RecordConsumer out = Objects.requireNonNull(consumer);
      out.startMessage();
      for (int i = 0; i < row.columns().size(); i++) {
        Column column = row.columns().get(i);
        if (!column.isNull(row.row())) {
          String name = schema.getFieldName(i);
          out.startField(name, i);
          writeValue(out, column, row.row());
          out.endField(name, i);
        }
      }
      out.endMessage();
    }

    private static void writeValue(RecordConsumer out, Column column, long row) {
      switch (column) {
        case BoolColumn flags -> out.addBoolean(flags.get(row));
        case Int64Column numbers -> out.addLong(numbers.get(row));
        case Float64Column numbers -> out.addDouble(numbers.get(row));
        case TimestampColumn times -> out.addLong(times.epochMillis(row));
        case StringColumn texts -> out.addBinary(Binary.fromString(texts.text(row)));
        case VectorColumn vectors -> writeList(out, vectors.get(row));
      }
    }

    private static void writeList(RecordConsumer out, float[] vector) {
      out.startGroup();
      out.startField("list", 0);
      for (float value : vector) {
        out.startGroup();
        out.startField("element", 0);
        out.addFloat(value);
        out.endField("element", 0);
        out.endGroup();
      }
      out.endField("list", 0);
      out.endGroup();
    }
  }
}
