package dev.slipway.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

@AnalyzeClasses(packages = "dev.slipway", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String[] SERVICES = {
        "dev.slipway.builder..",
        "dev.slipway.packager..",
        "dev.slipway.tester..",
        "dev.slipway.deployer..",
        "dev.slipway.dns..",
        "dev.slipway.console.."
    };

    @ArchTest
    static final ArchRule domainIsPure = classes()
            .that()
            .resideInAPackage("dev.slipway.*.domain..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage("java..", "org.jspecify..", "dev.slipway.events..")
                    .or(resideInAPackage("dev.slipway.*.domain.."))
                    .or(resideInAnyPackage("dev.slipway.pipelinefile..")))
            .because("a decision can then be tested without anything running");

    @ArchTest
    static final ArchRule portsSpeakTheServicesOwnWords = classes()
            .that()
            .resideInAPackage("dev.slipway.*.port..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                            "java..",
                            "org.jspecify..",
                            "dev.slipway.events..",
                            "dev.slipway.pipelinefile..",
                            "dev.slipway.runtime",
                            "dev.slipway.engine",
                            "dev.slipway.steplog..",
                            "dev.slipway.artifact..")
                    .or(resideInAnyPackage("dev.slipway.*.domain..", "dev.slipway.*.port..")));

    @ArchTest
    static final ArchRule nobodyImportsAdapters = noClasses()
            .that()
            .resideOutsideOfPackage("dev.slipway.*.outbound..")
            .and()
            .haveSimpleNameNotEndingWith("Wiring")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.slipway.*.outbound..")
            .because("adapters are reached through ports; only Wiring joins the two");

    @ArchTest
    static final ArchRule servicesKnowNothingOfEachOther = slices().matching(
                    "dev.slipway.(builder|packager|tester|deployer|dns|console)..")
            .should()
            .notDependOnEachOther()
            .because("they speak through events only");

    @ArchTest
    static final ArchRule sharedModulesKnowNoService = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.slipway.events..",
                    "dev.slipway.runtime..",
                    "dev.slipway.engine..",
                    "dev.slipway.steplog..",
                    "dev.slipway.artifact..",
                    "dev.slipway.pipelinefile..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(SERVICES);

    @ArchTest
    static final ArchRule dockerStaysInItsAdapters = noClasses()
            .that()
            .resideOutsideOfPackages("dev.slipway.engine.docker..", "dev.slipway.deployer.outbound..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.github.dockerjava..");

    @ArchTest
    static final ArchRule gitStaysInItsAdapter = noClasses()
            .that()
            .resideOutsideOfPackage("dev.slipway.builder.outbound.git..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.eclipse.jgit..");

    @ArchTest
    static final ArchRule awsStaysInItsAdapter = noClasses()
            .that()
            .resideOutsideOfPackage("dev.slipway.dns.outbound.route53..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("software.amazon..");

    @ArchTest
    static final ArchRule tablesStayInPersistence = noClasses()
            .that()
            .resideOutsideOfPackages("dev.slipway.*.outbound.persistence..", "dev.slipway.runtime.persistence..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("jakarta.persistence..", "io.quarkus.hibernate.orm.panache..")
                    .and(not(
                            com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName("PersistenceException"))));

    @ArchTest
    static final ArchRule onlyTheRelaySends = noFieldsOrParametersOfEmitters();

    @ArchTest
    static final ArchRule handlersOnlyReceive = methods()
            .that()
            .areAnnotatedWith("org.eclipse.microprofile.reactive.messaging.Incoming")
            .should()
            .beDeclaredInClassesThat()
            .haveSimpleNameEndingWith("Handler")
            .andShould()
            .haveRawReturnType(void.class);

    @ArchTest
    static final ArchRule noReactiveTypesInApplicationCode = noClasses()
            .that()
            .doNotHaveSimpleName("BearerAuthentication")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.smallrye.mutiny..")
            .because("one thread per run reads better; Quarkus' authentication is the one place that asks for them");

    @ArchTest
    static final ArchRule noCycles =
            slices().matching("dev.slipway.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule namesSayWhatAThingIs = noClasses()
            .should()
            .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl)$")
            .orShould()
            .resideInAnyPackage("..util..", "..common..", "..misc..");

    @ArchTest
    static final ArchRule noFieldInjection = noFields()
            .should()
            .beAnnotatedWith("jakarta.inject.Inject")
            .orShould()
            .beAnnotatedWith("org.eclipse.microprofile.config.inject.ConfigProperty");

    @ArchTest
    static final ArchRule everyPackageSaysWhatItIs = classes().should(livesInADescribedPackage());

    @ArchTest
    static final ArchRule everyServiceHasADomain = everyServiceHas(".domain");

    private static ArchRule noFieldsOrParametersOfEmitters() {
        return noClasses()
                .that()
                .doNotHaveSimpleName("OutboxRelay")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.eclipse.microprofile.reactive.messaging.Emitter")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.eclipse.microprofile.reactive.messaging.Channel")
                .because("an event that goes around the outbox is lost or doubled by a crash");
    }

    /** A rule over packages that do not exist would pass for ever. */
    private static ArchRule everyServiceHas(String place) {
        return classes()
                .that()
                .resideInAPackage("dev.slipway.*.inbound..")
                .should(new ArchCondition<>("have a package " + place + " beside it") {
                    @Override
                    public void check(JavaClass inbound, ConditionEvents events) {
                        String service = inbound.getPackageName().replaceFirst("\\.inbound.*", "");
                        boolean there = inbound.getAllClassesSelfIsAssignableTo().stream()
                                        .anyMatch(any -> any.getPackageName().startsWith(service + place))
                                || existsIn(service + place, inbound);
                        events.add(new SimpleConditionEvent(inbound, there, service + place + " exists: " + there));
                    }
                });
    }

    private static boolean existsIn(String name, JavaClass beside) {
        return Stream.iterate(
                        beside.getPackage().getParent(),
                        Optional::isPresent,
                        parent -> parent.orElseThrow().getParent())
                .flatMap(parent -> parent.orElseThrow().getSubpackages().stream())
                .anyMatch(sub -> sub.getName().startsWith(name));
    }

    private static ArchCondition<JavaClass> livesInADescribedPackage() {
        return new ArchCondition<>("live in a package with a package-info") {
            private final Set<String> described = new java.util.HashSet<>();

            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean there = described.contains(type.getPackageName())
                        || Optional.ofNullable(packageInfo(type.getPackageName()))
                                .isPresent();
                if (there) {
                    described.add(type.getPackageName());
                }
                events.add(
                        new SimpleConditionEvent(type, there, type.getPackageName() + " has a package-info: " + there));
            }

            private java.net.@org.jspecify.annotations.Nullable URL packageInfo(String name) {
                return ArchitectureTest.class
                        .getClassLoader()
                        .getResource(name.replace('.', '/') + "/package-info.class");
            }
        };
    }
}
