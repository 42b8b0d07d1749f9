package io.tollgate.gateway;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.tollgate.quality.ArchitectureRules;
import io.vertx.core.buffer.Buffer;
import java.nio.MappedByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final String BASE = "io.tollgate.gateway";
    private static final List<String> STAGES = List.of(
            "identity", "affinity", "admission", "routing", "capacity", "upstream", "metering", "settlement", "usage");

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(BASE);

    @Test
    void shouldKeepTheCommonRules() {
        ArchitectureRules.checkCommon(classes, BASE, BASE + ".wiring..");
    }

    @Test
    void shouldKeepStagesFromKnowingEachOther() {
        for (String stage : STAGES) {
            List<String> others = new ArrayList<>();
            STAGES.stream()
                    .filter(other -> !other.equals(stage))
                    .forEach(other -> others.add(BASE + "." + other + ".."));
            others.add(BASE + ".exchange..");
            others.add(BASE + ".ingress..");
            others.add(BASE + ".wiring..");
            noClasses()
                    .that()
                    .resideInAPackage(BASE + "." + stage + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others.toArray(String[]::new))
                    .check(classes);
        }
    }

    @Test
    void shouldLetTheIngressKnowTheExchangeAndNoStage() {
        noClasses()
                .that()
                .resideInAPackage(BASE + ".ingress..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        STAGES.stream().map(stage -> BASE + "." + stage + "..").toArray(String[]::new))
                .check(classes);
    }

    /** Static fields are made when the native image is built, and what these hold exists only where it runs. */
    @Test
    void shouldHaveNothingInStaticFieldsThatCannotBeInANativeImage() {
        noFields()
                .that()
                .areStatic()
                .should()
                .haveRawType(assignableTo(Buffer.class)
                        .or(assignableTo(MappedByteBuffer.class))
                        .or(assignableTo(Random.class))
                        .or(assignableTo(Thread.class)))
                .check(classes);
    }

    @Test
    void shouldKeepTheModelFreeOfEverythingElse() {
        noClasses()
                .that()
                .resideInAPackage(BASE + ".model..")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages(
                        "java..",
                        BASE + ".model..",
                        "io.tollgate.catalog",
                        "io.tollgate.catalog.budget",
                        "io.tollgate.ledger",
                        "io.tollgate.ledger.limits",
                        "io.tollgate.events")
                .check(classes);
    }

    @Test
    void shouldHandOverOnlyRecordsEnumsAndInterfaces() {
        classes()
                .that()
                .resideInAPackage(BASE + ".model..")
                .and()
                .areTopLevelClasses()
                .should()
                .beRecords()
                .orShould()
                .beEnums()
                .orShould()
                .beInterfaces()
                .orShould()
                .haveSimpleName("package-info")
                .check(classes);
    }

    @Test
    void shouldKeepVendorTypesAtHome() {
        only(new String[] {"org.redisson.."}, ".affinity..", ".catalog..", ".routing..", ".wiring..");
        only(new String[] {"org.apache.kafka.."}, ".usage..", ".wiring..");
        noClasses()
                .that()
                .resideOutsideOfPackages(BASE + ".ingress..", BASE + ".wiring..")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("io\\.vertx\\.core\\.http\\.HttpServer.*|io\\.vertx\\.ext\\.web\\..*")
                .check(classes);
        noClasses()
                .that()
                .resideOutsideOfPackages(BASE + ".upstream..")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("io\\.vertx\\.core\\.http\\.HttpClient.*")
                .check(classes);
        noClasses()
                .that()
                .resideOutsideOfPackages(BASE + ".config..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.eclipse.microprofile.config..", "io.smallrye.config..")
                .check(classes);
    }

    @Test
    void shouldNeverBlockAnEventLoop() {
        noClasses()
                .should()
                .callMethod(CompletableFuture.class, "join")
                .orShould()
                .callMethod(CompletableFuture.class, "get")
                .orShould()
                .callMethod(Future.class, "get")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .check(classes);
    }

    private void only(String[] vendor, String... homes) {
        String[] packages = new String[homes.length];
        for (int i = 0; i < homes.length; i++) {
            packages[i] = BASE + homes[i];
        }
        noClasses()
                .that()
                .resideOutsideOfPackages(packages)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(vendor)
                .check(classes);
    }
}
