package io.tollgate.gateway.body;

import io.tollgate.gateway.body.image.Images;

/**
 * What can be said of a prompt's size without a tokenizer. All counts are zero or more.
 *
 * @param messages chat messages
 * @param prompts prompts of a completion, or inputs of an embedding; 0 for chat
 * @param textBytes UTF-8 bytes of all text, JSON escapes resolved
 * @param nonAsciiBytes those of {@code textBytes} that belong to characters outside ASCII
 * @param tokenIds tokens that the caller sent as numbers
 * @param images among the parts of messages
 * @param mediaParts audio clips and files
 * @param toolBytes JSON bytes of tool and schema definitions
 */
public record PromptFeatures(
        int messages,
        int prompts,
        long textBytes,
        long nonAsciiBytes,
        long tokenIds,
        Images images,
        int mediaParts,
        long toolBytes) {}
