package dev.alidade.engine.runtime.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds {@link Blocks} and {@code wasm-modules/include/abi.h} together. */
class AbiTest {
  private static final Pattern STRUCT =
      Pattern.compile("struct (\\w+) \\{\\n(.*?)\\n};", Pattern.DOTALL);
  private static final Pattern FIELD = Pattern.compile("^\\s*(\\w+) (\\w+);", Pattern.MULTILINE);
  private static final Pattern DEFINE =
      Pattern.compile(
          "^#define ((?:STATUS|METRIC|COMPARE|BITMAP)_\\w+) (\\d+)$", Pattern.MULTILINE);
  private static final Map<String, Integer> SIZES =
      Map.of("i32", 4, "u32", 4, "f32", 4, "i64", 8, "f64", 8);

  private static String header() throws IOException {
    return Files.readString(
        Path.of(System.getProperty("alidade.root"), "wasm-modules", "include", "abi.h"));
  }

  @Test
  void everyBlockHasTheFieldsAndOffsetsOfTheHeader() throws IOException {
    Map<String, Map<String, Integer>> c = new TreeMap<>();
    Matcher structs = STRUCT.matcher(header());
    while (structs.find()) {
      Map<String, Integer> fields = new TreeMap<>();
      int offset = 0;
      Matcher field = FIELD.matcher(structs.group(2));
      while (field.find()) {
        int size = SIZES.get(field.group(1));
        offset = (offset + size - 1) / size * size;
        if (!field.group(2).equals("status")) {
          fields.put(field.group(2).toUpperCase(Locale.ROOT), offset);
        }
        offset += size;
      }
      assertThat(offset).as(structs.group(1)).isLessThanOrEqualTo(256);
      c.put(javaName(structs.group(1)), fields);
    }
    Map<String, Map<String, Integer>> java =
        Arrays.stream(Blocks.class.getDeclaredClasses())
            .collect(Collectors.toMap(Class::getSimpleName, AbiTest::constants));

    assertThat(c).hasSizeGreaterThan(10);
    assertThat(java).containsExactlyInAnyOrderEntriesOf(c);
  }

  @Test
  void everyConstantHasTheValueOfTheHeader() throws IOException {
    Map<String, Integer> c = new TreeMap<>();
    Matcher defines = DEFINE.matcher(header());
    while (defines.find()) {
      c.put(defines.group(1), Integer.parseInt(defines.group(2)));
    }
    Map<String, Integer> java = constants(Blocks.class);
    java.remove("STATUS");

    assertThat(c).isNotEmpty();
    assertThat(java).isEqualTo(c);
  }

  private static String javaName(String struct) {
    return Arrays.stream(struct.split("_"))
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
        .collect(Collectors.joining());
  }

  private static Map<String, Integer> constants(Class<?> type) {
    Map<String, Integer> found = new TreeMap<>();
    for (Field field : type.getDeclaredFields()) {
      if (Modifier.isStatic(field.getModifiers()) && field.getType() == int.class) {
        try {
          found.put(field.getName(), field.getInt(null));
        } catch (IllegalAccessException e) {
          throw new AssertionError(field + " is not accessible", e);
        }
      }
    }
    return found;
  }
}
