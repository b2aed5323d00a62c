package dev.alidade.engine.vector;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A two-dimensional NumPy array, row by row: the format of {@code numpy.lib.format}, versions 1 to
 * 3, with numbers of 16, 32 or 64 bits that are floats, or whole numbers of 8 to 64 bits. Documents
 * are numbered from 1.
 */
final class NpySource implements VectorSource {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int BUFFER_BYTES = 1 << 20;
  private static final int MAX_HEADER_BYTES = 1 << 16;
  private static final Pattern TYPE = Pattern.compile("'descr':\\s*'([<>|=]?)([a-z])(\\d+)'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order':\\s*(True|False)");
  private static final Pattern SHAPE =
      Pattern.compile("'shape':\\s*\\(\\s*(\\d+)\\s*,\\s*(\\d+)\\s*,?\\s*\\)");

  private final Path file;
  private final DataInputStream in;
  private final String type;
  private final int valueBytes;
  private final ByteOrder order;
  private final long rows;
  private final int dimensions;
  private final byte[] row;
  private long read;

  static NpySource open(Path file) throws IOException {
    var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES));
    boolean done = false;
    try {
      NpySource source = new NpySource(file, in);
      done = true;
      return source;
    } catch (EOFException e) {
      throw VectorException.FileUnreadable.of(
          "VEC-402", file, "it ends in its header", "Write it again.", e);
    } finally {
      if (!done) {
        in.close();
      }
    }
  }

  private NpySource(Path file, DataInputStream in) throws IOException {
    this.file = file;
    this.in = in;
    String header = header();
    Matcher typeOf = found(TYPE, header, "its type is not a number");
    this.type = typeOf.group(2) + typeOf.group(3);
    this.order = typeOf.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    if (!SIZES.containsKey(type)) {
      throw refused("its values are of type %.20s".formatted(type), "Save it as float32.");
    }
    this.valueBytes = SIZES.get(type);
    if (found(ORDER, header, "it has no order").group(1).equals("True")) {
      throw refused("its values are in Fortran order", "Save numpy.ascontiguousarray(...) of it.");
    }
    Matcher shape = found(SHAPE, header, "it does not have two dimensions");
    try {
      this.rows = Long.parseLong(shape.group(1));
      this.dimensions = Integer.parseInt(shape.group(2));
    } catch (NumberFormatException e) {
      throw refused("its shape is too large", "Save it in parts.");
    }
    if (!VectorInput.isDimensions(dimensions)) {
      throw refused(
          "its vectors have %,d values".formatted(dimensions), VectorInput.DIMENSIONS_REMEDY);
    }
    this.row = new byte[dimensions * valueBytes];
  }

  /** Bytes of each type that can be read. */
  private static final Map<String, Integer> SIZES =
      Map.of("f2", 2, "f4", 4, "f8", 8, "i1", 1, "u1", 1, "i2", 2, "i4", 4, "i8", 8);

  private String header() throws IOException {
    for (byte expected : MAGIC) {
      if (in.readByte() != expected) {
        throw refused("it is no NumPy array", "Save it by numpy.save.");
      }
    }
    int version = in.readUnsignedByte();
    in.readUnsignedByte();
    int length =
        version == 1
            ? Short.toUnsignedInt(Short.reverseBytes(in.readShort()))
            : Integer.reverseBytes(in.readInt());
    if (version < 1 || version > 3 || length < 0 || length > MAX_HEADER_BYTES) {
      throw refused("its header cannot be read", "Save it by numpy.save.");
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private Matcher found(Pattern pattern, String header, String otherwise) {
    Matcher matcher = pattern.matcher(header);
    if (!matcher.find()) {
      throw refused(otherwise, "Save a two-dimensional array of numbers by numpy.save.");
    }
    return matcher;
  }

  private VectorException.FileUnreadable refused(String what, String remedy) {
    return VectorException.FileUnreadable.of("VEC-403", file, what, remedy, null);
  }

  @Override
  public int dimensions() {
    return dimensions;
  }

  @Override
  public OptionalLong count() {
    return OptionalLong.of(rows);
  }

  @Override
  public Optional<VectorDocument> next() throws IOException {
    if (read == rows) {
      return Optional.empty();
    }
    try {
      in.readFully(row);
    } catch (EOFException e) {
      throw VectorException.FileUnreadable.of(
          "VEC-402",
          file,
          "it ends after %,d of %,d vectors".formatted(read, rows),
          "Write it again.",
          e);
    }
    read++;
    ByteBuffer values = ByteBuffer.wrap(row).order(order);
    float[] vector = new float[dimensions];
    for (int i = 0; i < dimensions; i++) {
      vector[i] = value(values, i);
    }
    return Optional.of(new VectorDocument(Long.toString(read), "", vector, Map.of()));
  }

  private float value(ByteBuffer values, int i) {
    return switch (type) {
      case "f2" -> Float.float16ToFloat(values.getShort(2 * i));
      case "f4" -> values.getFloat(4 * i);
      case "f8" -> (float) values.getDouble(8 * i);
      case "i1" -> values.get(i);
      case "u1" -> values.get(i) & 0xff;
      case "i2" -> values.getShort(2 * i);
      case "i4" -> values.getInt(4 * i);
      case "i8" -> (float) values.getLong(8 * i);
      default -> throw new IllegalStateException("checked when the file was opened");
    };
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
