package io.tollgate.usage.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChannelTest {

    @Test
    void shouldWaitTwiceAsLongAfterEachFailureUpToABound() {
        assertThat(IntStream.rangeClosed(1, 6).mapToObj(Channel.EVENT::pauseAfter))
                .containsExactly(seconds(1), seconds(2), seconds(4), seconds(8), seconds(16), seconds(30));
        assertThat(Channel.WEBHOOK.pauseAfter(10)).isEqualTo(seconds(512));
        assertThat(Channel.WEBHOOK.pauseAfter(11)).isEqualTo(Duration.ofMinutes(10));
        assertThat(Channel.EVENT.pauseAfter(Integer.MAX_VALUE)).isEqualTo(seconds(30));
    }

    @Test
    void shouldGiveUpOnAWebhookAfterAboutTwoHoursAndNeverOnTheTopic() {
        Duration tried =
                IntStream.range(1, 20).mapToObj(Channel.WEBHOOK::pauseAfter).reduce(Duration.ZERO, Duration::plus);

        assertThat(tried).isBetween(Duration.ofMinutes(100), Duration.ofMinutes(120));
        assertThat(Channel.WEBHOOK.givesUpAfter(19)).isFalse();
        assertThat(Channel.WEBHOOK.givesUpAfter(20)).isTrue();
        assertThat(Channel.EVENT.givesUpAfter(1_000_000)).isFalse();
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }
}
