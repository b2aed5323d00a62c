package dev.alidade.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.alidade.engine", importOptions = OurClasses.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule theEngineKnowsNoUserInterface =
      noClasses()
          .that()
          .resideInAPackage("dev.alidade.engine..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("javafx..", "com.sun.javafx..", "dev.alidade.app..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule onlyOnePackageNamesTheBinding =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.alidade.engine.runtime.wasmtime..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.github.kawamuray..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule onlyOnePackageNamesTheSecondRuntime =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.alidade.engine.runtime.endive..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("run.endive..")
          .allowEmptyShould(true);
}
