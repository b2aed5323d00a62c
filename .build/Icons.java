import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.view.ViewBox;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import javax.imageio.ImageIO;

/**
 * Makes every icon from one SVG: PNG in the sizes that desktops ask for, an ICO for Windows and an
 * ICNS for macOS (both hold PNG pictures).
 *
 * <p>Arguments: the SVG, the folder to write to.
 */
final class Icons {
  private static final List<Integer> SIZES = List.of(16, 24, 32, 48, 64, 128, 256, 512);

  /** Types of the ICNS format by their size in pixels. */
  private static final Map<Integer, String> ICNS =
      new TreeMap<>(
          Map.of(16, "icp4", 32, "icp5", 64, "icp6", 128, "ic07", 256, "ic08", 512, "ic09"));

  public static void main(String[] arguments) throws IOException {
    System.setProperty("java.awt.headless", "true");
    SVGDocument svg =
        Objects.requireNonNull(
            new SVGLoader().load(Path.of(arguments[0]).toUri().toURL()), "not an SVG");
    Path folder = Files.createDirectories(Path.of(arguments[1]));
    Map<Integer, byte[]> pictures = new TreeMap<>();
    for (int size : SIZES) {
      pictures.put(size, png(svg, size));
      Files.write(folder.resolve("alidade-" + size + ".png"), pictures.get(size));
    }
    Files.write(folder.resolve("alidade.png"), pictures.get(256));
    Files.write(folder.resolve("alidade.ico"), ico(pictures));
    Files.write(folder.resolve("alidade.icns"), icns(pictures));
  }

  private static byte[] png(SVGDocument svg, int size) throws IOException {
    BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_ARGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    svg.render(null, graphics, new ViewBox(0, 0, size, size));
    graphics.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }

  /**
   * Header, a directory of 16 bytes a picture, then the pictures; a size of 256 is written as 0.
   */
  private static byte[] ico(Map<Integer, byte[]> pictures) {
    List<Integer> sizes = pictures.keySet().stream().filter(size -> size <= 256).toList();
    int at = 6 + 16 * sizes.size();
    int length = at + sizes.stream().mapToInt(size -> pictures.get(size).length).sum();
    ByteBuffer out = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    out.putShort((short) 0).putShort((short) 1).putShort((short) sizes.size());
    for (int size : sizes) {
      byte[] picture = pictures.get(size);
      out.put((byte) size).put((byte) size).put((byte) 0).put((byte) 0);
      out.putShort((short) 1).putShort((short) 32).putInt(picture.length).putInt(at);
      at += picture.length;
    }
    sizes.forEach(size -> out.put(pictures.get(size)));
    return out.array();
  }

  private static byte[] icns(Map<Integer, byte[]> pictures) throws IOException {
    ByteArrayOutputStream entries = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(entries);
    for (Map.Entry<Integer, String> entry : ICNS.entrySet()) {
      byte[] picture = pictures.get(entry.getKey());
      out.write(entry.getValue().getBytes(StandardCharsets.US_ASCII));
      out.writeInt(8 + picture.length);
      out.write(picture);
    }
    ByteBuffer all = ByteBuffer.allocate(8 + entries.size());
    all.put("icns".getBytes(StandardCharsets.US_ASCII)).putInt(8 + entries.size());
    return all.put(entries.toByteArray()).array();
  }
}
