package dev.alidade.app.transform;

import dev.alidade.app.chart.PngFile;
import dev.alidade.app.shell.Workbench;
import java.io.File;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.transform.Transform;
import javafx.stage.FileChooser;
import javafx.stage.FileChooser.ExtensionFilter;
import javafx.stage.Window;

/** A chart as a picture in a file. JavaFX thread. */
final class ChartPicture {
  private static final String ENDING = ".png";

  private ChartPicture() {}

  /** Asks where the picture goes; empty when the user thinks better of it. */
  static Optional<Path> ask(Window window, String title) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle("Export the chart");
    chooser.getExtensionFilters().add(new ExtensionFilter("PNG", "*" + ENDING));
    chooser.setInitialFileName(fileName(title));
    return Optional.ofNullable(chooser.showSaveDialog(window))
        .map(File::toPath)
        .map(ChartPicture::ended);
  }

  /** A title as a file's name on any system. */
  static String fileName(String title) {
    return title.replaceAll("[\\\\/:*?\"<>|\\p{Cntrl}]", "_") + ENDING;
  }

  private static Path ended(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.toLowerCase(Locale.ROOT).endsWith(ENDING)
        ? file
        : file.resolveSibling(name + ENDING);
  }

  /** Writes a node as it looks now, with as many pixels as the screen shows. */
  static void write(Node drawn, Path file, Workbench bench) {
    SnapshotParameters parameters = new SnapshotParameters();
    parameters.setFill(bench.theme().paletteProperty().getValue().color("bg"));
    double density = drawn.getScene().getWindow().getRenderScaleX();
    parameters.setTransform(Transform.scale(density, density));
    WritableImage image = drawn.snapshot(parameters, null);
    int width = (int) image.getWidth();
    int height = (int) image.getHeight();
    int[] pixels = new int[width * height];
    image
        .getPixelReader()
        .getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
    bench
        .tasks()
        .task(
            "Write " + file.getFileName(),
            progress -> {
              PngFile.write(file, width, height, pixels);
              return file;
            })
        .onDone(done -> bench.notices().info("Wrote the picture to " + done + "."))
        .start();
  }
}
