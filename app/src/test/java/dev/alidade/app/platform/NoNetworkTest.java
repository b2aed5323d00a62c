package dev.alidade.app.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.app.shell.PanelId;
import dev.alidade.app.testing.WorkbenchFixture;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The workbench makes no connection by itself. While it works, the kernel's tables of TCP and UDP
 * sockets are read again and again for one of this process, and Java's choice of a proxy, which
 * every connection asks for, is listened to.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "reads /proc")
class NoNetworkTest {
  @RegisterExtension final WorkbenchFixture workbench = new WorkbenchFixture();

  private final Set<String> found = ConcurrentHashMap.newKeySet();

  @Test
  void opensNoSocketWhileEveryPanelIsUsed() throws Exception {
    Set<String> before = sockets();
    ProxySelector usual = ProxySelector.getDefault();
    ProxySelector.setDefault(new Listening(usual));
    AtomicBoolean done = new AtomicBoolean();
    Thread watch =
        Thread.ofPlatform()
            .start(
                () -> {
                  while (!done.get()) {
                    note(before);
                    Thread.onSpinWait();
                  }
                });
    try {
      workbench.openSample("weather.csv");
      for (PanelId panel : PanelId.values()) {
        workbench.show(panel);
      }
      workbench.engine().healthCheck();
    } finally {
      done.set(true);
      watch.join();
      ProxySelector.setDefault(usual);
    }
    assertThat(found).isEmpty();
  }

  @Test
  void wouldSeeASocket() throws IOException {
    Set<String> before = sockets();
    try (ServerSocket server = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress());
        Socket client = new Socket(server.getInetAddress(), server.getLocalPort())) {
      note(before);
      assertThat(client.isConnected()).isTrue();
      assertThat(found).isNotEmpty();
    }
  }

  private void note(Set<String> before) {
    try {
      Set<String> now = sockets();
      now.removeAll(before);
      found.addAll(now);
    } catch (IOException e) {
      found.add("cannot look: " + e);
    }
  }

  /** Inodes of this process's sockets that stand in a table of network sockets. */
  private static Set<String> sockets() throws IOException {
    Set<String> network = new HashSet<>();
    for (String table : List.of("tcp", "tcp6", "udp", "udp6")) {
      for (String line : Files.readAllLines(Path.of("/proc/self/net", table))) {
        String[] fields = line.strip().split("\\s+");
        if (fields.length > 9) {
          network.add(fields[9]);
        }
      }
    }
    Set<String> own = new HashSet<>();
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      for (Path file : files.toList()) {
        String target = target(file);
        if (target.startsWith("socket:[")) {
          String inode = target.substring(8, target.length() - 1);
          if (network.contains(inode)) {
            own.add(inode);
          }
        }
      }
    }
    return own;
  }

  private static String target(Path file) throws IOException {
    try {
      return Files.readSymbolicLink(file).toString();
    } catch (NoSuchFileException e) {
      return ""; // closed meanwhile
    }
  }

  private final class Listening extends ProxySelector {
    private final ProxySelector usual;

    Listening(ProxySelector usual) {
      this.usual = usual;
    }

    @Override
    public List<java.net.Proxy> select(URI uri) {
      found.add("asked for a proxy to " + uri);
      return usual.select(uri);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
      found.add("could not connect to " + uri);
    }
  }
}
