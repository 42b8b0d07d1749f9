package io.netty.channel.uring;

/** Never instantiated; see the package. */
public final class IoUringSocketChannel {
    private IoUringSocketChannel() {}
}
