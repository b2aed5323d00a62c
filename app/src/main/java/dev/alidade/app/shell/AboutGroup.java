package dev.alidade.app.shell;

import dev.alidade.app.cli.Version;
import dev.alidade.app.control.Buttons;
import dev.alidade.app.control.Labels;
import dev.alidade.app.platform.CrashReports;
import dev.alidade.app.platform.Diagnostics;
import dev.alidade.app.platform.Places;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javafx.scene.control.TextArea;
import javafx.scene.control.TitledPane;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** The version, what a report of a fault needs, and the licences of what is inside. */
final class AboutGroup extends VBox {
  /** Written by the build from the dependencies. */
  private static final String LICENCES = "/dev/alidade/app/third-party.txt";

  private final Workbench bench;
  private final CrashReports crashes;

  AboutGroup(Workbench bench, Places places) {
    super(12);
    this.bench = bench;
    this.crashes = new CrashReports(places.crashes(), Version.line());
    TextArea licences = new TextArea();
    licences.setId("about-licences");
    licences.setEditable(false);
    licences.setPrefRowCount(12);
    licences.getStyleClass().add("al-mono");
    TitledPane fold = new TitledPane("Licences of the libraries inside", licences);
    fold.setExpanded(false);
    fold.expandedProperty().addListener((observed, was, is) -> readInto(licences));
    getChildren()
        .addAll(
            Labels.heading("About"),
            Labels.of(Version.line()),
            Labels.paragraph(
                "Alidade is free under the Apache License 2.0. It works on this computer alone:"
                    + " it looks for no updates, and sends figures only where Settings say so."),
            Labels.small("Logs and crash reports: " + hide(places.state())),
            new HBox(8, Buttons.plain("Copy diagnostics", this::copyDiagnostics)),
            fold);
  }

  /** Puts what a report of a fault needs on the clipboard. */
  void copyDiagnostics() {
    bench
        .tasks()
        .task(
            "Copy diagnostics", progress -> Diagnostics.of(Version.line(), bench.engine(), crashes))
        .onDone(
            text -> {
              ClipboardContent content = new ClipboardContent();
              content.putString(text);
              Clipboard.getSystemClipboard().setContent(content);
              bench
                  .notices()
                  .info("Diagnostics are on the clipboard. They hold none of your data.");
            })
        .start();
  }

  private void readInto(TextArea area) {
    if (!area.getText().isEmpty()) {
      return;
    }
    bench
        .tasks()
        .task("Read licences", progress -> licences())
        .quietly()
        .onDone(area::setText)
        .start();
  }

  private static String licences() throws IOException {
    try (InputStream in = AboutGroup.class.getResourceAsStream(LICENCES)) {
      if (in == null) {
        throw new IOException("this build has no list of licences");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
  }

  private static String hide(Path folder) {
    Path home = Path.of(System.getProperty("user.home", ""));
    return folder.startsWith(home) ? "~/" + home.relativize(folder) : folder.toString();
  }
}
