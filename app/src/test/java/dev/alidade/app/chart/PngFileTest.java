package dev.alidade.app.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PngFileTest {
  @TempDir private Path folder;

  @Test
  void isReadByAnotherProgramPixelForPixel() throws IOException {
    int width = 37;
    int height = 21;
    int[] pixels = new Random(3).ints((long) width * height).map(c -> c | 0xFF000000).toArray();

    PngFile.write(folder.resolve("a.png"), width, height, pixels);

    BufferedImage read = ImageIO.read(folder.resolve("a.png").toFile());
    assertThat(read.getWidth()).isEqualTo(width);
    assertThat(read.getHeight()).isEqualTo(height);
    assertThat(read.getRGB(0, 0, width, height, null, 0, width)).isEqualTo(pixels);
  }
}
