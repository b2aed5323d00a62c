package dev.alidade.engine.vector;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Loads ONNX Runtime's native library once in a process. Its own loader copies 16 MB to the temp
 * folder, marks them for deletion at exit in an order that leaves an empty folder behind at every
 * start, and all of it after a kill. So the files are unpacked here and deleted as soon as they are
 * loaded (on Windows, where a loaded file cannot be deleted, at exit).
 */
final class OnnxLibrary {
  private static final System.Logger LOG = System.getLogger(OnnxLibrary.class.getName());
  private static final String PATH_PROPERTY = "onnxruntime.native.path";

  private OnnxLibrary() {}

  static synchronized OrtEnvironment environment() throws IOException {
    if (System.getProperty(PATH_PROPERTY) != null) {
      return OrtEnvironment.getEnvironment();
    }
    Path folder = Files.createTempDirectory("alidade-onnx");
    try {
      for (String library : List.of("onnxruntime", "onnxruntime4j_jni")) {
        unpack(System.mapLibraryName(library), folder);
      }
      System.setProperty(PATH_PROPERTY, folder.toString());
      return OrtEnvironment.getEnvironment();
    } finally {
      System.clearProperty(PATH_PROPERTY);
      delete(folder);
    }
  }

  /** What is not in the jar is left to ONNX Runtime's own loader, which says what it misses. */
  private static void unpack(String library, Path folder) throws IOException {
    String resource = "/ai/onnxruntime/native/" + platform() + "/" + library;
    try (InputStream in = OrtEnvironment.class.getResourceAsStream(resource)) {
      if (in != null) {
        Files.copy(in, folder.resolve(library));
      }
    }
  }

  private static String platform() {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    String system = os.contains("mac") ? "osx" : os.contains("win") ? "win" : "linux";
    return system + (arch.equals("aarch64") ? "-aarch64" : "-x64");
  }

  private static void delete(Path folder) {
    List<Path> files;
    try (var listed = Files.list(folder)) {
      files = listed.toList();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "cannot list {0}: {1}", folder, e.getMessage());
      return;
    }
    // Deletion at exit goes backwards, so the folder is named before its files.
    folder.toFile().deleteOnExit();
    for (Path file : files) {
      deleteNowOrAtExit(file);
    }
    deleteNowOrAtExit(folder);
  }

  private static void deleteNowOrAtExit(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "{0} is deleted at exit: {1}", path, e.getMessage());
      path.toFile().deleteOnExit();
    }
  }
}
