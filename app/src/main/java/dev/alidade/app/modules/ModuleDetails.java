package dev.alidade.app.modules;

import dev.alidade.app.control.Badge;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Section;
import dev.alidade.app.control.ShareBar;
import dev.alidade.app.format.Figures;
import dev.alidade.engine.module.CircuitState;
import dev.alidade.engine.module.ModuleInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.text.TextAlignment;
import org.kordamp.ikonli.feather.Feather;

/** The manifest of one module, for the inspector. */
final class ModuleDetails {
  private static final double PAGE_BYTES = 65_536.0;
  private static final int HASH_GROUP = 8;

  private ModuleDetails() {}

  static Node[] sections(ModuleInfo module, ModulesViewModel model) {
    List<Node> sections = new ArrayList<>();
    module.problem().ifPresent(problem -> sections.add(problem(problem)));
    if (module.circuit() != CircuitState.CLOSED) {
      sections.add(
          new Section(
              new HBox(8, new Badge("circuit open", Badge.Kind.WARNING, Feather.ALERT_TRIANGLE)),
              Labels.paragraph("Calls failed repeatedly, so Java answers until a probe passes."),
              ModulesView.probeButton(module, model)));
    }
    sections.add(hash(module));
    sections.add(
        new Section(
            Section.row("Runtime", module.runtime()),
            Section.row("ABI", String.valueOf(module.abi())),
            Section.row("Size", Figures.bytes(module.sizeBytes())),
            needs(module),
            Section.row("Loaded in", Figures.nanos((double) module.loadNanos())),
            Section.row("Calls", Figures.count(ModulesViewModel.calls(module)))));
    sections.add(memory(module));
    sections.add(
        Section.of(
            "Imports",
            Labels.small(module.imports().isEmpty() ? "none" : ""),
            rows(module.imports())));
    sections.add(
        Section.of(
            "Exports",
            Labels.small(String.valueOf(module.exports().size())),
            rows(inOrder(module.exports()))));
    return sections.toArray(Node[]::new);
  }

  private static Node problem(String sentence) {
    return new Section(
        new HBox(8, new Badge("not used", Badge.Kind.WARNING, Feather.ALERT_TRIANGLE)),
        Labels.paragraph(sentence));
  }

  private static Node hash(ModuleInfo module) {
    Badge state =
        module.verified()
            ? new Badge("verified", Badge.Kind.OK, Feather.CHECK)
            : new Badge("not verified", Badge.Kind.ERROR, Feather.ALERT_TRIANGLE);
    Label hash = Labels.of(grouped(module.sha256()), "al-mono", "al-small");
    hash.setWrapText(true);
    return Section.of("SHA-256", state, hash);
  }

  private static Node memory(ModuleInfo module) {
    double share =
        module.memoryMaxPages() == 0
            ? 0
            : (double) module.linearBytes() / (module.memoryMaxPages() * PAGE_BYTES);
    HBox limits =
        new HBox(
            Labels.small("min " + Figures.count(module.memoryMinPages()) + " pages"),
            Section.gap(),
            Labels.small("max " + Figures.count(module.memoryMaxPages()) + " pages a shard"));
    return Section.of(
        "Memory",
        Labels.mono(Figures.bytes(module.linearBytes())),
        new ShareBar(share, Badge.Kind.WASM),
        limits);
  }

  private static Node needs(ModuleInfo module) {
    Label features = Labels.of(String.join(", ", module.features()), "al-mono", "al-small");
    features.setWrapText(true);
    features.setMinHeight(Region.USE_PREF_SIZE);
    features.setTextAlignment(TextAlignment.RIGHT);
    return Section.row("Needs", features);
  }

  /** What every module has first, then its kernels by name. */
  private static List<ModuleInfo.ImportExport> inOrder(List<ModuleInfo.ImportExport> exports) {
    return exports.stream()
        .sorted(
            Comparator.comparing((ModuleInfo.ImportExport e) -> e.type().startsWith("("))
                .thenComparing(ModuleInfo.ImportExport::name))
        .toList();
  }

  private static Node[] rows(List<ModuleInfo.ImportExport> entries) {
    return entries.stream()
        .map(
            entry -> {
              HBox row =
                  new HBox(
                      Labels.of(entry.name(), "al-mono", "al-small"),
                      Section.gap(),
                      Labels.of(entry.type(), "al-mono", "al-small", "al-muted"));
              return (Node) row;
            })
        .toArray(Node[]::new);
  }

  private static String grouped(String hash) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < hash.length(); i += HASH_GROUP) {
      text.append(i == 0 ? "" : " ").append(hash, i, Math.min(hash.length(), i + HASH_GROUP));
    }
    return text.toString();
  }
}
