import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Last step of a module's build. The linker exports the addresses of {@code abi}, {@code params}
 * and {@code __heap_base}; the kernel ABI wants the value 1 for {@code abi} and a 64-byte aligned
 * {@code heap}. This sets both, drops the custom sections (names, producers), and writes the module
 * with its manifest.
 *
 * <p>{@code java FinishModule.java module.json OUT linked.wasm [linked-scalar.wasm]}
 */
public final class FinishModule {
  private static final int CUSTOM = 0;
  private static final int MEMORY = 5;
  private static final int GLOBAL = 6;
  private static final int EXPORT = 7;

  private final byte[] in;
  private int at;
  private final List<Integer> globals = new ArrayList<>();
  private final Map<String, Integer> exportedGlobals = new HashMap<>();
  private final TreeSet<String> kernels = new TreeSet<>();
  private int minPages;
  private int maxPages;

  private FinishModule(byte[] in) {
    this.in = in;
  }

  public static void main(String[] args) throws Exception {
    Path manifest = Path.of(args[0]);
    Path out = Path.of(args[1]);
    String source = Files.readString(manifest);
    String name = field(source, "name");
    Files.createDirectories(out);
    FinishModule first = null;
    StringBuilder files = new StringBuilder();
    for (int i = 2; i < args.length; i++) {
      boolean scalar = i == 3;
      FinishModule module = new FinishModule(Files.readAllBytes(Path.of(args[i])));
      byte[] bytes = module.finish();
      String file = name + (scalar ? "-scalar" : "") + ".wasm";
      Files.write(out.resolve(file), bytes);
      if (first == null) {
        first = module;
      } else if (!first.kernels.equals(module.kernels)) {
        throw new IllegalStateException(
            "the builds export different kernels: " + first.kernels + " and " + module.kernels);
      }
      files
          .append(files.length() == 0 ? "" : ",\n")
          .append("    {\n      \"file\": \"%s\",\n".formatted(file))
          .append(
              "      \"features\": [%s\"bulk-memory\", \"nontrapping-fptoint\"],%n"
                  .formatted(scalar ? "" : "\"simd128\", "))
          .append("      \"bytes\": %d,%n".formatted(bytes.length))
          .append("      \"sha256\": \"%s\"%n    }".formatted(sha256(bytes)));
    }
    String text =
        """
        {
          "name": "%s",
          "version": "%s",
          "description": "%s",
          "abi": 1,
          "kernels": [%s],
          "memory": { "minPages": %d, "maxPages": %d },
          "files": [
        %s
          ]
        }
        """
            .formatted(
                name,
                field(source, "version"),
                field(source, "description"),
                String.join(", ", first.kernels.stream().map(k -> '"' + k + '"').toList()),
                first.minPages,
                first.maxPages,
                files);
    Files.writeString(out.resolve(name + ".json"), text);
  }

  private static String field(String json, String key) {
    Matcher m = Pattern.compile("\"" + key + "\"\\s*:\\s*\"([^\"]*)\"").matcher(json);
    if (!m.find()) {
      throw new IllegalStateException("the manifest has no " + key);
    }
    return m.group(1);
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private byte[] finish() throws IOException {
    at = 8;
    while (at < in.length) {
      int id = in[at++];
      int end = unsigned() + at;
      switch (id) {
        case MEMORY -> readMemory();
        case GLOBAL -> readGlobals();
        case EXPORT -> readExports();
        default -> {}
      }
      at = end;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(in, 0, 8);
    at = 8;
    while (at < in.length) {
      int id = in[at++];
      int size = unsigned();
      int end = at + size;
      if (id != CUSTOM) {
        byte[] body =
            switch (id) {
              case GLOBAL -> globalSection();
              case EXPORT -> exportSection();
              default -> java.util.Arrays.copyOfRange(in, at, end);
            };
        out.write(id);
        writeUnsigned(out, body.length);
        out.write(body);
      }
      at = end;
    }
    return out.toByteArray();
  }

  private void readMemory() {
    if (unsigned() != 1 || unsigned() != 1) {
      throw new IllegalStateException("a module has one memory, with a maximum");
    }
    minPages = unsigned();
    maxPages = unsigned();
  }

  /** Every global of these modules is an i32; its initial value. */
  private void readGlobals() {
    int count = unsigned();
    for (int i = 0; i < count; i++) {
      if (in[at] != 0x7f || in[at + 2] != 0x41) {
        throw new IllegalStateException("global " + i + " is not an i32 constant");
      }
      at += 3;
      globals.add(signed());
      at++;
    }
  }

  private void readExports() {
    int count = unsigned();
    for (int i = 0; i < count; i++) {
      String name = name();
      int kind = in[at++];
      int index = unsigned();
      if (kind == 0) {
        kernels.add(name);
      } else if (kind == 3) {
        exportedGlobals.put(name, index);
      }
    }
    if (!exportedGlobals.keySet().equals(java.util.Set.of("abi", "params", "__heap_base"))) {
      throw new IllegalStateException("unexpected globals: " + exportedGlobals.keySet());
    }
  }

  private byte[] globalSection() {
    int abi = exportedGlobals.get("abi");
    int heap = exportedGlobals.get("__heap_base");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int count = unsigned();
    writeUnsigned(out, count);
    for (int i = 0; i < count; i++) {
      out.write(in[at]);
      out.write(in[at + 1]);
      out.write(0x41);
      at += 3;
      int value = signed();
      at++;
      writeSigned(out, i == abi ? 1 : i == heap ? (value + 63) / 64 * 64 : value);
      out.write(0x0b);
    }
    return out.toByteArray();
  }

  private byte[] exportSection() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int count = unsigned();
    writeUnsigned(out, count);
    for (int i = 0; i < count; i++) {
      String name = name();
      byte[] bytes = (name.equals("__heap_base") ? "heap" : name).getBytes(StandardCharsets.UTF_8);
      writeUnsigned(out, bytes.length);
      out.writeBytes(bytes);
      out.write(in[at++]);
      writeUnsigned(out, unsigned());
    }
    return out.toByteArray();
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

  private static void writeUnsigned(ByteArrayOutputStream out, int value) {
    int v = value;
    while (v >>> 7 != 0) {
      out.write(v & 0x7f | 0x80);
      v >>>= 7;
    }
    out.write(v);
  }

  private static void writeSigned(ByteArrayOutputStream out, int value) {
    int v = value;
    while (v < -64 || v > 63) {
      out.write(v & 0x7f | 0x80);
      v >>= 7;
    }
    out.write(v & 0x7f);
  }
}
