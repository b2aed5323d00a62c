package dev.alidade.app;

/**
 * Entry point of the workbench. It does not extend {@code javafx.application.Application}, so that
 * JavaFX may stand on the class path.
 */
public final class Launcher {
  private Launcher() {}

  /** Starts the workbench with the arguments of the command line. */
  public static void main(String[] args) {
    System.out.println("Alidade 0.1.0 on Java " + Runtime.version());
  }
}
