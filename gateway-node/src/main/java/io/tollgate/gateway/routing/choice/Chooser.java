package io.tollgate.gateway.routing.choice;

import io.tollgate.catalog.Deployment;

/** One tier's strategy. Thread-safe. */
public interface Chooser {

    /** The tier's first choice for a request; takes a turn. */
    Deployment first(Choice choice);

    /** Whom to try after that one failed; takes nobody's turn. */
    Deployment then(Choice choice);
}
