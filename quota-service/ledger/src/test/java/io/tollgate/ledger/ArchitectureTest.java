package io.tollgate.ledger;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.tollgate.quality.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.tollgate.ledger");

    @Test
    void shouldKeepTheCommonRules() {
        ArchitectureRules.checkCommon(CLASSES, "io.tollgate.ledger");
    }

    @Test
    void shouldKeepRedissonInItsPackage() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.tollgate.ledger.redis")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.redisson..", "io.netty..")
                .check(CLASSES);
    }

    @Test
    void shouldKeepRulesPure() {
        classes()
                .that()
                .resideInAPackage("io.tollgate.ledger.rules")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.tollgate.ledger",
                        "io.tollgate.ledger.rules",
                        "java.lang..",
                        "java.time",
                        "java.util",
                        "java.util.function",
                        "java.util.stream")
                .check(CLASSES);
    }

    @Test
    void shouldKeepTheContractFreeOfItsStores() {
        noClasses()
                .that()
                .resideInAPackage("io.tollgate.ledger")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.tollgate.ledger.*..")
                .check(CLASSES);
    }

    @Test
    void shouldNeverWait() {
        noClasses()
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(java.util.concurrent.CompletableFuture.class, "join")
                .orShould()
                .callMethod(java.util.concurrent.CompletableFuture.class, "get")
                .check(CLASSES);
    }
}
