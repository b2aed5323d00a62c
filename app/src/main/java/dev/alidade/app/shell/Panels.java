package dev.alidade.app.shell;

import dev.alidade.app.fx.FrameWork;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The panels of a window, each made when it is first asked for, so that the window need not wait
 * for all of them. JavaFX thread.
 */
public final class Panels {
  private final Map<PanelId, Function<Workbench, ? extends Panel>> makers;
  private final Workbench bench;
  private final Map<PanelId, Panel> made = new EnumMap<>(PanelId.class);

  /**
   * @param makers how each is made; a place without one shows nothing
   */
  public Panels(Workbench bench, Map<PanelId, Function<Workbench, ? extends Panel>> makers) {
    this.bench = bench;
    this.makers = Map.copyOf(makers);
  }

  /** A panel by its place; the same on every call. */
  Optional<Panel> at(PanelId id) {
    Panel panel = made.get(id);
    if (panel == null) {
      Function<Workbench, ? extends Panel> maker = makers.get(id);
      if (maker == null) {
        return Optional.empty();
      }
      panel = maker.apply(bench);
      made.put(id, panel);
    }
    return Optional.of(panel);
  }

  /** All, in the order of the rail. */
  List<Panel> all() {
    List<Panel> all = new ArrayList<>();
    for (PanelId id : PanelId.values()) {
      at(id).ifPresent(all::add);
    }
    return all;
  }

  /** Makes those that nobody has asked for in the frames after the next, one a frame. */
  void makeInFrames() {
    List<Runnable> pieces = new ArrayList<>();
    pieces.add(() -> {}); // the first frame shows the window
    for (PanelId id : PanelId.values()) {
      pieces.add(() -> at(id));
    }
    FrameWork.replaceLater(this, pieces);
  }

  /** Whether each that was made may be closed; asks no more after the first that may not. */
  boolean mayClose() {
    return made.values().stream().allMatch(Panel::mayClose);
  }

  /** Makes no more. */
  void stop() {
    FrameWork.drop(this);
  }
}
