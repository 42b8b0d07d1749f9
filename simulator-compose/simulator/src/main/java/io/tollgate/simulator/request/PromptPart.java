package io.tollgate.simulator.request;

import java.util.List;

/**
 * One countable piece of a prompt: a message of a chat, a text to complete or embed, or an array of token ids.
 *
 * @param texts its texts, each counted by itself
 * @param framingTokens tokens that it costs besides those of its texts
 */
public record PromptPart(List<String> texts, int framingTokens) {}
