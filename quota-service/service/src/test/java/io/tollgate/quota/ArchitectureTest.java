package io.tollgate.quota;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.tollgate.quality.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final String BASE = "io.tollgate.quota";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(BASE);

    @Test
    void shouldKeepTheRulesOfEveryModule() {
        ArchitectureRules.checkCommon(CLASSES, BASE, BASE + ".wiring");
    }

    @Test
    void shouldSpeakSqlInTheStoreOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage(BASE + ".store")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..")
                .check(CLASSES);
    }

    @Test
    void shouldSpeakToRedisInPublicationOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage(BASE + ".publication")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.redisson..")
                .check(CLASSES);
    }

    @Test
    void shouldReadConfigurationInOnePlace() {
        noClasses()
                .that()
                .resideOutsideOfPackage(BASE + ".config")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.eclipse.microprofile.config..", "io.smallrye.config..")
                .check(CLASSES);
    }

    @Test
    void shouldKeepWhatLiesBelowIgnorantOfTheResources() {
        noClasses()
                .that()
                .resideInAnyPackage(BASE + ".store", BASE + ".http", BASE + ".publication", BASE + ".config")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        BASE + ".crud",
                        BASE + ".tenants",
                        BASE + ".products",
                        BASE + ".priorities",
                        BASE + ".usage",
                        BASE + ".explain",
                        BASE + ".keys",
                        BASE + ".limits",
                        BASE + ".deployments",
                        BASE + ".routes",
                        BASE + ".prices",
                        BASE + ".document")
                .check(CLASSES);
    }
}
