package dev.alidade.app.chart;

import java.nio.IntBuffer;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/**
 * A node whose picture is drawn by plain loops into memory that JavaFX shows as it is. It paints at
 * most once for each frame, in the screen's own pixels. JavaFX thread.
 */
public abstract class PixelSurface extends Region {
  private final ImageView view = new ImageView();

  /** Its layout is nobody else's business: a picture that changes moves no node around it. */
  private final Region canvas =
      new Region() {
        {
          setManaged(false);
          getChildren().add(view);
        }

        @Override
        protected void layoutChildren() {
          paintIfDirty();
        }
      };

  private @Nullable Raster raster;
  private @Nullable PixelBuffer<IntBuffer> buffer;
  private boolean dirty = true;

  /** An empty surface. */
  protected PixelSurface() {
    view.setManaged(false);
    view.setSmooth(false);
    getChildren().add(canvas);
    setMinSize(0, 0);
  }

  /**
   * Draws everything.
   *
   * @param raster cleared, as large as this node in pixels
   * @param scale pixels for each point of the screen, 1 on most
   */
  protected abstract void paint(Raster raster, double scale);

  /** Paints again with the next frame. */
  public final void repaint() {
    dirty = true;
    canvas.requestLayout();
  }

  @Override
  protected void layoutChildren() {
    canvas.resizeRelocate(0, 0, getWidth(), getHeight());
    canvas.requestLayout();
  }

  private void paintIfDirty() {
    double scale = scale();
    int width = (int) Math.round(getWidth() * scale);
    int height = (int) Math.round(getHeight() * scale);
    if (width < 1 || height < 1) {
      return;
    }
    Raster target = raster;
    if (target == null || target.width() != width || target.height() != height) {
      target = new Raster(width, height);
      raster = target;
      PixelBuffer<IntBuffer> made =
          new PixelBuffer<>(
              width, height, IntBuffer.wrap(target.pixels()), PixelFormat.getIntArgbPreInstance());
      buffer = made;
      view.setImage(new WritableImage(made));
      dirty = true;
    }
    view.setFitWidth(getWidth());
    view.setFitHeight(getHeight());
    if (dirty) {
      dirty = false;
      target.clear();
      paint(target, scale);
      PixelBuffer<IntBuffer> shown = buffer;
      if (shown != null) {
        shown.updateBuffer(whole -> null);
      }
    }
  }

  private double scale() {
    return getScene() == null || getScene().getWindow() == null
        ? 1
        : getScene().getWindow().getRenderScaleX();
  }
}
