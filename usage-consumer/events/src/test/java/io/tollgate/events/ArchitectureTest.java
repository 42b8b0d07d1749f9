package io.tollgate.events;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.tollgate.quality.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final String BASE = "io.tollgate.events";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(BASE);

    @Test
    void shouldKeepTheCommonRules() {
        ArchitectureRules.checkCommon(CLASSES, BASE);
    }

    @Test
    void shouldKeepTheRecordsFreeOfEverythingButTheJdk() {
        classes()
                .that()
                .resideInAPackage(BASE)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", BASE)
                .check(CLASSES);
    }

    @Test
    void shouldNeedOnlyJacksonsStreamingApiForTheCodec() {
        classes()
                .that()
                .resideInAPackage(BASE + ".codec")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", BASE + "..", "com.fasterxml.jackson.core..")
                .check(CLASSES);
    }
}
