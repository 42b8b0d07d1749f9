package io.tollgate.scenarios.stand;

import java.util.Locale;
import java.util.logging.Logger;

/** What a scenario has measured, for the person who runs it. */
public final class Figures {

    private static final Logger LOGGER = Logger.getLogger("figures");

    private Figures() {}

    /** Says one line. */
    public static void say(String scenario, String format, Object... values) {
        LOGGER.info(() -> "    " + scenario + ": " + String.format(Locale.ROOT, format, values));
    }
}
