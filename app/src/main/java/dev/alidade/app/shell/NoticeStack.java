package dev.alidade.app.shell;

import dev.alidade.app.control.Buttons;
import dev.alidade.app.control.Icons;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Section;
import java.util.ArrayList;
import java.util.List;
import javafx.collections.ListChangeListener;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The cards of {@link Notices} at the window's bottom right. */
final class NoticeStack extends VBox {
  private final Notices notices;

  NoticeStack(Notices notices) {
    super(8);
    this.notices = notices;
    setId("notices");
    setAlignment(Pos.BOTTOM_RIGHT);
    setPadding(new Insets(0, 16, 60, 0));
    setPickOnBounds(false);
    setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
    notices.shown().addListener((ListChangeListener<Notice>) change -> show());
    show();
  }

  private void show() {
    getChildren().setAll(notices.shown().stream().map(this::card).toList());
  }

  private Node card(Notice notice) {
    Label sentence = Labels.of(notice.sentence(), "al-strong");
    sentence.setWrapText(true);
    sentence.setMaxWidth(270);
    HBox top =
        new HBox(
            8,
            iconOf(notice.kind()),
            sentence,
            Section.gap(),
            Buttons.compact(Buttons.icon(Feather.X, "Dismiss", () -> notices.dismiss(notice))));
    VBox card = new VBox(top);
    card.getStyleClass().addAll("al-notice", styleOf(notice.kind()));
    card.setMaxHeight(USE_PREF_SIZE);
    if (!notice.remedy().isEmpty()) {
      card.getChildren().add(Labels.paragraph(notice.remedy()));
    }
    List<Node> foot = new ArrayList<>();
    if (!notice.code().isEmpty()) {
      foot.add(Labels.of(notice.code(), "al-mono", "al-small", "al-muted"));
    }
    if (!notice.details().isEmpty()) {
      foot.add(detailsLink(card, notice.details()));
    }
    Notice.Offer offer = notice.offer();
    if (offer != null) {
      foot.add(
          Buttons.plain(
              offer.verb(),
              () -> {
                notices.dismiss(notice);
                offer.action().run();
              }));
    }
    if (!foot.isEmpty()) {
      HBox row = new HBox(12, foot.toArray(new Node[0]));
      row.setAlignment(Pos.CENTER_LEFT);
      card.getChildren().add(row);
    }
    return card;
  }

  private static Hyperlink detailsLink(VBox card, String details) {
    Hyperlink link = new Hyperlink("Details");
    TextArea text = new TextArea(details);
    text.setEditable(false);
    text.setPrefRowCount(8);
    text.getStyleClass().addAll("al-mono", "al-small");
    Hyperlink copy = new Hyperlink("Copy details");
    copy.setOnAction(
        event -> {
          ClipboardContent content = new ClipboardContent();
          content.putString(details);
          Clipboard.getSystemClipboard().setContent(content);
        });
    link.setOnAction(
        event -> {
          if (!card.getChildren().removeAll(text, copy)) {
            card.getChildren().addAll(text, copy);
          }
        });
    return link;
  }

  private static FontIcon iconOf(Notice.Kind kind) {
    return switch (kind) {
      case INFO -> Icons.of(Feather.INFO, "al-icon-accent");
      case WARNING -> Icons.of(Feather.ALERT_TRIANGLE, "al-icon-warn");
      case ERROR -> Icons.of(Feather.ALERT_TRIANGLE, "al-icon-err");
    };
  }

  private static String styleOf(Notice.Kind kind) {
    return switch (kind) {
      case INFO -> "accent";
      case WARNING -> "warn";
      case ERROR -> "err";
    };
  }
}
