package dev.alidade.app.platform;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Keeps one window for each user: a second start hands its files to the first and ends. They meet
 * at a Unix domain socket in the user's own folder, which no other user may enter and no network
 * reaches. Whoever holds the lock file beside it is the first, so that a socket left by a crash
 * bars nobody.
 */
public final class SingleInstance implements AutoCloseable {
  private static final Logger LOG = System.getLogger(SingleInstance.class.getName());

  /** More is no list of files. */
  private static final int MOST_BYTES = 1 << 20;

  private final FileChannel lockFile;
  private final ServerSocketChannel server;
  private final Path socket;

  private SingleInstance(FileChannel lockFile, ServerSocketChannel server, Path socket) {
    this.lockFile = lockFile;
    this.server = server;
    this.socket = socket;
  }

  /**
   * Becomes the first instance, or finds that there is one.
   *
   * @param onFiles called on a thread of its own with the absolute files that a later start brings;
   *     an empty list asks for the window alone
   * @return empty when another instance runs
   * @throws IOException when the folder cannot be used; the program then runs without this service
   */
  public static Optional<SingleInstance> first(Path folder, Consumer<List<Path>> onFiles)
      throws IOException {
    Files.createDirectories(folder);
    FileChannel lockFile =
        FileChannel.open(
            folder.resolve("instance.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = lockFile.tryLock();
    if (lock == null) {
      lockFile.close();
      return Optional.empty();
    }
    Path socket = folder.resolve("instance.socket");
    try {
      Files.deleteIfExists(socket);
      ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      server.bind(UnixDomainSocketAddress.of(socket));
      SingleInstance instance = new SingleInstance(lockFile, server, socket);
      Thread.ofPlatform().daemon().name("alidade-instance").start(() -> instance.listen(onFiles));
      return Optional.of(instance);
    } catch (IOException e) {
      lockFile.close();
      throw e;
    }
  }

  /**
   * Hands files to the instance that runs.
   *
   * @throws IOException when it does not listen, for example because it is just ending
   */
  public static void send(Path folder, List<Path> files) throws IOException {
    StringBuilder lines = new StringBuilder();
    files.forEach(file -> lines.append(file.toAbsolutePath()).append('\n'));
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(lines.toString());
    try (SocketChannel channel =
        SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("instance.socket")))) {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
  }

  private void listen(Consumer<List<Path>> onFiles) {
    while (server.isOpen()) {
      try (SocketChannel caller = server.accept()) {
        byte[] bytes = Channels.newInputStream(caller).readNBytes(MOST_BYTES);
        onFiles.accept(
            new String(bytes, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .map(Path::of)
                .toList());
      } catch (ClosedChannelException e) {
        LOG.log(Level.DEBUG, "no further instance is listened for");
      } catch (IOException | RuntimeException e) {
        LOG.log(Level.WARNING, "a second start could not hand over its files: {0}", e.toString());
      }
    }
  }

  @Override
  public void close() {
    try {
      server.close();
      Files.deleteIfExists(socket);
      lockFile.close();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "the address of this instance stays behind: {0}", e.toString());
    }
  }
}
