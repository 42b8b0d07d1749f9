package io.tollgate.catalog;

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
            .importPackages("io.tollgate.catalog");

    @Test
    void shouldKeepTheRulesOfEveryModule() {
        ArchitectureRules.checkCommon(CLASSES, "io.tollgate.catalog");
    }

    @Test
    void shouldNeedNothingButTheJdkForItsRecords() {
        classes()
                .that()
                .resideOutsideOfPackage("io.tollgate.catalog.codec")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "io.tollgate.catalog",
                        "io.tollgate.catalog.budget",
                        "io.tollgate.catalog.backend",
                        "io.tollgate.catalog.logs",
                        "io.tollgate.catalog.pricing",
                        "io.tollgate.catalog.routing",
                        "io.tollgate.catalog.rules",
                        "io.tollgate.catalog.signals")
                .check(CLASSES);
    }

    @Test
    void shouldKeepJsonInTheCodec() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.tollgate.catalog.codec")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml..")
                .check(CLASSES);
    }
}
