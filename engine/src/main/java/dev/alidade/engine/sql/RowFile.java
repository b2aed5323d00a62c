package dev.alidade.engine.sql;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows in a temporary file, appended at its end and read in pages. The last page and a few that
 * were read lately are in memory. Guarded by its owner.
 */
final class RowFile implements AutoCloseable {
  private static final int PAGE_ROWS = 256;

  /** A page of long values ends earlier, so that a page is always small beside the heap. */
  private static final int PAGE_BYTES = 1 << 20;

  private static final int CACHED_PAGES = 16;

  private static final int NULL = 0;
  private static final int INTEGER = 1;
  private static final int REAL = 2;
  private static final int TEXT = 3;
  private static final int BLOB = 4;

  private final Path file;
  private final FileChannel channel;
  private final List<Page> pages = new ArrayList<>();
  private final List<@Nullable Object[]> last = new ArrayList<>();
  private long firstOfLast;
  private long lastBytes;
  private long end;
  private final Map<Integer, List<@Nullable Object[]>> cache =
      new LinkedHashMap<>(CACHED_PAGES * 2, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, List<@Nullable Object[]>> eldest) {
          return size() > CACHED_PAGES;
        }
      };

  private record Page(long firstRow, int rows, long offset, int bytes) {}

  private RowFile(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  static RowFile create() {
    try {
      Path file = Files.createTempFile("alidade-rows-", ".tmp");
      file.toFile().deleteOnExit();
      return new RowFile(
          file,
          FileChannel.open(
              file,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE));
    } catch (IOException e) {
      throw new UncheckedIOException("there is no room for the rows of a query", e);
    }
  }

  void append(@Nullable Object[] row) {
    last.add(row);
    for (Object value : row) {
      lastBytes +=
          switch (value) {
            case String text -> 2L * text.length();
            case byte[] bytes -> bytes.length;
            case null, default -> Long.BYTES;
          };
    }
    if (last.size() >= PAGE_ROWS || lastBytes >= PAGE_BYTES) {
      writeLast();
    }
  }

  private void writeLast() {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) Math.min(lastBytes, 1 << 24));
      DataOutputStream out = new DataOutputStream(bytes);
      for (@Nullable Object[] row : last) {
        out.writeShort(row.length);
        for (Object value : row) {
          write(out, value);
        }
      }
      ByteBuffer buffer = ByteBuffer.wrap(bytes.toByteArray());
      int length = buffer.remaining();
      for (long at = end; buffer.hasRemaining(); ) {
        at += channel.write(buffer, at);
      }
      pages.add(new Page(firstOfLast, last.size(), end, length));
      end += length;
      firstOfLast += last.size();
      last.clear();
      lastBytes = 0;
    } catch (IOException e) {
      throw new UncheckedIOException("the rows of a query cannot be kept: " + e.getMessage(), e);
    }
  }

  private static void write(DataOutputStream out, @Nullable Object value) throws IOException {
    switch (value) {
      case null -> out.writeByte(NULL);
      case Long number -> {
        out.writeByte(INTEGER);
        out.writeLong(number);
      }
      case Double number -> {
        out.writeByte(REAL);
        out.writeDouble(number);
      }
      case byte[] bytes -> {
        out.writeByte(BLOB);
        out.writeInt(bytes.length);
        out.write(bytes);
      }
      default -> {
        byte[] text = value.toString().getBytes(StandardCharsets.UTF_8);
        out.writeByte(TEXT);
        out.writeInt(text.length);
        out.write(text);
      }
    }
  }

  long rows() {
    return firstOfLast + last.size();
  }

  List<@Nullable Object[]> read(long from, int count) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    long to = Math.min(rows(), from + count);
    for (long row = Math.max(0, from); row < to; ) {
      if (row >= firstOfLast) {
        rows.addAll(last.subList((int) (row - firstOfLast), (int) (to - firstOfLast)));
        break;
      }
      int number = pageOf(row);
      Page page = pages.get(number);
      int start = (int) (row - page.firstRow());
      int stop = (int) Math.min(page.rows(), to - page.firstRow());
      rows.addAll(page(number).subList(start, stop));
      row += stop - start;
    }
    return rows;
  }

  private int pageOf(long row) {
    int low = 0;
    int high = pages.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (pages.get(middle).firstRow() <= row) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  private List<@Nullable Object[]> page(int number) {
    List<@Nullable Object[]> rows = cache.get(number);
    if (rows == null) {
      rows = load(pages.get(number));
      cache.put(number, rows);
    }
    return rows;
  }

  private List<@Nullable Object[]> load(Page page) {
    try {
      ByteBuffer buffer = ByteBuffer.allocate(page.bytes());
      while (buffer.hasRemaining()) {
        if (channel.read(buffer, page.offset() + buffer.position()) < 0) {
          throw new IOException("the file of rows is shorter than it was");
        }
      }
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(buffer.array()));
      List<@Nullable Object[]> rows = new ArrayList<>(page.rows());
      for (int i = 0; i < page.rows(); i++) {
        @Nullable Object[] row = new Object[in.readUnsignedShort()];
        for (int c = 0; c < row.length; c++) {
          row[c] = value(in);
        }
        rows.add(row);
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException("the rows of a query cannot be read back", e);
    }
  }

  private static @Nullable Object value(DataInputStream in) throws IOException {
    return switch (in.readByte()) {
      case NULL -> null;
      case INTEGER -> in.readLong();
      case REAL -> in.readDouble();
      case TEXT -> new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
      default -> in.readNBytes(in.readInt());
    };
  }

  @Override
  public void close() {
    try {
      channel.close();
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("the file of rows cannot be deleted", e);
    }
  }
}
