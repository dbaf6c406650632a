package io.microtape.standalone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** One direction of dependency, and rules that need no I/O to be read. */
@AnalyzeClasses(packages = "io.microtape", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String MODEL = "io.microtape.model..";
    private static final String RUNTIME = "io.microtape.runtime..";
    private static final String MANIFEST = "io.microtape.manifest..";
    private static final String DOWNLOADER = "io.microtape.downloader..";
    private static final String STATUS = "io.microtape.status..";
    private static final String SIMULATOR = "io.microtape.simulator..";
    private static final String STANDALONE = "io.microtape.standalone..";

    @ArchTest
    static final ArchRule the_model_is_plain_java = classes().that().resideInAPackage(MODEL).should()
            .onlyDependOnClassesThat().resideInAnyPackage(MODEL, "java..");

    @ArchTest
    static final ArchRule the_runtime_stands_on_the_model_alone = noClasses().that().resideInAPackage(RUNTIME).should()
            .dependOnClassesThat().resideInAnyPackage(MANIFEST, DOWNLOADER, STATUS, SIMULATOR, STANDALONE);

    @ArchTest
    static final ArchRule the_manifest_service_imports_no_other = noClasses().that().resideInAPackage(MANIFEST).should()
            .dependOnClassesThat().resideInAnyPackage(DOWNLOADER, STATUS, SIMULATOR, STANDALONE);

    @ArchTest
    static final ArchRule the_downloader_service_imports_no_other = noClasses().that().resideInAPackage(DOWNLOADER)
            .should().dependOnClassesThat().resideInAnyPackage(MANIFEST, STATUS, SIMULATOR, STANDALONE);

    @ArchTest
    static final ArchRule the_status_service_imports_no_other = noClasses().that().resideInAPackage(STATUS).should()
            .dependOnClassesThat().resideInAnyPackage(MANIFEST, DOWNLOADER, SIMULATOR, STANDALONE);

    @ArchTest
    static final ArchRule the_simulator_knows_no_service = noClasses().that().resideInAPackage(SIMULATOR).should()
            .dependOnClassesThat().resideInAnyPackage(MANIFEST, DOWNLOADER, STATUS, STANDALONE);

    @ArchTest
    static final ArchRule a_downloader_reaches_the_ledger_over_the_bus_only = noClasses().that()
            .resideInAPackage(DOWNLOADER).should().dependOnClassesThat()
            .resideInAPackage("io.microtape.runtime.ledger..");

    @ArchTest
    static final ArchRule the_rules_of_selection_do_no_input_or_output = noClasses().that()
            .resideInAnyPackage("io.microtape.manifest.selection..", "io.microtape.manifest.enrichment..").should()
            .dependOnClassesThat().resideInAnyPackage("io.vertx..", "org.apache.parquet..", "org.jdbi..",
                    "com.fasterxml..", "java.nio.file..", "java.net..", "java.sql..");

    @ArchTest
    static final ArchRule verticles_are_named_as_such = classes().that()
            .areAssignableTo(io.vertx.core.VerticleBase.class).should().haveSimpleNameEndingWith("Verticle");
}
