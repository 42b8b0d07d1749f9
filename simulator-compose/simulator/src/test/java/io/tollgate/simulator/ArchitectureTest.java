package io.tollgate.simulator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.tollgate.quality.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final String BASE = "io.tollgate.simulator";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(BASE);

    @Test
    void shouldKeepTheCommonRules() {
        ArchitectureRules.checkCommon(CLASSES, BASE, BASE);
    }

    @Test
    void shouldKeepRulesAndCountsFreeOfVertx() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        BASE + ".config..",
                        BASE + ".limits..",
                        BASE + ".tokens..",
                        BASE + ".request..",
                        BASE + ".journal..",
                        BASE + ".deployment..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx..", "io.netty..")
                .check(CLASSES);
    }

    @Test
    void shouldKeepTheTokenizerInOnePackage() {
        noClasses()
                .that()
                .resideOutsideOfPackage(BASE + ".tokens..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.knuddels..")
                .check(CLASSES);
    }

    @Test
    void shouldNeverBlockAnEventLoop() {
        noClasses()
                .that()
                .resideInAnyPackage(BASE + ".serving..", BASE + ".control..")
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.concurrent.locks..")
                .orShould()
                .callMethod(java.util.concurrent.CompletableFuture.class, "join")
                .orShould()
                .callMethod(java.util.concurrent.CompletableFuture.class, "get")
                .check(CLASSES);
    }
}
