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

/** The page in a headless browser, on what a real run has used: its figures are the API's, and everybody can use it. */
public final class PageProof implements Proof {

    private static final int WIDE = 1440;
    private static final int NARROW = 390;
    private static final int HEIGHT = 900;
    private static final int MOST_SHOWN = 5;
    private static final String IDLE =
            "!document.getElementById('content').hidden && !document.querySelector('[aria-busy=true], .loading')";

    private final List<String> looks = new ArrayList<>();

    @Override
    public String name() {
        return "page";
    }

    @Override
    public void run(Ground ground, Findings findings) {
        Path program = Chromium.find().orElseThrow(() -> new IllegalStateException(Chromium.HOW_TO_GET));
        try (var scene = Scene.make(ground.stand())) {
            findings.note("requests", Integer.toString(scene.use(ground)));
            findings.note("their events once more, under earlier dates", Integer.toString(scene.remember(ground)));
            scene.correct();
            scene.budgets();
            look(program, ground, findings);
        }
    }

    private void look(Path program, Ground ground, Findings findings) {
        Cluster cluster = ground.stand().cluster();
        try (var browser = Chromium.start(program)) {
            Tab tab = browser.open();
            tab.resize(WIDE, HEIGHT);
            tab.prefer("light");
            signIn(tab, cluster, findings);
            var figures = new ShownFigures(
                    new ExactApi(new Caller(cluster.usageConsumer().url(), cluster.adminKey())));
            findings.equal(
                    "of 1,000 sums and roundings, other than Java's",
                    Arithmetic.differences(tab, 1_000, ground.seed()),
                    0,
                    "");
            figuresOfEveryView(tab, figures);
            keyboard(tab, findings);
            looks(tab, ground.pictures());
            findings.holds("text with too little contrast", String.join("; ", looks), "none", looks.isEmpty());
            new Drill(tab, figures, ground.pictures()).run(findings);
            findings.atLeast("figures held against the API", figures.checked(), 500, "");
            findings.equal("of which differ", figures.wrong().size(), 0, "");
            figures.wrong().stream().limit(MOST_SHOWN).forEach(wrong -> findings.note("differs", wrong));
            findings.equal(
                    "errors in the console, and failed requests",
                    tab.complaints().size(),
                    0,
                    "");
            tab.complaints().stream().limit(MOST_SHOWN).forEach(complaint -> findings.note("complaint", complaint));
            findings.equal("addresses with the key in them", addresses(tab, cluster.adminKey()), 0, "");
            findings.equal(
                    "addresses of anybody else",
                    tab.addresses().size()
                            - addresses(tab, cluster.usageConsumer().url().toString())
                            - addresses(tab, "about:blank"),
                    0,
                    "");
        }
    }

    private static long addresses(Tab tab, String part) {
        return tab.addresses().stream()
                .filter(address -> address.contains(part))
                .count();
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
        tab.await(IDLE);
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
            show(tab, view);
            figures.check(tab);
        }
        show(tab, "");
    }

    private static void show(Tab tab, String view) {
        tab.evaluate("document.querySelectorAll('.panel').forEach(panel => panel.setAttribute('aria-busy', 'true'));"
                + " location.hash === '#" + view + "' || location.hash === '' && '" + view + "' === ''"
                + " ? document.getElementById('refresh').click() : location.hash = '" + view + "'");
        tab.await(IDLE);
    }

    private static void keyboard(Tab tab, Findings findings) {
        show(tab, "");
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
        show(tab, "");
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
