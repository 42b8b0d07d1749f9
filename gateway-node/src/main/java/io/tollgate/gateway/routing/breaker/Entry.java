package io.tollgate.gateway.routing.breaker;

/** Whether a deployment may be called now. */
public sealed interface Entry {

    /** It may. */
    record Free() implements Entry {}

    /** It may, by this request alone, which tries whether it serves again; to be given back when that does not happen. */
    record Probe(Object handedOut) implements Entry {}

    /** It has asked to be left alone. */
    record Resting(long millis) implements Entry {}

    /** It fails. */
    record Shut() implements Entry {}
}
