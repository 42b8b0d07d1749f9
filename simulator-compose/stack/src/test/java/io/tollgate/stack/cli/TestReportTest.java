package io.tollgate.stack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the shell's reading of test reports on reports of several modules. */
class TestReportTest {

    private static final Path SCRIPT = Path.of(System.getProperty("tollgate.root.dir"), ".mvn", "test-report.sh");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path directory;

    private Path stamp;
    private Path log;

    @BeforeEach
    void prepare() throws IOException {
        stamp = at(Files.createFile(directory.resolve("stamp")), START);
        log = Files.createFile(directory.resolve("test.log"));
    }

    @Test
    void shouldSayOneLineForEachCause() throws Exception {
        report("a", "FirstTest", 3, """
                <testcase name="shouldDo" classname="io.tollgate.a.FirstTest" time="0.1">
                  <error message="fixed content-length: 10, &lt;bytes&gt; received: 5&#10;more" type="java.io.IOException"><![CDATA[x
                """);
        report("b", "ScenarioIT", 4, """
                <testcase name="one" classname="io.tollgate.b.ScenarioIT" time="0">
                  <error message="Could not initialize class io.tollgate.b.Stand" type="java.lang.NoClassDefFoundError"><![CDATA[x
                <testcase name="two" classname="io.tollgate.b.ScenarioIT" time="0">
                  <error message="Could not initialize class io.tollgate.b.Other" type="java.lang.NoClassDefFoundError"><![CDATA[x
                <testcase name="three" classname="io.tollgate.b.ScenarioIT" time="0">
                  <failure type="org.opentest4j.AssertionFailedError"><![CDATA[x
                """);
        Files.writeString(log, """
                [INFO] Tollgate usage consumer ............................ FAILURE [02:44 min]
                [INFO] Tollgate scenarios ................................. SKIPPED
                [ERROR] Failed to execute goal org.apache.maven.plugins:maven-surefire-plugin:3.5.4:test (default-test) on project b:\s
                [ERROR] Failed to execute goal com.diffplug.spotless:spotless-maven-plugin:3.0.0:check (format) on project c: Not formatted
                """);

        assertThat(run("tell_causes '%s' '%s' '%s'".formatted(directory, stamp, log)))
                .isEqualTo("""
                        0
                        failed: FirstTest.shouldDo: fixed content-length: 10, <bytes> received: 5
                        failed: ScenarioIT.one: Could not initialize class io.tollgate.b.Stand (and 1 more)
                        failed: ScenarioIT.three: org.opentest4j.AssertionFailedError
                        failed: c: com.diffplug.spotless:spotless-maven-plugin:3.0.0:check: Not formatted
                        not run: Tollgate scenarios, since a module that it needs has failed
                        """);
    }

    @Test
    void shouldCountFreshReportsAndFailWithOneFailure() throws Exception {
        report("a", "FirstTest", 3, "");
        assertThat(count()).isEqualTo("0\n3 passed, 0 failed\n");

        report("b", "SecondTest", 2, "<testcase name=\"x\" classname=\"y\">\n<failure message=\"m\">\n");
        assertThat(count()).isEqualTo("1\n4 passed, 1 failed\n");

        at(directory.resolve("b/target/surefire-reports/TEST-SecondTest.xml"), START.minusSeconds(1));
        assertThat(count()).isEqualTo("0\n3 passed, 0 failed\n");
    }

    @Test
    void shouldFailWhenNoTestHasRun() throws Exception {
        assertThat(count()).isEqualTo("1\n0 passed, 0 failed\n");
    }

    private String count() throws Exception {
        return run("count_tests '%s' '%s'".formatted(directory, stamp));
    }

    private void report(String module, String name, int tests, String cases) throws IOException {
        Path reports = Files.createDirectories(directory.resolve(module).resolve("target/surefire-reports"));
        long failed = cases.lines()
                .filter(line -> line.contains("<failure") || line.contains("<error"))
                .count();
        String head = "<testsuite name=\"%s\" time=\"1.5\" tests=\"%d\" errors=\"0\" skipped=\"0\" failures=\"%d\">%n"
                .formatted(name, tests, failed);
        at(Files.writeString(reports.resolve("TEST-" + name + ".xml"), head + cases), START.plusSeconds(1));
    }

    private static Path at(Path file, Instant time) throws IOException {
        return Files.setLastModifiedTime(file, FileTime.from(time));
    }

    /** The exit code, and what it says. */
    private static String run(String command) throws Exception {
        var process = new ProcessBuilder("bash", "-c", ". '" + SCRIPT + "'; " + command)
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() + "\n" + said;
    }
}
