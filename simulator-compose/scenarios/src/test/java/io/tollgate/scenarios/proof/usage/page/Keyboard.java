package io.tollgate.scenarios.proof.usage.page;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.scenarios.browser.Tab;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Goes through the page with the tab key alone. */
final class Keyboard {

    private static final int MOST_STEPS_PER_CONTROL = 4;

    private final Tab tab;

    Keyboard(Tab tab) {
        this.tab = tab;
    }

    /**
     * What one round has found.
     *
     * @param controls how many there are
     * @param missed those that the tab key never reached
     * @param unseen those whose focus cannot be seen
     */
    record Round(int controls, List<String> missed, List<String> unseen) {}

    /** From the top of the page until every control was reached, or none is any more. */
    Round round() {
        tab.evaluate("document.activeElement.blur()");
        List<String> names = new ArrayList<>();
        tab.evaluate(Script.CONTROLS.text()).forEach(name -> names.add(name.asText()));
        Set<Integer> missing = new TreeSet<>();
        for (int i = 0; i < names.size(); i++) {
            missing.add(i);
        }
        Set<String> unseen = new TreeSet<>();
        for (int step = 0; step < names.size() * MOST_STEPS_PER_CONTROL && !missing.isEmpty(); step++) {
            tab.press("Tab");
            JsonNode focused = tab.evaluate(Script.FOCUSED.text());
            missing.remove(focused.path("control").asInt());
            if (!focused.path("isBody").asBoolean()
                    && !focused.path("isVisible").asBoolean()) {
                unseen.add(focused.path("what").asText());
            }
        }
        return new Round(names.size(), missing.stream().map(names::get).toList(), List.copyOf(unseen));
    }

    /** Presses the tab key until what {@code selector} finds first has the focus. */
    void reach(String selector) {
        String there = "document.activeElement === document.querySelector('" + selector + "')";
        int most = tab.evaluate(Script.CONTROLS.text()).size() * MOST_STEPS_PER_CONTROL;
        tab.evaluate("document.activeElement.blur()");
        for (int step = 0; step < most; step++) {
            tab.press("Tab");
            if (tab.evaluate(there).asBoolean()) {
                return;
            }
        }
        throw new AssertionError("the tab key does not reach " + selector);
    }
}
