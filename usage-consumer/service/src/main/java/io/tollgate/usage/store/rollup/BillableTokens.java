package io.tollgate.usage.store.rollup;

import io.tollgate.events.Tokens;

/**
 * A request's tokens in disjoint parts: the first four add up to its input, the last three to its output. No part is larger
 * than what the parts before it leave of the whole; the view {@code usage.billable} does the same in SQL.
 *
 * @param textInput input that is nothing of what follows
 * @param cachedInput read from the backend's cache
 * @param audioInput audio
 * @param imageInput images
 * @param textOutput output that is nothing of what follows
 * @param reasoning spent on reasoning
 * @param audioOutput audio
 */
public record BillableTokens(
        long textInput,
        long cachedInput,
        long audioInput,
        long imageInput,
        long textOutput,
        long reasoning,
        long audioOutput) {

    /** The parts of {@code tokens}. */
    public static BillableTokens of(Tokens tokens) {
        long cached = Math.min(tokens.cachedInput(), tokens.input());
        long audio = Math.min(tokens.audioInput(), tokens.input() - cached);
        long image = Math.min(tokens.imageInput(), tokens.input() - cached - audio);
        long reasoning = Math.min(tokens.reasoning(), tokens.output());
        long spoken = Math.min(tokens.audioOutput(), tokens.output() - reasoning);
        return new BillableTokens(
                tokens.input() - cached - audio - image,
                cached,
                audio,
                image,
                tokens.output() - reasoning - spoken,
                reasoning,
                spoken);
    }
}
