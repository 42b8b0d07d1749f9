package io.tollgate.scenarios.proof.usage.page;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.scenarios.browser.Tab;
import io.tollgate.scenarios.proof.Findings;
import io.tollgate.stack.process.FileTrees;
import io.tollgate.stack.process.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** From a bar to its requests, to one of them, and to files. */
final class Drill {

    /** How many the page lists at first. */
    private static final int LISTED = 15;

    private static final Duration SAVED_WITHIN = Duration.ofSeconds(20);

    private final Tab tab;
    private final ShownFigures figures;
    private final Path pictures;
    private final Function<String, List<JsonNode>> events;

    /** @param events of a tenant, each once, in any order */
    Drill(Tab tab, ShownFigures figures, Path pictures, Function<String, List<JsonNode>> events) {
        this.events = events;
        this.tab = tab;
        this.figures = figures;
        this.pictures = pictures;
    }

    void run(Findings findings) {
        tab.await("document.querySelectorAll('.column').length > 1");
        tab.evaluate("[...document.querySelectorAll('.column')].at(-1).querySelector('rect[data-value]').id = 'a-bar'");
        tab.point("#a-bar", true);
        tab.await("location.hash.includes('requestsFrom') && location.hash.includes('tenant=')");
        tab.await(View.IDLE);
        tab.await("document.querySelector('[data-request]')");
        figures.check(tab);
        listed(findings);
        story(findings);
        tab.evaluate("document.querySelectorAll('#filters button').forEach(chip => chip.click())");
        tab.await("document.querySelectorAll('#filters button').length === 0");
        tab.await(View.IDLE);
        arrows(findings);
        for (String format : List.of("csv", "focus")) {
            download(format, findings);
        }
    }

    /** Beside the bar's requests as the nodes have written them down. */
    private void listed(Findings findings) {
        JsonNode asked = tab.evaluate("Object.fromEntries(new URLSearchParams(location.hash.slice(1)))");
        Instant from = Instant.parse(asked.path("requestsFrom").asText());
        Instant to = Instant.parse(asked.path("requestsTo").asText());
        Map<String, Instant> wanted = new HashMap<>();
        for (JsonNode event : events.apply(asked.path("tenant").asText())) {
            Instant at = Instant.parse(event.path("occurredAt").asText());
            if (!at.isBefore(from) && at.isBefore(to)) {
                wanted.put(event.path("id").asText(), at);
            }
        }
        List<Instant> newest = wanted.values().stream()
                .sorted(Comparator.reverseOrder())
                .limit(LISTED)
                .toList();
        List<Instant> shown = new ArrayList<>();
        tab.evaluate("[...document.querySelectorAll('[data-request]')].map(each => each.dataset.request)")
                .forEach(id -> shown.add(wanted.getOrDefault(id.asText(), Instant.EPOCH)));
        findings.holds(
                "a bar leads to its requests, the newest first",
                shown.size() + " of " + wanted.size(),
                "those of its tenant and day, " + LISTED + " at most",
                !newest.isEmpty() && shown.equals(newest));
    }

    /** With the keyboard alone, there and back. */
    private void story(Findings findings) {
        new Keyboard(tab).reach("[data-request]");
        String id = tab.evaluate("document.activeElement.dataset.request").asText();
        tab.press("Enter");
        tab.await("document.getElementById('story').open && document.querySelector('#story .attempts, #story h3')");
        tab.await(View.IDLE);
        figures.check(tab);
        tab.pictureOfView(pictures.resolve("chargeback-request.png"));
        boolean isIts = tab.evaluate("document.getElementById('story').textContent.includes('" + id + "')")
                .asBoolean();
        tab.press("Escape");
        tab.await("!document.getElementById('story').open && !location.hash.includes('request=')");
        findings.holds(
                "Enter on a request opens its story, Escape leads back",
                tab.evaluate("document.activeElement.dataset.request ?? ''").asText(),
                id,
                isIts
                        && tab.evaluate("document.activeElement.dataset.request")
                                .asText()
                                .equals(id));
    }

    private void arrows(Findings findings) {
        new Keyboard(tab).reach(".column[tabindex=\"0\"]");
        String last = tab.evaluate("document.activeElement.getAttribute('aria-label')")
                .asText();
        tab.press("ArrowLeft");
        String before = tab.evaluate("document.activeElement.getAttribute('aria-label')")
                .asText();
        figures.check(tab);
        findings.holds(
                "an arrow moves to the column before",
                before,
                "another than " + last,
                !before.isEmpty() && !before.equals(last));
    }

    private void download(String format, Findings findings) {
        try {
            Path directory = Files.createTempDirectory("tollgate-downloads");
            try {
                compare(directory, format, findings);
            } finally {
                FileTrees.delete(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read what was saved", e);
        }
    }

    private void compare(Path directory, String format, Findings findings) throws IOException {
        tab.saveTo(directory);
        new Keyboard(tab).reach("#download-" + format);
        tab.press("Enter");
        boolean isThere = Waiting.until(SAVED_WITHIN, () -> !files(directory).isEmpty());
        String address = tab.addresses().stream()
                .filter(each -> each.contains("format=" + format))
                .reduce((first, last) -> last)
                .orElse("");
        String wanted = address.isEmpty() ? "" : figures.api().text(address.substring(address.indexOf("/usage/")));
        String saved = isThere ? Files.readString(files(directory).getFirst()) : "";
        findings.holds(
                "download of " + format,
                (isThere ? files(directory).getFirst().getFileName() : "nothing") + ", " + saved.length()
                        + " characters",
                "what the API answers",
                isThere
                        && !wanted.isEmpty()
                        && saved.lines().toList().equals(wanted.lines().toList()));
    }

    private static List<Path> files(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".csv")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + directory, e);
        }
    }
}
