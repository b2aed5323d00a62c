package dev.alidade.engine.module;

import dev.alidade.engine.module.ModuleInfo.ImportExport;
import dev.alidade.engine.runtime.RuntimeFailure.ModuleRejected;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a module's binary says of itself: imports, exports, memory limits and the values of its
 * exported i32 constants. Follows the WebAssembly core specification, chapter 5; reads only the
 * sections it needs.
 *
 * @param memoryMaxPages −1 where the memory has no maximum
 */
record ModuleOutline(
    List<ImportExport> imports,
    List<ImportExport> exports,
    int memoryMinPages,
    int memoryMaxPages,
    Map<String, Integer> constants) {

  /**
   * @throws ModuleRejected when the bytes are not a WebAssembly module
   */
  static ModuleOutline read(String module, byte[] bytes) {
    if (bytes.length == 0) {
      throw new ModuleRejected(module, "the file is empty", null);
    }
    if (bytes.length < 8
        || bytes[0] != 0
        || bytes[1] != 'a'
        || bytes[2] != 's'
        || bytes[3] != 'm') {
      throw new ModuleRejected(module, "the file is not WebAssembly", null);
    }
    try {
      return new Reader(bytes).read();
    } catch (ArrayIndexOutOfBoundsException | NegativeArraySizeException e) {
      throw new ModuleRejected(module, "the file is cut off or damaged", e);
    }
  }

  int constant(String module, String name) {
    Integer value = constants.get(name);
    if (value == null) {
      throw new ModuleRejected(module, "it exports no i32 constant " + name, null);
    }
    return value;
  }

  private static final class Reader {
    private static final int TYPE = 1;
    private static final int IMPORT = 2;
    private static final int FUNCTION = 3;
    private static final int MEMORY = 5;
    private static final int GLOBAL = 6;
    private static final int EXPORT = 7;

    private final byte[] in;
    private int at = 8;
    private final List<String> types = new ArrayList<>();
    private final List<Integer> functions = new ArrayList<>();
    private final List<String> globals = new ArrayList<>();
    private final Map<Integer, Integer> values = new TreeMap<>();
    private final List<ImportExport> imports = new ArrayList<>();
    private final List<ImportExport> exports = new ArrayList<>();
    private final Map<String, Integer> constants = new TreeMap<>();
    private int minPages;
    private int maxPages = -1;

    Reader(byte[] in) {
      this.in = in;
    }

    ModuleOutline read() {
      while (at < in.length) {
        int id = in[at++];
        int size = unsigned();
        int end = at + size;
        switch (id) {
          case TYPE -> times(this::type);
          case IMPORT -> times(this::importOf);
          case FUNCTION -> times(() -> functions.add(unsigned()));
          case MEMORY -> times(this::memory);
          case GLOBAL -> times(this::global);
          case EXPORT -> times(this::export);
          default -> {
            // tables, elements, code, data and custom sections say nothing that is shown
          }
        }
        at = end;
      }
      return new ModuleOutline(
          List.copyOf(imports), List.copyOf(exports), minPages, maxPages, Map.copyOf(constants));
    }

    private void times(Runnable one) {
      int count = unsigned();
      for (int i = 0; i < count; i++) {
        one.run();
      }
    }

    private void type() {
      at++; // 0x60
      String parameters = valueTypes();
      types.add("(" + parameters + ") → (" + valueTypes() + ")");
    }

    private String valueTypes() {
      List<String> names = new ArrayList<>();
      times(() -> names.add(valueType(in[at++])));
      return String.join(", ", names);
    }

    private static String valueType(byte code) {
      return switch (code) {
        case 0x7f -> "i32";
        case 0x7e -> "i64";
        case 0x7d -> "f32";
        case 0x7c -> "f64";
        case 0x7b -> "v128";
        case 0x70 -> "funcref";
        default -> "externref";
      };
    }

    private void importOf() {
      String name = name() + "." + name();
      switch (in[at++]) {
        case 0 -> {
          int type = unsigned();
          functions.add(type);
          imports.add(new ImportExport(name, types.get(type)));
        }
        case 1 -> {
          at++;
          limits();
          imports.add(new ImportExport(name, "table"));
        }
        case 2 -> {
          memory();
          imports.add(new ImportExport(name, "memory"));
        }
        default -> {
          String type = "global " + globalType();
          globals.add(type);
          imports.add(new ImportExport(name, type));
        }
      }
    }

    private String globalType() {
      String type = valueType(in[at++]);
      return in[at++] == 1 ? "mutable " + type : type;
    }

    private void memory() {
      int[] limits = limits();
      minPages = limits[0];
      maxPages = limits[1];
    }

    private int[] limits() {
      boolean bounded = (in[at++] & 1) != 0;
      int min = unsigned();
      return new int[] {min, bounded ? unsigned() : -1};
    }

    private void global() {
      String type = "global " + globalType();
      int index = globals.size();
      globals.add(type);
      if (in[at] == 0x41) { // i32.const
        at++;
        values.put(index, signed());
      }
      while (in[at++] != 0x0b) {
        // the rest of an initial value that is not an i32 constant
      }
    }

    private void export() {
      String name = name();
      int kind = in[at++];
      int index = unsigned();
      exports.add(
          new ImportExport(
              name,
              switch (kind) {
                case 0 -> types.get(functions.get(index));
                case 1 -> "table";
                case 2 -> "memory";
                default -> globals.get(index);
              }));
      Integer value = kind == 3 ? values.get(index) : null;
      if (value != null) {
        constants.put(name, value);
      }
    }

    private String name() {
      int length = unsigned();
      at += length;
      return new String(in, at - length, length, StandardCharsets.UTF_8);
    }

    private int unsigned() {
      int value = 0;
      for (int shift = 0; ; shift += 7) {
        byte b = in[at++];
        value |= (b & 0x7f) << shift;
        if (b >= 0) {
          return value;
        }
      }
    }

    private int signed() {
      int value = 0;
      int shift = 0;
      byte b;
      do {
        b = in[at++];
        value |= (b & 0x7f) << shift;
        shift += 7;
      } while (b < 0);
      return shift < 32 && (b & 0x40) != 0 ? value | -1 << shift : value;
    }
  }
}
