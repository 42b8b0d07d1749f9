package io.netty.channel.uring;

import io.netty.channel.ChannelOption;

/** Never set; see the package. */
public final class IoUringChannelOption {
    public static final ChannelOption<Integer> TCP_KEEPCNT = ChannelOption.valueOf("uring.TCP_KEEPCNT");
    public static final ChannelOption<Integer> TCP_KEEPIDLE = ChannelOption.valueOf("uring.TCP_KEEPIDLE");
    public static final ChannelOption<Integer> TCP_KEEPINTVL = ChannelOption.valueOf("uring.TCP_KEEPINTVL");
    public static final ChannelOption<Integer> TCP_USER_TIMEOUT = ChannelOption.valueOf("uring.TCP_USER_TIMEOUT");

    private IoUringChannelOption() {}
}
