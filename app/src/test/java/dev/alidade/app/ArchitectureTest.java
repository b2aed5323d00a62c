package dev.alidade.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.alidade.app", importOptions = OurClasses.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule viewModelsKnowNoScene =
      noClasses()
          .that()
          .haveSimpleNameEndingWith("ViewModel")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("javafx.scene..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule onlyThePackageFxTouchesTheFxThread =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.alidade.app.fx..")
          .should()
          .callMethod(javafx.application.Platform.class, "runLater", Runnable.class);

  @ArchTest
  static final ArchRule theAppUsesNoRuntimeDirectly =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.github.kawamuray..", "run.endive..", "ai.onnxruntime..");

  /** An installed Alidade carries no native half of AWT. Shapes are plain Java. */
  @ArchTest
  static final ArchRule theAppUsesNothingOfAwtButShapes =
      noClasses()
          .should()
          .dependOnClassesThat(
              JavaClass.Predicates.resideInAnyPackage(
                      "java.awt..", "javax.swing..", "javax.imageio..")
                  .and(
                      DescribedPredicate.not(
                          JavaClass.Predicates.resideInAPackage("java.awt.geom.."))));
}
