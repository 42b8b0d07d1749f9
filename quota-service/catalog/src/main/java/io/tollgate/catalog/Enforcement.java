package io.tollgate.catalog;

import java.util.Locale;

/** How much a request reserves of a limit before it runs. */
public enum Enforcement {
    /** The most that the request can use: no window ever serves more than limit plus burst. */
    STRICT,
    /** What the request will probably use; what it uses more is debt that later requests wait for. */
    BALANCED;

    /** The name in JSON. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
