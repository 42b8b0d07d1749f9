package io.tollgate.stack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the shell's JDK finder on directories that look like JDKs, with nothing else on its path. */
class FindJdkTest {

    private static final Path SCRIPT = Path.of(System.getProperty("tollgate.root.dir"), ".mvn", "find-jdk.sh");

    @TempDir
    private Path directory;

    private Path tools;
    private Path installed;

    @BeforeEach
    void prepare() throws IOException {
        installed = Files.createDirectories(directory.resolve("installed"));
        tools = Files.createDirectories(directory.resolve("tools"));
        for (String tool : List.of("sed", "head", "readlink")) {
            var real = Stream.of("/usr/bin", "/bin")
                    .map(bin -> Path.of(bin, tool))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow();
            var wrapper = Files.writeString(tools.resolve(tool), "#!/bin/sh\nexec " + real + " \"$@\"\n");
            assertThat(wrapper.toFile().setExecutable(true)).isTrue();
        }
    }

    @Test
    void shouldFindANewEnoughJdkBesideOlderOnes() throws Exception {
        jdk("java-17", "17.0.12");
        jdk("java-8", "1.8.0_402");
        var wanted = jdk("temurin-25", "25.0.3");

        assertThat(find(Map.of())).isEqualTo(new Found(0, wanted.toString(), ""));
    }

    @Test
    void shouldPreferJavaHomeAndAboveAllItsOwnVariable() throws Exception {
        jdk("temurin-25", "25");
        var home = jdk("home-26", "26.0.1");
        var own = jdk("own-27", "27-ea");

        assertThat(find(Map.of("JAVA_HOME", home.toString())).home()).isEqualTo(home.toString());
        assertThat(find(Map.of("JAVA_HOME", home.toString(), "TOLLGATE_JAVA_HOME", own.toString()))
                        .home())
                .isEqualTo(own.toString());
    }

    @Test
    void shouldPassOverAnOldJavaHome() throws Exception {
        var old = jdk("java-17", "17.0.12");
        var wanted = jdk("temurin-25", "25.0.3");

        assertThat(find(Map.of("JAVA_HOME", old.toString())).home()).isEqualTo(wanted.toString());
    }

    @Test
    void shouldPassOverARuntimeThatCannotCompile() throws Exception {
        var runtime = jdk("jre-25", "25.0.3");
        Files.delete(runtime.resolve("bin/javac"));

        var found = find(Map.of());

        assertThat(found.code()).isEqualTo(1);
        assertThat(found.said())
                .contains("needs a JDK 25 or newer and found none", "adoptium.net", "TOLLGATE_JAVA_HOME");
    }

    @Test
    void shouldSayWhichOlderOnesItFound() throws Exception {
        jdk("java-17", "17.0.12");

        assertThat(find(Map.of()).said()).contains("found only version 17");
    }

    @Test
    void shouldSayThatItsOwnVariableLeadsNowhere() throws Exception {
        jdk("temurin-25", "25.0.3");

        var found = find(Map.of("TOLLGATE_JAVA_HOME", "/no/such/jdk"));

        assertThat(found.code()).isEqualTo(1);
        assertThat(found.said()).contains("TOLLGATE_JAVA_HOME is /no/such/jdk, where no JDK is");
    }

    private record Found(int code, String home, String said) {}

    private Path jdk(String name, String version) throws IOException {
        var home = installed.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        for (String program : List.of("java", "javac")) {
            var file = Files.writeString(home.resolve("bin").resolve(program), "#!/bin/sh\n");
            assertThat(file.toFile().setExecutable(true)).isTrue();
        }
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Test\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    private Found find(Map<String, String> environment) throws IOException, InterruptedException {
        var builder =
                new ProcessBuilder("/bin/bash", "-c", ". '" + SCRIPT + "'; require_jdk && printf '%s' \"$JAVA_HOME\"");
        builder.environment().clear();
        builder.environment().put("PATH", tools.toString());
        builder.environment().put("HOME", directory.toString());
        builder.environment().put("TOLLGATE_JVM_DIRS", installed.toString());
        builder.environment().putAll(environment);
        var process = builder.start();
        var home = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        var said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Found(process.waitFor(), home, said);
    }
}
