package dev.alidade.samples;

import java.nio.file.Path;

/** Where the committed samples lie. */
final class SampleFiles {

  private SampleFiles() {}

  static Path path(String name) {
    String folder = System.getProperty("alidade.samples");
    if (folder == null) {
      throw new IllegalStateException("Run by Maven, or set -Dalidade.samples=<repo>/samples");
    }
    return Path.of(folder).resolve(name);
  }
}
