package dev.alidade.app.modules;

import dev.alidade.app.control.Badge;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Segmented;
import dev.alidade.app.format.Figures;
import dev.alidade.engine.module.KernelInfo;
import dev.alidade.engine.module.ModuleInfo;
import dev.alidade.engine.module.PathPreference;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** A row a kernel: calls, time on both paths, the one in use with its reason, and a switch. */
final class KernelTable extends GridPane {
  KernelTable(ModuleInfo module, ModulesViewModel model) {
    setId("kernels");
    getColumnConstraints()
        .addAll(
            ModulesView.growing(),
            ModulesView.fixed(60),
            ModulesView.fixed(62),
            ModulesView.fixed(62),
            ModulesView.fixed(90),
            ModulesView.fixed(166));
    int row = 0;
    addRow(
        row++,
        ModulesView.headCell("Kernel and why its path"),
        right(ModulesView.headCell("Calls")),
        right(ModulesView.headCell("WASM")),
        right(ModulesView.headCell("Java")),
        ModulesView.headCell("Used"),
        ModulesView.headCell("Path to use"));
    for (KernelInfo kernel : module.kernels()) {
      Optional<KernelInfo.Measurement> measured = ModulesViewModel.shownMeasurement(kernel);
      Badge used = Badge.of(kernel.choice().used());
      addRow(
          row++,
          ModulesView.cell(name(module, kernel)),
          right(ModulesView.cell(count(kernel))),
          right(
              ModulesView.cell(millis(measured.map(KernelInfo.Measurement::wasmNanos), measured))),
          right(
              ModulesView.cell(millis(measured.map(KernelInfo.Measurement::javaNanos), measured))),
          ModulesView.cell(used),
          ModulesView.cell(preference(kernel, model)));
    }
  }

  private static Node name(ModuleInfo module, KernelInfo kernel) {
    Label reason = Labels.small(kernel.choice().reason());
    reason.setTooltip(new Tooltip(kernel.choice().reason()));
    VBox lines =
        new VBox(1, Labels.mono(kernel.id().substring(module.name().length() + 1)), reason);
    lines.setMinHeight(44);
    lines.setAlignment(Pos.CENTER_LEFT);
    lines.setMinWidth(0);
    return lines;
  }

  private static Node count(KernelInfo kernel) {
    return Labels.mono(Figures.compact(kernel.calls()));
  }

  private static Node millis(Optional<Double> nanos, Optional<KernelInfo.Measurement> measurement) {
    if (nanos.isEmpty() || measurement.isEmpty()) {
      return Labels.of(Figures.NONE, "al-mono", "al-muted");
    }
    Label label = Labels.mono(Figures.millisOnly(nanos.get()));
    label.setTooltip(
        new Tooltip(
            Figures.nanos(nanos.get())
                + " at "
                + Figures.counted(measurement.get().items(), "row")));
    return label;
  }

  private static Node preference(KernelInfo kernel, ModulesViewModel model) {
    Segmented<PathPreference> choice =
        new Segmented<>(List.of(PathPreference.values()), KernelTable::word);
    choice.getStyleClass().add("al-compact");
    choice.valueProperty().set(kernel.preference());
    choice.valueProperty().addListener((observed, was, is) -> model.prefer(kernel, is));
    return choice;
  }

  private static String word(PathPreference preference) {
    return switch (preference) {
      case AUTO -> "Auto";
      case WASM -> "WASM";
      case JAVA -> "Java";
    };
  }

  private static HBox right(HBox cell) {
    cell.setAlignment(Pos.CENTER_RIGHT);
    return cell;
  }
}
