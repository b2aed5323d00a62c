package dev.alidade.app.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.module.ResolvedModule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The installed program runs on a Java of its own, which has only the modules it was given. */
class ImageModulesTest {
  private static final Pattern MODULE = Pattern.compile("<addModule>([\\w.]+)</addModule>");

  @Test
  void holdEveryModuleThatOurClassesUse() throws Exception {
    Path root = Path.of("").toAbsolutePath().getParent();
    List<Path> classes =
        List.of(root.resolve("engine/target/classes"), root.resolve("app/target/classes"));

    assertThat(inTheImage(Files.readString(root.resolve("installer/pom.xml"))))
        .containsAll(usedBy(classes));
  }

  private static Set<String> inTheImage(String pom) {
    Set<String> named =
        MODULE.matcher(pom).results().map(m -> m.group(1)).collect(Collectors.toSet());
    Path[] jars =
        Arrays.stream(System.getProperty("java.class.path").split(":"))
            .map(Path::of)
            .filter(jar -> jar.getFileName().toString().matches("javafx-.*[.]jar"))
            .toArray(Path[]::new);
    ModuleFinder openJfx = ModuleFinder.of(jars);
    Set<String> roots =
        named.stream()
            .filter(
                name ->
                    openJfx.find(name).isPresent()
                        || ModuleFinder.ofSystem().find(name).isPresent())
            .collect(Collectors.toSet());
    return Configuration.resolve(
            ModuleFinder.ofSystem(), List.of(ModuleLayer.boot().configuration()), openJfx, roots)
        .modules()
        .stream()
        .map(ResolvedModule::name)
        .collect(Collectors.toSet());
  }

  private static Set<String> usedBy(List<Path> classes) {
    StringWriter told = new StringWriter();
    PrintWriter out = new PrintWriter(told);
    ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
    String[] options = {"--print-module-deps", "--ignore-missing-deps", "--multi-release", "base"};
    String[] all =
        java.util.stream.Stream.concat(Arrays.stream(options), classes.stream().map(Path::toString))
            .toArray(String[]::new);
    assertThat(jdeps.run(out, out, all)).as(told::toString).isZero();
    return Set.of(told.toString().strip().split(","));
  }
}
