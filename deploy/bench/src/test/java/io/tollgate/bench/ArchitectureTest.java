package io.tollgate.bench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import io.tollgate.quality.ArchitectureRules;

@AnalyzeClasses(packages = "io.tollgate.bench", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    void shouldKeepTheCommonRules(JavaClasses classes) {
        ArchitectureRules.checkCommon(classes, "io.tollgate.bench", "io.tollgate.bench");
    }

    @ArchTest
    void shouldKeepVertxInTheLoadGenerator(JavaClasses classes) {
        noClasses()
                .that()
                .resideOutsideOfPackage("..load..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx..", "io.netty..", "org.HdrHistogram..")
                .check(classes);
    }
}
