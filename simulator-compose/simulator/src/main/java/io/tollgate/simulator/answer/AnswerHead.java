package io.tollgate.simulator.answer;

/**
 * What all chunks of an answer share.
 *
 * @param id of the answer, without its prefix
 * @param createdSeconds since the epoch
 * @param model reported
 */
public record AnswerHead(String id, long createdSeconds, String model) {}
