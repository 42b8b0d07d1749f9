/**
 * Reads beside an answer as it passes: what the backend says was used, or what can be counted when it says nothing. A
 * meter belongs to one answer and to that answer's event loop, keeps a few hundred bytes however long the answer is,
 * and gives the same reading wherever the bytes are split. Its JSON scanner is its own because a parser of the library
 * kind keeps every string whole, and answers hold strings without bound.
 */
package io.tollgate.gateway.metering;
