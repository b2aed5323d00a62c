package dev.alidade.app.chart;

import java.util.Arrays;

/**
 * A picture in memory, drawn by plain loops: pixels are 0xAARRGGBB, pre-multiplied, row by row from
 * the top. Coordinates are in pixels with the origin at the upper left corner of the first pixel;
 * everything is clipped. Colours given to it are not pre-multiplied. Not thread-safe.
 */
public final class Raster {
  private final int width;
  private final int height;
  private final int[] pixels;
  private final byte[] mask;
  private int maskLeft;
  private int maskTop;
  private int maskRight;
  private int maskBottom;

  /** A transparent picture; sizes in pixels, at least 1. */
  public Raster(int width, int height) {
    this.width = width;
    this.height = height;
    this.pixels = new int[width * height];
    this.mask = new byte[width * height];
    forgetMask();
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  /** The pixels themselves. */
  public int[] pixels() {
    return pixels;
  }

  /** A pixel as 0xAARRGGBB, pre-multiplied. */
  public int pixel(int x, int y) {
    return pixels[y * width + x];
  }

  /** Makes every pixel transparent. */
  public void clear() {
    Arrays.fill(pixels, 0);
  }

  /** Lays a colour over one pixel; coverage 0 to 255 is how much of the pixel it covers. */
  public void blend(int x, int y, int argb, int coverage) {
    if (x >= 0 && y >= 0 && x < width && y < height) {
      blendAt(y * width + x, argb, coverage);
    }
  }

  /** Fills a rectangle; edges between pixels are softened. */
  public void rect(double x0, double y0, double x1, double y1, int argb) {
    double left = Math.max(0, Math.min(x0, x1));
    double right = Math.min(width, Math.max(x0, x1));
    double top = Math.max(0, Math.min(y0, y1));
    double bottom = Math.min(height, Math.max(y0, y1));
    int firstX = (int) Math.floor(left);
    int firstY = (int) Math.floor(top);
    for (int y = firstY; y < bottom; y++) {
      double coveredY = Math.min(bottom, y + 1.0) - Math.max(top, y);
      for (int x = firstX; x < right; x++) {
        double coveredX = Math.min(right, x + 1.0) - Math.max(left, x);
        blendAt(y * width + x, argb, (int) Math.round(coveredX * coveredY * 255));
      }
    }
  }

  /** Fills column {@code x} from {@code top} to {@code bottom}, both between pixels or on them. */
  public void column(int x, double top, double bottom, int argb) {
    if (x < 0 || x >= width || !(bottom > top)) {
      return;
    }
    double from = Math.max(0, top);
    double to = Math.min(height, bottom);
    for (int y = (int) Math.floor(from); y < to; y++) {
      double covered = Math.min(to, y + 1.0) - Math.max(from, y);
      blendAt(y * width + x, argb, (int) Math.round(covered * 255));
    }
  }

  /**
   * Notes how much of a pixel a shape covers, 0 to 1; of several notes the largest counts, so that
   * the parts of one line do not darken each other where they meet.
   */
  void cover(int x, int y, double coverage) {
    if (coverage <= 0 || x < 0 || y < 0 || x >= width || y >= height) {
      return;
    }
    int at = y * width + x;
    int noted = (int) Math.round(Math.min(1, coverage) * 255);
    if (noted > (mask[at] & 0xFF)) {
      mask[at] = (byte) noted;
      maskLeft = Math.min(maskLeft, x);
      maskTop = Math.min(maskTop, y);
      maskRight = Math.max(maskRight, x);
      maskBottom = Math.max(maskBottom, y);
    }
  }

  /** Lays a colour over what was noted by {@link #cover}, and forgets it. */
  void fillCovered(int argb) {
    for (int y = maskTop; y <= maskBottom; y++) {
      for (int at = y * width + maskLeft; at <= y * width + maskRight; at++) {
        if (mask[at] != 0) {
          blendAt(at, argb, mask[at] & 0xFF);
          mask[at] = 0;
        }
      }
    }
    forgetMask();
  }

  private void forgetMask() {
    maskLeft = width;
    maskTop = height;
    maskRight = -1;
    maskBottom = -1;
  }

  private void blendAt(int at, int argb, int coverage) {
    int alpha = (argb >>> 24) * coverage / 255;
    if (alpha == 0) {
      return;
    }
    int under = pixels[at];
    int rest = 255 - alpha;
    int a = alpha + (under >>> 24) * rest / 255;
    int r = (((argb >> 16) & 0xFF) * alpha + ((under >> 16) & 0xFF) * rest) / 255;
    int g = (((argb >> 8) & 0xFF) * alpha + ((under >> 8) & 0xFF) * rest) / 255;
    int b = ((argb & 0xFF) * alpha + (under & 0xFF) * rest) / 255;
    pixels[at] = (a << 24) | (r << 16) | (g << 8) | b;
  }
}
