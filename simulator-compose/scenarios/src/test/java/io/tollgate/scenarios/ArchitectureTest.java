package io.tollgate.scenarios;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.tollgate.quality.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final String BASE = "io.tollgate.scenarios";
    private static final JavaClasses CLASSES = new ClassFileImporter().importPackages(BASE);

    @Test
    void shouldKeepTheRulesOfEveryModule() {
        ArchitectureRules.checkCommon(CLASSES, BASE, BASE + ".calls..", BASE + ".load..");
    }

    @Test
    void shouldKnowTheClusterFromOutsideOnly() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.tollgate.gateway..",
                        "io.tollgate.quota..",
                        "io.tollgate.usage..",
                        "io.tollgate.simulator..",
                        "io.tollgate.ledger..",
                        "io.tollgate.catalog..",
                        "io.tollgate.events..")
                .check(CLASSES);
    }

    @Test
    void shouldLetCallsKnowNothingOfTheCluster() {
        noClasses()
                .that()
                .resideInAnyPackage(BASE + ".calls..", BASE + ".load..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(BASE + ".stand..", "io.tollgate.stack..")
                .check(CLASSES);
    }

    @Test
    void shouldNeverSleep() {
        noClasses().should().callMethod(Thread.class, "sleep", long.class).check(CLASSES);
    }
}
