package dev.alidade.engine.module;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where modules and their manifests are read from. */
@FunctionalInterface
public interface ModuleFiles {
  /** The jar that carries the shipped modules. */
  ModuleFiles SHIPPED =
      name -> {
        String resource = "/dev/alidade/wasm/" + name;
        try (InputStream in = ModuleFiles.class.getResourceAsStream(resource)) {
          if (in == null) {
            throw new IOException("there is no " + resource);
          }
          return in.readAllBytes();
        }
      };

  /** A folder, for example one with other builds of the modules. */
  static ModuleFiles in(Path folder) {
    return name -> Files.readAllBytes(folder.resolve(name));
  }

  /**
   * @param name for example {@code vector.json} or {@code vector.wasm}
   */
  byte[] read(String name) throws IOException;
}
