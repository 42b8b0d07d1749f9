package io.tollgate.gateway.ingress;

import io.tollgate.catalog.Operation;
import io.tollgate.gateway.exchange.stored.Resource;
import io.tollgate.gateway.model.PathFamily;
import java.util.Optional;

/** What a path means. */
sealed interface Target {

    /** Something asked of a model. */
    record Inference(PathFamily family, Operation operation, Optional<String> deployment) implements Target {}

    /**
     * The list of models, or one of them.
     *
     * @param model empty for the list
     */
    record Models(Optional<String> model) implements Target {}

    /** Something that a backend remembers. */
    record Stored(PathFamily family, Resource resource) implements Target {}

    /** Nothing of ours. */
    record Unknown() implements Target {}
}
