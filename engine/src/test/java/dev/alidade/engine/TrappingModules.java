package dev.alidade.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alidade.engine.module.ModuleFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Modules that look like the shipped ones (manifest, exports, globals, memory) and whose every
 * kernel is the one instruction {@code unreachable}. The binary is written by hand from chapter 5
 * of the WebAssembly core specification.
 */
final class TrappingModules implements ModuleFiles {
  private static final int MAX_PAGES = 32_767;

  @Override
  public byte[] read(String name) throws IOException {
    String module = name.substring(0, name.lastIndexOf('.'));
    ObjectNode manifest = (ObjectNode) new ObjectMapper().readTree(SHIPPED.read(module + ".json"));
    List<String> kernels = manifest.path("kernels").valueStream().map(JsonNode::asText).toList();
    byte[] bytes = binary(kernels);
    if (!name.endsWith(".json")) {
      return bytes;
    }
    ArrayNode files = manifest.putArray("files");
    ObjectNode file = files.addObject();
    file.put("file", module + ".wasm");
    file.putArray("features").add("simd128");
    file.put("sha256", sha256(bytes));
    return new ObjectMapper().writeValueAsBytes(manifest);
  }

  private static byte[] binary(List<String> kernels) {
    Bytes out = new Bytes();
    out.raw(0, 'a', 's', 'm', 1, 0, 0, 0);
    out.section(1, new Bytes().raw(1, 0x60, 0, 0)); // one type, () -> ()
    Bytes functions = new Bytes().number(kernels.size());
    kernels.forEach(kernel -> functions.number(0));
    out.section(3, functions);
    out.section(5, new Bytes().raw(1, 1).number(2).number(MAX_PAGES));
    Bytes globals = new Bytes().number(3);
    for (int value : new int[] {1, 1024, 2048}) { // abi, params, heap
      globals.raw(0x7f, 0, 0x41).signed(value).raw(0x0b);
    }
    out.section(6, globals);
    Bytes exports = new Bytes().number(kernels.size() + 4);
    exports.name("memory").raw(2, 0);
    exports.name("abi").raw(3, 0).name("params").raw(3, 1).name("heap").raw(3, 2);
    for (int i = 0; i < kernels.size(); i++) {
      exports.name(kernels.get(i)).raw(0).number(i);
    }
    out.section(7, exports);
    Bytes code = new Bytes().number(kernels.size());
    kernels.forEach(kernel -> code.raw(3, 0, 0x00, 0x0b)); // no locals; unreachable; end
    out.section(10, code);
    return out.toByteArray();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static final class Bytes extends ByteArrayOutputStream {
    Bytes raw(int... values) {
      for (int value : values) {
        write(value);
      }
      return this;
    }

    /** LEB128, unsigned. */
    Bytes number(int value) {
      int rest = value;
      for (; rest >= 0x80; rest >>>= 7) {
        write(rest & 0x7f | 0x80);
      }
      write(rest);
      return this;
    }

    /** LEB128, signed, of a value that is not negative. */
    Bytes signed(int value) {
      int rest = value;
      for (; rest >= 0x40; rest >>>= 7) {
        write(rest & 0x7f | 0x80);
      }
      write(rest);
      return this;
    }

    Bytes name(String text) {
      number(text.length());
      writeBytes(text.getBytes(StandardCharsets.UTF_8));
      return this;
    }

    void section(int id, Bytes content) {
      write(id);
      number(content.size());
      writeBytes(content.toByteArray());
    }
  }
}
