package io.tollgate.scenarios.browser;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.stack.process.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** One tab: what a person does with it, and what it complains of meanwhile. Used by one thread. */
public final class Tab {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Map<String, Integer> CODES = Map.of(
            "Tab", 9, "Enter", 13, "Escape", 27, "End", 35, "Home", 36, "ArrowLeft", 37, "ArrowRight", 39, " ", 32);
    private static final int MOST_HEIGHT = 8_000;

    private final DevTools devTools;
    private final String session;
    private final String context;
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final List<String> addresses = new CopyOnWriteArrayList<>();

    Tab(DevTools devTools, String session, String context) {
        this.devTools = devTools;
        this.session = session;
        this.context = context;
        devTools.listen(session, this::hear);
        List.of("Page", "Runtime", "Log", "Network").forEach(domain -> call(domain + ".enable", Map.of()));
    }

    private JsonNode call(String method, Map<String, ?> parameters) {
        return devTools.call(session, method, parameters);
    }

    private void hear(String event, JsonNode about) {
        switch (event) {
            case "Network.requestWillBeSent" ->
                addresses.add(about.path("request").path("url").asText());
            case "Runtime.exceptionThrown" -> complaints.add("exception: " + about.path("exceptionDetails"));
            case "Network.loadingFailed" -> {
                if (!about.path("canceled").asBoolean()) {
                    complaints.add("failed: " + about);
                }
            }
            case "Log.entryAdded" -> complain(about.path("entry").path("level").asText(), about.path("entry"));
            case "Runtime.consoleAPICalled" -> complain(about.path("type").asText(), about.path("args"));
            default -> {}
        }
    }

    private void complain(String level, JsonNode what) {
        if (level.equals("error") || level.equals("warning") || level.equals("assert")) {
            complaints.add(level + ": " + what);
        }
    }

    /** Errors and warnings of the console, exceptions and failed requests so far. */
    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** Forgets those that were provoked. */
    public void forgive() {
        complaints.clear();
    }

    /** Every address that it has asked for. */
    public List<String> addresses() {
        return List.copyOf(addresses);
    }

    /** Goes to {@code address}; what the page then loads may still be under way. */
    public void visit(URI address) {
        call("Page.navigate", Map.of("url", address.toString()));
        await("document.readyState === 'complete'");
    }

    /** The value of a JavaScript expression, or of what it promises. @throws AssertionError when it throws */
    public JsonNode evaluate(String expression) {
        JsonNode answer =
                call("Runtime.evaluate", Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
        if (answer.has("exceptionDetails")) {
            throw new AssertionError(expression + ": " + answer.path("exceptionDetails"));
        }
        return answer.path("result").path("value");
    }

    /** Waits until an expression is true. @throws AssertionError when it does not become true */
    public void await(String expression) {
        if (!Waiting.until(
                PATIENCE, PAUSE, () -> evaluate("Boolean(" + expression + ")").asBoolean())) {
            throw new AssertionError("this did not come true: " + expression);
        }
    }

    /** Presses a key and lets it go. */
    public void press(String key) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("key", key);
        event.put("code", key.equals(" ") ? "Space" : key);
        event.put("windowsVirtualKeyCode", CODES.get(key));
        event.put("type", key.equals("Enter") || key.equals(" ") ? "keyDown" : "rawKeyDown");
        if (key.equals("Enter")) {
            event.put("text", "\r");
        }
        call("Input.dispatchKeyEvent", event);
        event.remove("text");
        event.put("type", "keyUp");
        call("Input.dispatchKeyEvent", event);
    }

    /** Types into what has the focus. */
    public void type(String text) {
        call("Input.insertText", Map.of("text", text));
    }

    /** Moves the mouse to the middle of the first element that a selector finds, and clicks when wanted. */
    public void point(String selector, boolean click) {
        JsonNode place = evaluate("(() => { const element = document.querySelector('" + selector + "');"
                + " element.scrollIntoView({block: 'center'}); const box = element.getBoundingClientRect();"
                + " return {x: box.x + box.width / 2, y: box.y + box.height / 2}; })()");
        mouse("mouseMoved", place, 0);
        if (click) {
            mouse("mousePressed", place, 1);
            mouse("mouseReleased", place, 1);
        }
    }

    private void mouse(String type, JsonNode place, int clicks) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("type", type);
        event.put("x", place.path("x").asDouble());
        event.put("y", place.path("y").asDouble());
        event.put("button", clicks > 0 ? "left" : "none");
        event.put("clickCount", clicks);
        call("Input.dispatchMouseEvent", event);
    }

    /** The size of what is seen, in CSS pixels. */
    public void resize(int width, int height) {
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** What the reader's system prefers: {@code light} or {@code dark}. */
    public void prefer(String scheme) {
        call(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** Where files go that are saved from now on. */
    public void saveTo(Path directory) {
        devTools.call(
                "",
                "Browser.setDownloadBehavior",
                Map.of("behavior", "allow", "browserContextId", context, "downloadPath", directory.toString()));
    }

    /** Writes the whole page as a PNG, as wide as it is seen. */
    public void picture(Path file) {
        JsonNode size = evaluate("({width: innerWidth, height: document.documentElement.scrollHeight})");
        Map<String, Object> clip = Map.of(
                "x", 0,
                "y", 0,
                "width", size.path("width").asInt(),
                "height", Math.min(MOST_HEIGHT, size.path("height").asInt()),
                "scale", 1);
        write(file, Map.of("format", "png", "captureBeyondViewport", true, "clip", clip));
    }

    /** Writes what is seen at the moment as a PNG. */
    public void pictureOfView(Path file) {
        write(file, Map.of("format", "png"));
    }

    private void write(Path file, Map<String, ?> parameters) {
        JsonNode answer = call("Page.captureScreenshot", parameters);
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, Base64.getDecoder().decode(answer.path("data").asText()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
