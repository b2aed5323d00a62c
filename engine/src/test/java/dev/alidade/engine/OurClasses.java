package dev.alidade.engine;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;

/** Main classes only: those of tests lie in one of two folders, by how they were built. */
public final class OurClasses implements ImportOption {
  private static final ImportOption MAIN = new DoNotIncludeTests();

  @Override
  public boolean includes(Location location) {
    return MAIN.includes(location) && !location.contains("/test-classes-quickly/");
  }
}
