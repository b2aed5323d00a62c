package dev.alidade.engine.dataset;

import dev.alidade.engine.Progress;
import dev.alidade.engine.dataset.DatasetException.DatasetUnreadable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * An array of NumPy ({@code .npy}, versions 1 to 3; numpy.lib.format). One dimension becomes the
 * column {@code value}; two dimensions of 32-bit floats become vectors in {@code value}, of other
 * types a column for each of up to {@value #MAX_COLUMNS} places; a zero-dimensional array is one
 * row. Types are bool, int8 to int64, uint8 to uint64, float16 to float64, datetime64 in days to
 * nanoseconds, and fixed-length text.
 */
final class NpyFile {
  static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int MAX_COLUMNS = 1_000;
  private static final int VALUES_PER_CHECK = 1 << 16;
  private static final Pattern DESCRIPTION = Pattern.compile("'descr'\\s*:\\s*'([^']+)'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([^)]*)\\)");

  private final SourceFile file;
  private final Progress progress;

  NpyFile(SourceFile file, Progress progress) {
    this.file = file;
    this.progress = progress;
  }

  TableLoader.Table load() {
    try (InputStream in = file.open()) {
      String header = header(in);
      NpyType type = NpyType.of(found(DESCRIPTION, header), this::unsupported);
      boolean byColumns = found(ORDER, header).equals("True");
      long[] shape = shape(found(SHAPE, header));
      return switch (shape.length) {
        case 0 -> columns(in, type, 1, 1, false);
        case 1 -> columns(in, type, shape[0], 1, false);
        case 2 ->
            type.isFloat32() && !byColumns && shape[1] > 1
                ? vectors(in, type, shape[0], shape[1])
                : columns(in, type, shape[0], shape[1], byColumns);
        default -> throw unsupported("an array of %d dimensions".formatted(shape.length));
      };
    } catch (ArithmeticException e) {
      throw unsupported("a date beyond the year 292,000,000", e);
    } catch (EOFException e) {
      throw broken("ends before its last value", e);
    } catch (IOException e) {
      throw file.unreadable(e);
    }
  }

  /** What its columns take, from the header alone. */
  LoadSizes sizes() {
    try (InputStream in = file.open()) {
      String header = header(in);
      NpyType type = NpyType.of(found(DESCRIPTION, header), this::unsupported);
      long[] shape = shape(found(SHAPE, header));
      long values = LongStream.of(shape).reduce(1, (a, b) -> a * b);
      boolean vectors =
          shape.length == 2 && type.isFloat32() && !found(ORDER, header).equals("True");
      long bytes = vectors ? values * 4 : values * type.columnBytes();
      int columns = shape.length == 2 && !vectors ? Math.clamp(shape[1], 1, MAX_COLUMNS) : 1;
      return new LoadSizes(bytes, bytes / columns, (long) VALUES_PER_CHECK * type.bytes());
    } catch (EOFException e) {
      throw broken("ends before its last value", e);
    } catch (IOException e) {
      throw file.unreadable(e);
    }
  }

  private String header(InputStream in) throws IOException {
    byte[] start = in.readNBytes(8);
    if (start.length < 8 || !java.util.Arrays.equals(start, 0, 6, MAGIC, 0, 6)) {
      throw broken("does not start as a NumPy array", null);
    }
    int sizeBytes = start[6] == 1 ? 2 : 4;
    ByteBuffer size = ByteBuffer.wrap(exactly(in, sizeBytes)).order(ByteOrder.LITTLE_ENDIAN);
    int length = sizeBytes == 2 ? size.getShort() & 0xFFFF : size.getInt();
    if (length < 0 || length > 1 << 20) {
      throw broken("has a header of %,d bytes".formatted(Integer.toUnsignedLong(length)), null);
    }
    return new String(exactly(in, length), StandardCharsets.UTF_8);
  }

  private static byte[] exactly(InputStream in, int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException();
    }
    return bytes;
  }

  private String found(Pattern pattern, String header) {
    Matcher matcher = pattern.matcher(header);
    if (!matcher.find()) {
      throw unsupported("an array of records or objects");
    }
    return matcher.group(1);
  }

  private long[] shape(String text) {
    List<Long> sizes = new ArrayList<>();
    long values = 1;
    try {
      for (String part : text.split(",", -1)) {
        if (!part.isBlank()) {
          sizes.add(Long.parseLong(part.strip().replace("L", "")));
          values = Math.multiplyExact(values, sizes.getLast());
        }
      }
    } catch (NumberFormatException | ArithmeticException e) {
      throw broken("has the shape (" + text + ")", e);
    }
    if (values > ColumnBuilder.MAX_ROWS) {
      throw unsupported("an array of %,d values".formatted(values));
    }
    return sizes.stream().mapToLong(Long::longValue).toArray();
  }

  private TableLoader.Table columns(
      InputStream in, NpyType type, long rows, long width, boolean byColumns) throws IOException {
    if (width > MAX_COLUMNS) {
      throw unsupported("an array with %,d columns that are no 32-bit floats".formatted(width));
    }
    List<ColumnBuilder> builders = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      String name = width == 1 ? "value" : "column " + (i + 1);
      builders.add(ColumnBuilder.of(name, type.column(), 0));
    }
    Values values = new Values(in, type.bytes(), rows * width);
    for (long i = 0; i < rows * width; i++) {
      ColumnBuilder builder = builders.get((int) (byColumns ? i / rows : i % width));
      type.append(values.next(), builder);
    }
    return new TableLoader.Table(builders, rows, new RejectList());
  }

  private TableLoader.Table vectors(InputStream in, NpyType type, long rows, long width)
      throws IOException {
    VectorColumnBuilder builder = new VectorColumnBuilder("value", Math.toIntExact(width));
    float[] vector = new float[(int) width];
    Values values = new Values(in, type.bytes(), rows * width);
    for (long row = 0; row < rows; row++) {
      for (int i = 0; i < vector.length; i++) {
        vector[i] = type.floatAt(values.next());
      }
      builder.append(vector);
    }
    return new TableLoader.Table(List.of(builder), rows, new RejectList());
  }

  /** The array's values one after the other; the buffer is positioned at each. */
  private final class Values {
    private final InputStream in;
    private final int width;
    private final long count;
    private ByteBuffer block = ByteBuffer.allocate(0);
    private long read;
    private int at;

    Values(InputStream in, int width, long count) {
      this.in = in;
      this.width = width;
      this.count = count;
    }

    ByteBuffer next() throws IOException {
      if (at == block.limit()) {
        progress.check("loading " + file.fileName());
        progress.report(file.fraction(), "%,d of %,d values".formatted(read, count));
        int values = (int) Math.min(VALUES_PER_CHECK, count - read);
        block = ByteBuffer.wrap(exactly(in, values * width));
        read += values;
        at = 0;
      }
      block.position(at);
      at += width;
      return block;
    }
  }

  private DatasetUnreadable unsupported(String what) {
    return unsupported(what, null);
  }

  private DatasetUnreadable unsupported(String what, @Nullable Exception cause) {
    return new DatasetUnreadable(
        "DATA-121",
        "%s holds %s, which a table has no place for.".formatted(file.fileName(), what),
        "Save an array of numbers, truth values, dates or text with one or two dimensions.",
        cause);
  }

  private DatasetUnreadable broken(String what, @Nullable Exception cause) {
    return new DatasetUnreadable(
        "DATA-122",
        file.fileName() + " " + what + ".",
        "If the file was cut off, get it again; if it is no NumPy array, rename it to what it is.",
        cause);
  }
}
