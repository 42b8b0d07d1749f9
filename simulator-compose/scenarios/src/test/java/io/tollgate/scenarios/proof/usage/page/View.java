package io.tollgate.scenarios.proof.usage.page;

import io.tollgate.scenarios.browser.Tab;

/** What the page shows: changed by its address, as a link would. */
record View(Tab tab) {

    /** Nothing is being loaded. */
    static final String IDLE =
            "!document.getElementById('content').hidden && !document.querySelector('[aria-busy=true], .loading')";

    /** Shows what the part of an address after {@code #} says, loaded anew, and waits until it is there. */
    void show(String fragment) {
        tab.evaluate("document.querySelectorAll('.panel').forEach(panel => panel.setAttribute('aria-busy', 'true'));"
                + " location.hash === '#" + fragment + "' || location.hash === '' && '" + fragment + "' === ''"
                + " ? document.getElementById('refresh').click() : location.hash = '" + fragment + "'");
        tab.await(IDLE);
    }
}
