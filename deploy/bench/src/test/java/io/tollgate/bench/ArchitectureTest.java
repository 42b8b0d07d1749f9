package io.tollgate.bench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import io.tollgate.quality.ArchitectureRules;

@AnalyzeClasses(
        packages = "io.tollgate.bench",
        importOptions = {DoNotIncludeTests.class, ArchitectureTest.WrittenByHand.class})
class ArchitectureTest {

    /** Leaves out what JMH generates. */
    static final class WrittenByHand implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/jmh_generated/");
        }
    }

    @ArchTest
    void shouldKeepTheCommonRules(JavaClasses classes) {
        ArchitectureRules.checkCommon(classes, "io.tollgate.bench", "io.tollgate.bench");
    }

    @ArchTest
    void shouldKeepVertxInTheLoadGenerator(JavaClasses classes) {
        noClasses()
                .that()
                .resideOutsideOfPackages("..load..", "..ledger..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx..", "io.netty..", "org.HdrHistogram..")
                .check(classes);
    }
}
