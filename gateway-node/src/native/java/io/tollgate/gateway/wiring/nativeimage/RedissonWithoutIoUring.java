package io.tollgate.gateway.wiring.nativeimage;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import io.netty.channel.EventLoopGroup;
import org.redisson.config.Config;
import org.redisson.connection.ServiceManager;

/** Takes out the one method of Redisson that calls classes of Netty 4.2. */
@TargetClass(ServiceManager.class)
final class RedissonWithoutIoUring {

    private RedissonWithoutIoUring() {}

    @Substitute
    static EventLoopGroup createIOUringGroup(Config config) {
        throw new IllegalStateException(config.getTransportMode() + " is not in this image; use the NIO transport");
    }
}
