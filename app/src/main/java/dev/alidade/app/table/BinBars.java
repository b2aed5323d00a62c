package dev.alidade.app.table;

import dev.alidade.app.control.Tips;
import dev.alidade.engine.dataset.ColumnProfile.Bin;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.shape.ClosePath;
import javafx.scene.shape.HLineTo;
import javafx.scene.shape.Line;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.shape.Rectangle;
import javafx.scene.shape.VLineTo;
import org.jspecify.annotations.Nullable;

/**
 * A histogram as small bars; the part that a filter keeps stands in front. A click on a bar, a drag
 * over several, or the arrow keys and Enter choose a range. JavaFX thread.
 */
public final class BinBars extends Region {
  private static final double GAP = 1;
  private static final double LEAST_HEIGHT = 1;

  private final Path all = path("al-bins-all");
  private final Path kept = path("al-bins-kept");
  private final Rectangle span = new Rectangle();
  private final Line marker = new Line();
  private @Nullable Tooltip tooltip;
  private boolean described;
  private List<Bin> bins = List.of();
  private long @Nullable [] keptCounts;
  private OptionalDouble mark = OptionalDouble.empty();
  private @Nullable RangeHandler onRange;
  private IntFunction<String> words = index -> "";
  private int anchor = -1;
  private int cursor = -1;

  /** What to do with a chosen range of bins. */
  @FunctionalInterface
  public interface RangeHandler {
    /** Both ends are included. */
    void choose(int first, int last);
  }

  /** No bars yet. */
  public BinBars() {
    getStyleClass().add("al-bins");
    span.getStyleClass().add("al-bins-span");
    marker.getStyleClass().add("al-bins-marker");
    span.setManaged(false);
    marker.setManaged(false);
    getChildren().addAll(span, all, kept, marker);
    setMinSize(0, 0);
    setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    addEventHandler(MouseEvent.MOUSE_PRESSED, this::press);
    addEventHandler(MouseEvent.MOUSE_DRAGGED, this::drag);
    addEventHandler(MouseEvent.MOUSE_RELEASED, this::release);
    addEventHandler(MouseEvent.MOUSE_MOVED, event -> tell(event.getX()));
    addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    focusedProperty().subscribe(focused -> requestLayout());
  }

  /** Shows bins; {@code keptCounts} has one count for each, or is null where nothing filters. */
  public void show(List<Bin> shown, long @Nullable [] keptOfEach) {
    bins = List.copyOf(shown);
    keptCounts = keptOfEach;
    requestLayout();
  }

  /** A broken vertical line at a value, for example the median. */
  public void mark(OptionalDouble value) {
    mark = value;
    requestLayout();
  }

  /** Words for a bin, shown while the pointer is over it. */
  public void describe(IntFunction<String> wordsForBin) {
    words = wordsForBin;
    if (!described) {
      described = true;
      Tips.on(
          this,
          () -> {
            Tooltip made = new Tooltip();
            tooltip = made;
            return made;
          });
    }
  }

  /** Lets the user choose a range. */
  public void setOnRange(RangeHandler handler) {
    onRange = handler;
  }

  @Override
  protected void layoutChildren() {
    all.getElements().clear();
    kept.getElements().clear();
    long highest = Math.max(1, bins.stream().mapToLong(Bin::count).max().orElse(1));
    long[] counts = keptCounts;
    for (int i = 0; i < bins.size(); i++) {
      bar(all, i, bins.get(i).count(), highest);
      if (counts != null && i < counts.length) {
        bar(kept, i, counts[i], highest);
      }
    }
    boolean spanned = anchor >= 0 && cursor >= 0 && !bins.isEmpty();
    span.setVisible(spanned);
    if (spanned) {
      span.setX(left(Math.min(anchor, cursor)));
      span.setWidth(left(Math.max(anchor, cursor) + 1) - span.getX());
      span.setHeight(getHeight());
    }
    placeMarker();
  }

  private void placeMarker() {
    marker.setVisible(mark.isPresent() && !bins.isEmpty());
    if (marker.isVisible()) {
      double from = bins.getFirst().from();
      double to = bins.getLast().to();
      double share = to > from ? (mark.getAsDouble() - from) / (to - from) : 0.5;
      double x = Math.floor(Math.clamp(share, 0, 1) * getWidth()) + 0.5;
      marker.setStartX(x);
      marker.setEndX(x);
      marker.setEndY(getHeight());
    }
  }

  private void bar(Path path, int index, long count, long highest) {
    if (count == 0) {
      return;
    }
    double height = Math.max(LEAST_HEIGHT, Math.rint((double) count / highest * getHeight()));
    double from = left(index);
    double to = Math.max(from + 1, left(index + 1) - GAP);
    path.getElements()
        .addAll(
            new MoveTo(from, getHeight()),
            new VLineTo(getHeight() - height),
            new HLineTo(to),
            new VLineTo(getHeight()),
            new ClosePath());
  }

  private double left(int index) {
    return Math.rint(getWidth() * index / bins.size());
  }

  private int at(double x) {
    return Math.clamp(
        (long) Math.floor(x / Math.max(1, getWidth()) * bins.size()), 0, bins.size() - 1);
  }

  private void press(MouseEvent event) {
    if (onRange != null && !bins.isEmpty()) {
      requestFocus();
      anchor = at(event.getX());
      cursor = anchor;
      requestLayout();
      event.consume();
    }
  }

  private void drag(MouseEvent event) {
    if (anchor >= 0) {
      cursor = at(event.getX());
      requestLayout();
      event.consume();
    }
  }

  private void release(MouseEvent event) {
    if (anchor >= 0) {
      event.consume();
      choose();
    }
  }

  private void key(KeyEvent event) {
    if (onRange == null || bins.isEmpty()) {
      return;
    }
    int step = event.getCode() == KeyCode.RIGHT ? 1 : event.getCode() == KeyCode.LEFT ? -1 : 0;
    if (step != 0) {
      cursor = Math.clamp((long) cursor + step, 0, bins.size() - 1);
      anchor = event.isShiftDown() && anchor >= 0 ? anchor : cursor;
      setAccessibleText(words.apply(cursor));
      requestLayout();
      event.consume();
    } else if (anchor >= 0
        && (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.SPACE)) {
      choose();
      event.consume();
    }
  }

  private void choose() {
    int first = Math.min(anchor, cursor);
    int last = Math.max(anchor, cursor);
    anchor = -1;
    requestLayout();
    RangeHandler handler = onRange;
    if (handler != null) {
      handler.choose(first, last);
    }
  }

  private void tell(double x) {
    Tooltip made = tooltip;
    if (made != null && !bins.isEmpty()) {
      made.setText(words.apply(at(x)));
    }
  }

  private static Path path(String styleClass) {
    Path path = new Path();
    path.getStyleClass().add(styleClass);
    path.setManaged(false);
    path.setMouseTransparent(true);
    return path;
  }
}
