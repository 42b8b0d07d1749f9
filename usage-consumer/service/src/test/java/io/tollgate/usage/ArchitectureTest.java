package io.tollgate.usage;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.tollgate.quality.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final String BASE = "io.tollgate.usage";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(BASE);

    @Test
    void shouldKeepTheCommonRules() {
        ArchitectureRules.checkCommon(CLASSES, BASE, BASE + ".wiring");
    }

    @Test
    void shouldKeepKafkaWhereEventsAreReadAndAlertsAreWritten() {
        noClasses()
                .that()
                .resideOutsideOfPackages(BASE + ".ingest", BASE + ".alerts")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka..")
                .check(CLASSES);
    }

    @Test
    void shouldReadConfigurationInConfigOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage(BASE + ".config")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.eclipse.microprofile.config..", "io.smallrye.config..")
                .check(CLASSES);
    }

    @Test
    void shouldKnowNothingOfHttpWhereEventsAreReadAndKept() {
        noClasses()
                .that()
                .resideInAnyPackage(BASE + ".ingest", BASE + ".store", BASE + ".pricing")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.ws.rs..", BASE + ".problem")
                .check(CLASSES);
    }

    @Test
    void shouldLetReportsAndIngestionMeetInTheStoreOnly() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        BASE + ".chargeback",
                        BASE + ".focus",
                        BASE + ".reconciliation",
                        BASE + ".report",
                        BASE + ".requests")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(BASE + ".ingest", BASE + ".pricing")
                .check(CLASSES);
    }
}
