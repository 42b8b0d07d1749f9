package io.tollgate.stack;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.tollgate.quality.ArchitectureRules;
import io.tollgate.stack.servers.KafkaMain;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.tollgate.stack");

    @Test
    void shouldKeepTheRulesOfEveryModule() {
        ArchitectureRules.checkCommon(CLASSES, "io.tollgate.stack", "io.tollgate.stack.process");
    }

    @Test
    void shouldKeepKafkaInItsOwnProcess() {
        noClasses()
                .that()
                .doNotBelongToAnyOf(KafkaMain.class)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("kafka..", "org.apache.kafka..", "scala..")
                .check(CLASSES);
    }

    @Test
    void shouldStartAndSignalProcessesInOnePlace() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.tollgate.stack.process")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ProcessBuilder.class)
                .check(CLASSES);
    }

    @Test
    void shouldNotLetServersKnowOfTheClusterOnThem() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.tollgate.stack.servers", "io.tollgate.stack.process", "io.tollgate.stack.service")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.tollgate.stack", "io.tollgate.stack.cli", "io.tollgate.stack.state")
                .check(CLASSES);
    }
}
