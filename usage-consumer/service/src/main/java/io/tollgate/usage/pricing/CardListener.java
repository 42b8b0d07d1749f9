package io.tollgate.usage.pricing;

import java.util.Set;

/** Wants to know when other cards are in force than before. */
public interface CardListener {

    /** The cards of these models have changed, and events are rated by the new ones from now on. Returns at once. */
    void changed(Set<String> models);
}
