package io.tollgate.scenarios.proof.usage.page;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.scenarios.browser.Chromium;
import io.tollgate.scenarios.browser.Tab;
import io.tollgate.scenarios.calls.Caller;
import io.tollgate.scenarios.proof.Findings;
import io.tollgate.scenarios.proof.Ground;
import io.tollgate.scenarios.proof.Proof;
import io.tollgate.stack.Cluster;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The page in a headless browser, on what a real run has used: its figures are the API's, and everybody can use it. */
public final class PageProof implements Proof {

    private static final int WIDE = 1440;
    private static final int NARROW = 390;
    private static final int HEIGHT = 900;
    private static final int PANELS = 7;
    private static final int MOST_SHOWN = 5;

    private final List<String> looks = new ArrayList<>();

    @Override
    public String name() {
        return "page";
    }

    @Override
    public Optional<String> lacks() {
        return Chromium.find().isPresent() ? Optional.empty() : Optional.of(Chromium.HOW_TO_GET);
    }

    @Override
    public void run(Ground ground, Findings findings) {
        Path program = Chromium.find().orElseThrow(() -> new IllegalStateException(Chromium.HOW_TO_GET));
        try (var scene = Scene.make(ground.stand())) {
            findings.note("requests", Integer.toString(scene.use(ground)));
            findings.note("their events once more, under earlier dates", Integer.toString(scene.remember(ground)));
            scene.correct();
            scene.budgets();
            look(program, ground, scene, findings);
        }
    }

    private void look(Path program, Ground ground, Scene scene, Findings findings) {
        Cluster cluster = ground.stand().cluster();
        try (var browser = Chromium.start(program)) {
            Tab tab = browser.open();
            tab.resize(WIDE, HEIGHT);
            tab.prefer("light");
            signIn(tab, cluster, findings);
            var api = new ExactApi(new Caller(cluster.usageConsumer().url(), cluster.adminKey()));
            var figures = new ShownFigures(api);
            findings.equal(
                    "of 1,000 sums and roundings, other than Java's",
                    Arithmetic.differences(tab, 1_000, ground.seed()),
                    0,
                    "");
            figuresOfEveryView(tab, figures);
            new Anchors(new View(tab), api, scene.events(scene.tenants())).judge(findings);
            failAndTryAgain(tab, findings);
            keyboard(tab, findings);
            looks(tab, ground.pictures());
            findings.holds("text with too little contrast", String.join("; ", looks), "none", looks.isEmpty());
            new Drill(tab, figures, ground.pictures(), tenant -> scene.events(Set.of(tenant))).run(findings);
            findings.atLeast("figures held against the API", figures.checked(), 500, "");
            findings.equal("of which differ", figures.wrong().size(), 0, "");
            figures.wrong().stream().limit(MOST_SHOWN).forEach(wrong -> findings.note("differs", wrong));
            findings.equal(
                    "errors in the console, and failed requests",
                    tab.complaints().size(),
                    0,
                    "");
            tab.complaints().stream().limit(MOST_SHOWN).forEach(complaint -> findings.note("complaint", complaint));
            addresses(tab, cluster, findings);
        }
    }

    private static void addresses(Tab tab, Cluster cluster, Findings findings) {
        String own = cluster.usageConsumer().url().toString();
        long withKey = tab.addresses().stream()
                .filter(address -> address.contains(cluster.adminKey()))
                .count();
        findings.equal(
                "addresses with the key in them",
                withKey,
                0,
                " of " + tab.addresses().size());
        List<String> foreign = tab.addresses().stream()
                .filter(address -> !address.startsWith(own) && !address.matches("about:blank|data:.*"))
                .distinct()
                .toList();
        findings.holds("addresses of anybody else", foreign.toString(), "none", foreign.isEmpty());
    }

    /** A wrong key is refused in words, the right one opens the page. */
    private static void signIn(Tab tab, Cluster cluster, Findings findings) {
        URI page = cluster.usageConsumer().url().resolve("/chargeback");
        tab.visit(page);
        tab.await("document.activeElement.id === 'key'");
        tab.type("not-the-key");
        tab.press("Enter");
        tab.await("document.getElementById('key-problem').textContent");
        findings.holds(
                "a wrong key",
                tab.evaluate("document.getElementById('key-problem').textContent")
                        .asText(),
                "said to be wrong",
                tab.evaluate("document.getElementById('content').hidden").asBoolean());
        tab.forgive();
        tab.type(cluster.adminKey());
        tab.press("Enter");
        tab.await(View.IDLE);
    }

    private static void figuresOfEveryView(Tab tab, ShownFigures figures) {
        for (String view : List.of(
                "",
                "measure=tokens",
                "by=model",
                "by=capacity&exact=yes",
                "by=deployment&period=week",
                "by=costCentre&spread=reservation",
                "period=last-month&spread=none",
                "period=today&by=application")) {
            new View(tab).show(view);
            figures.check(tab);
        }
        new View(tab).show("");
    }

    /** Every panel says that nobody answered, and is filled once somebody does. */
    private static void failAndTryAgain(Tab tab, Findings findings) {
        tab.evaluate("window.answering = window.fetch; window.fetch = () => Promise.reject(new TypeError('away')); 0");
        new View(tab).show("");
        String again = "document.querySelectorAll('.panel .failed button')";
        findings.equal(
                "panels that can be tried again when nothing answers",
                tab.evaluate(again + ".length").asLong(),
                PANELS,
                "");
        tab.evaluate("window.fetch = window.answering; [..." + again + "].forEach(button => button.click())");
        tab.await(View.IDLE);
        findings.equal(
                "of which stay empty when they are",
                tab.evaluate(again + ".length").asLong(),
                0,
                "");
    }

    private static void keyboard(Tab tab, Findings findings) {
        new View(tab).show("");
        Keyboard.Round round = new Keyboard(tab).round();
        findings.equal(
                "of " + round.controls() + " controls the tab key misses " + round.missed(),
                round.missed().size(),
                0,
                "");
        findings.holds(
                "controls whose focus cannot be seen",
                round.unseen().toString(),
                "none",
                round.unseen().isEmpty());
    }

    /** Light and dark, wide and narrow: pictures of all, and nothing that is hard to read or out of reach. */
    private void looks(Tab tab, Path pictures) {
        look(tab, NARROW, "dark", pictures.resolve("chargeback-390-dark.png"));
        look(tab, NARROW, "light", pictures.resolve("chargeback-390.png"));
        look(tab, WIDE, "dark", pictures.resolve("chargeback-1440-dark.png"));
        look(tab, WIDE, "light", pictures.resolve("chargeback-1440.png"));
    }

    private void look(Tab tab, int width, String scheme, Path picture) {
        tab.resize(width, HEIGHT);
        tab.prefer(scheme);
        new View(tab).show("");
        tab.evaluate("document.activeElement.blur(); scrollTo(0, 0)");
        tab.picture(picture);
        for (JsonNode poor : tab.evaluate(Script.CONTRAST.text())) {
            looks.add(width + " " + scheme + " " + poor.asText());
        }
        for (JsonNode wide : tab.evaluate(Script.OVERFLOW.text())) {
            looks.add(width + " reaches too far: " + wide.asText());
        }
        if (tab.evaluate("document.documentElement.scrollWidth > innerWidth").asBoolean()) {
            looks.add(width + " scrolls sideways");
        }
    }
}
