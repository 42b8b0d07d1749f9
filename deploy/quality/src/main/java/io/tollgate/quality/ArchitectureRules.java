package io.tollgate.quality;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** The rules that hold in every module. Each module's {@code ArchitectureTest} applies them to its own classes. */
public final class ArchitectureRules {

    /** More types than this in one package means that two features share a room. */
    public static final int MOST_TYPES_IN_A_PACKAGE = 15;

    private ArchitectureRules() {}

    /** The packages below {@code base} form no cycle. */
    public static ArchRule noPackageCycles(String base) {
        return slices().matching(base + ".(*)..").should().beFreeOfCycles().allowEmptyShould(true);
    }

    /** No setter, and no type name that says nothing about what the type is for. */
    public static ArchRule namesThatSayWhat() {
        return noClasses()
                .should()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Impl");
    }

    /** Values are made whole; nothing is set afterwards from outside. */
    public static ArchRule noPublicSetters() {
        return noMethods()
                .that(new DescribedPredicate<JavaMethod>("are named like setters") {
                    @Override
                    public boolean test(JavaMethod method) {
                        return method.getName().matches("set[A-Z].*")
                                && method.getRawParameterTypes().size() == 1;
                    }
                })
                .should()
                .bePublic()
                .allowEmptyShould(true);
    }

    /** Time and chance are parameters: only {@code wiring} and {@code main} classes reach for the machine's. */
    public static ArchRule noHiddenTimeOrChance(String... packagesThatMay) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(packagesThatMay)
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Math.class, "random");
    }

    /** At most {@link #MOST_TYPES_IN_A_PACKAGE} top-level types in a package. */
    public static ArchRule packagesStaySmall() {
        return com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes().should(new SmallPackages());
    }

    private static final class SmallPackages extends ArchCondition<JavaClass> {
        private final Map<String, Integer> typesByPackage = new HashMap<>();

        SmallPackages() {
            super("live in a package of at most " + MOST_TYPES_IN_A_PACKAGE + " types");
        }

        @Override
        public void init(Collection<JavaClass> all) {
            typesByPackage.clear();
            all.stream()
                    .filter(type -> type.isTopLevelClass()
                            && !type.getModifiers().contains(JavaModifier.SYNTHETIC)
                            && !type.getSimpleName().equals("package-info"))
                    .forEach(type -> typesByPackage.merge(type.getPackageName(), 1, Integer::sum));
        }

        @Override
        public void check(JavaClass item, ConditionEvents events) {
            // Counted per package in init and reported once in finish.
        }

        @Override
        public void finish(ConditionEvents events) {
            typesByPackage.forEach((name, count) -> events.add(new SimpleConditionEvent(
                    name, count <= MOST_TYPES_IN_A_PACKAGE, name + " has " + count + " types")));
        }
    }

    /** Applies every rule that needs no exception to {@code classes} below {@code base}. */
    public static void checkCommon(JavaClasses classes, String base, String... packagesThatMayReadTheClock) {
        noPackageCycles(base).check(classes);
        namesThatSayWhat().check(classes);
        noPublicSetters().check(classes);
        noHiddenTimeOrChance(packagesThatMayReadTheClock).check(classes);
        packagesStaySmall().check(classes);
    }
}
