package dev.alidade.engine.dataset;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStream;
import dev.alidade.engine.OperationCancelled;
import dev.alidade.engine.Progress;
import dev.alidade.engine.dataset.DatasetException.DatasetUnreadable;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A file to be read, unpacked where its name ends in .gz or .zst. Its streams know how much of the
 * file was read and stop when the progress is cancelled.
 */
final class SourceFile {
  private static final int BUFFER_BYTES = 64 << 10;

  /** At a packing of 100 to 1 ten buffers of packed bytes, and unpacked in a fifth of a second. */
  private static final int UNPACKED_TO_LOOK_AT = 64 << 20;

  private final Path path;
  private final Progress progress;
  private final long bytes;
  private long position;
  private long unpacked;

  /**
   * @throws DatasetUnreadable when there is no such file, or nothing in it
   */
  SourceFile(Path path, Progress progress) {
    this.path = path;
    this.progress = progress;
    if (!Files.isRegularFile(path)) {
      throw new DatasetUnreadable(
          "DATA-101",
          Files.exists(path) ? path + " is not a file." : "There is no file " + path + ".",
          "Check the name, or whether the drive it was on is connected.",
          null);
    }
    try {
      bytes = Files.size(path);
    } catch (IOException e) {
      throw unreadable(e);
    }
    if (bytes == 0) {
      throw new DatasetUnreadable(
          "DATA-102",
          fileName() + " is empty (0 bytes).",
          "Write or download the file again.",
          null);
    }
  }

  Path path() {
    return path;
  }

  /** Bytes on the disk. */
  long bytes() {
    return bytes;
  }

  String fileName() {
    return String.valueOf(path.getFileName());
  }

  /** Share of the file that the latest stream has read. */
  double fraction() {
    return Math.min(1, position / (double) bytes);
  }

  /** Unpacked bytes that the latest stream has given. */
  long unpackedBytesRead() {
    return unpacked;
  }

  /** Unpacked bytes of the whole file; extrapolated from its start where that is long. */
  long unpackedBytes() {
    if (withoutPacking(fileName()).equals(fileName())) {
      return bytes;
    }
    try (InputStream in = open()) {
      byte[] buffer = new byte[BUFFER_BYTES];
      int count = 0;
      while (count >= 0 && unpacked < UNPACKED_TO_LOOK_AT) {
        count = in.read(buffer, 0, buffer.length);
      }
      return count < 0 ? unpacked : (long) (unpacked / fraction());
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** The name's last part before a .gz or .zst, in lower case: {@code csv} of {@code a.CSV.gz}. */
  String extension() {
    String plain = withoutPacking(fileName().toLowerCase(Locale.ROOT));
    int dot = plain.lastIndexOf('.');
    return dot < 0 ? "" : plain.substring(dot + 1);
  }

  /** The file's name without its endings: {@code movies} of {@code movies.csv.gz}. */
  String title() {
    String plain = withoutPacking(fileName());
    int dot = plain.lastIndexOf('.');
    return dot <= 0 ? plain : plain.substring(0, dot);
  }

  private static String withoutPacking(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    int cut = lower.endsWith(".gz") ? 3 : lower.endsWith(".zst") ? 4 : 0;
    return name.substring(0, name.length() - cut);
  }

  /** The unpacked bytes from the start; every failure is a {@link DatasetUnreadable}. */
  InputStream open() {
    position = 0;
    unpacked = 0;
    String name = fileName().toLowerCase(Locale.ROOT);
    try {
      boolean packed = name.endsWith(".gz") || name.endsWith(".zst");
      InputStream file = new Watched(Files.newInputStream(path), true, !packed);
      try {
        if (name.endsWith(".gz")) {
          return new Watched(new GZIPInputStream(file, BUFFER_BYTES), false, true);
        }
        return packed ? new Watched(new ZstdInputStream(file), false, true) : file;
      } catch (IOException e) {
        file.close();
        throw unreadable(e);
      }
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** The first unpacked bytes, fewer where the file is shorter. */
  byte[] head(int count) {
    try (InputStream in = open()) {
      return in.readNBytes(count);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  RuntimeException unreadable(IOException e) {
    return switch (e) {
      case ClosedByInterruptException interrupted ->
          new OperationCancelled("loading " + fileName());
      case EOFException end -> packedEndsEarly(e);
      case ZipException broken -> packedIsBroken(e);
      case ZstdIOException zstd ->
          String.valueOf(e.getMessage()).contains("Truncated")
              ? packedEndsEarly(e)
              : packedIsBroken(e);
      case NoSuchFileException gone ->
          new DatasetUnreadable("DATA-101", "There is no file " + path + ".", "Check the name.", e);
      default ->
          new DatasetUnreadable(
              "DATA-115",
              "%s cannot be read: %s".formatted(fileName(), e.getMessage()),
              "Check that you may read the file and that its drive works.",
              e);
    };
  }

  private DatasetUnreadable packedEndsEarly(IOException cause) {
    return new DatasetUnreadable(
        "DATA-106",
        fileName() + " ends in the middle of its compressed data.",
        "The file was cut off: download or copy it again.",
        cause);
  }

  private DatasetUnreadable packedIsBroken(IOException cause) {
    return new DatasetUnreadable(
        "DATA-106",
        "%s holds no whole %s data: it is broken, or not compressed at all."
            .formatted(
                fileName(),
                fileName().toLowerCase(Locale.ROOT).endsWith(".gz") ? "gzip" : "Zstandard"),
        "Download or copy the file again; if it is not compressed, rename it without %s."
            .formatted(fileName().substring(fileName().lastIndexOf('.'))),
        cause);
  }

  /** Counts, looks for a cancel, and names failures. */
  private final class Watched extends FilterInputStream {
    private final boolean ofFile;
    private final boolean ofText;

    /**
     * @param ofFile whether these are bytes of the file
     * @param ofText whether these are unpacked bytes
     */
    Watched(InputStream in, boolean ofFile, boolean ofText) {
      super(in);
      this.ofFile = ofFile;
      this.ofText = ofText;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      progress.check("loading " + fileName());
      try {
        int count = in.read(target, offset, length);
        if (count > 0) {
          position += ofFile ? count : 0;
          unpacked += ofText ? count : 0;
        }
        return count;
      } catch (IOException e) {
        throw unreadable(e);
      }
    }
  }
}
