/**
 * Reads beside an answer as it passes: what the backend says was used, or what can be counted when it says nothing. A
 * meter belongs to one answer and to that answer's event loop, keeps a few hundred bytes however long the answer is,
 * and gives the same reading wherever the bytes are split.
 *
 * <p>Usage is provisional until the answer has come to its end; until then what has passed counts. Later usage objects
 * complete earlier ones, field by field.
 */
package io.tollgate.gateway.metering;
