/**
 * Names that exist from Netty 4.2 on and that Redisson 4.7 mentions, for the native image on Netty 4.1 alone: an image
 * links every class when it is built, and none of these is ever used, since the transport is never {@code IO_URING}.
 * To be deleted with Netty 4.2.
 */
package io.netty.channel.uring;
