package io.tollgate.ledger.redis;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.timeout.WriteTimeoutHandler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.redisson.client.NettyHook;

/**
 * Keeps what Redisson believes to be asked on a connection the same as what is asked. Redisson 4.7.0 gives a command up that waits too
 * long to be written, but {@code CommandsQueue} lists it all the same, and {@code CommandDecoder} then stops reading at the next
 * answer until more arrives: answers are late, the ping is, and the connection ends with answers that nobody seems to have asked
 * for. Here a command that has been given up never reaches the list, and one that has reached it cannot be given up any more. A
 * command that the network does not take in time ends its connection, and all of them fail.
 */
final class CommandOrder implements NettyHook {

    private static final OnceAsked ONCE_ASKED = new OnceAsked();

    private final Duration writeTimeout;

    CommandOrder(Duration writeTimeout) {
        this.writeTimeout = writeTimeout;
    }

    @Override
    public void afterBoostrapInitialization(Bootstrap bootstrap) {
        // Channels are enough.
    }

    @Override
    public void afterChannelInitialization(Channel channel) {
        channel.pipeline()
                .addFirst(new WriteTimeoutHandler(writeTimeout.toMillis(), TimeUnit.MILLISECONDS))
                .addLast(ONCE_ASKED);
    }

    /** The first that sees a command on its way to the list. */
    @Sharable
    private static final class OnceAsked extends ChannelOutboundHandlerAdapter {
        @Override
        public void write(ChannelHandlerContext context, Object command, ChannelPromise written) {
            if (written.setUncancellable()) {
                context.write(command, written);
            }
        }
    }
}
