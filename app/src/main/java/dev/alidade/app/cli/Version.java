package dev.alidade.app.cli;

/** Which Alidade this is. */
public final class Version {
  private static final String UNKNOWN = "(built without a version)";

  private Version() {}

  /** The number alone, for example {@code 0.1.0}. */
  public static String number() {
    String written = Version.class.getPackage().getImplementationVersion();
    return written == null ? UNKNOWN : written;
  }

  /** One line with the Java it runs on. */
  public static String line() {
    return "Alidade " + number() + " on Java " + Runtime.version();
  }
}
