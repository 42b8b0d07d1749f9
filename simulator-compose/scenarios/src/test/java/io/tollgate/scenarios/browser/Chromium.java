package io.tollgate.scenarios.browser;

import io.tollgate.stack.process.FileTrees;
import io.tollgate.stack.process.Waiting;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A headless Chromium with a profile of its own, which goes when it is closed. */
public final class Chromium implements AutoCloseable {

    /** What to do where there is none. */
    public static final String HOW_TO_GET =
            "no Chromium was found: install one (Debian, Ubuntu: apt-get install chromium) or name it in TOLLGATE_CHROMIUM";

    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge");
    private static final String LISTENING = "DevTools listening on ";
    private static final Duration TO_END = Duration.ofSeconds(10);

    private final Process process;
    private final Path profile;
    private final DevTools devTools;

    private Chromium(Process process, Path profile, DevTools devTools) {
        this.process = process;
        this.profile = profile;
        this.devTools = devTools;
    }

    /** The one that {@code TOLLGATE_CHROMIUM} names, else the first on the path. */
    public static Optional<Path> find() {
        String named = System.getenv("TOLLGATE_CHROMIUM");
        if (named != null && !named.isBlank()) {
            return Optional.of(Path.of(named)).filter(Files::isExecutable);
        }
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(directory -> !directory.isBlank())
                .flatMap(directory -> NAMES.stream().map(name -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts {@code program}; it answers when this returns. */
    public static Chromium start(Path program) {
        try {
            Path profile = Files.createTempDirectory("tollgate-chromium");
            Process process = new ProcessBuilder(command(program, profile))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                return new Chromium(process, profile, DevTools.connect(address(process)));
            } catch (RuntimeException e) {
                process.destroyForcibly();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + program, e);
        }
    }

    private static List<String> command(Path program, Path profile) {
        List<String> command = new ArrayList<>(List.of(
                program.toString(),
                "--headless=new",
                "--disable-gpu",
                "--hide-scrollbars",
                "--disable-extensions",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--lang=en-GB",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile));
        if ("root".equals(System.getProperty("user.name"))) {
            command.add("--no-sandbox"); // which root cannot have
        }
        command.add("about:blank");
        return command;
    }

    /** What the browser says of where it listens; whatever else it says is read on, so that it never waits for a reader. */
    private static URI address(Process process) throws IOException {
        BufferedReader says = process.errorReader();
        for (String line = says.readLine(); line != null; line = says.readLine()) {
            if (line.startsWith(LISTENING)) {
                Thread.ofVirtual().start(() -> says.lines().forEach(any -> {}));
                return URI.create(line.substring(LISTENING.length()).trim());
            }
        }
        throw new IOException("it ended at once");
    }

    /** A new tab with storage of its own. */
    public Tab open() {
        String context = devTools.call("", "Target.createBrowserContext", Map.of())
                .path("browserContextId")
                .asText();
        String target = devTools.call(
                        "", "Target.createTarget", Map.of("url", "about:blank", "browserContextId", context))
                .path("targetId")
                .asText();
        String session = devTools.call("", "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .path("sessionId")
                .asText();
        return new Tab(devTools, session, context);
    }

    @Override
    public void close() {
        devTools.close();
        List<ProcessHandle> all = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        process.destroy();
        if (!Waiting.until(TO_END, () -> all.stream().noneMatch(ProcessHandle::isAlive))) {
            all.forEach(ProcessHandle::destroyForcibly);
        }
        if (!Waiting.until(TO_END, this::isProfileGone)) {
            throw new IllegalStateException("cannot remove " + profile);
        }
    }

    /** Removes the profile. What is just ending may have written to it once more. */
    private boolean isProfileGone() {
        try {
            FileTrees.delete(profile);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
