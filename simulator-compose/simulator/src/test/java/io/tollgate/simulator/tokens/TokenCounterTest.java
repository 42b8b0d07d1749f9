package io.tollgate.simulator.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TokenCounterTest {

    @Test
    void shouldChooseTheEncodingOfTheModel() {
        TokenCounter newer = TokenCounter.forModel("gpt-4o-mini");
        TokenCounter older = TokenCounter.forModel("text-embedding-3-small");
        assertThat(newer).isNotSameAs(older).isSameAs(TokenCounter.forModel("gpt-4.1"));
        assertThat(older).isSameAs(TokenCounter.forModel("gpt-4")).isSameAs(TokenCounter.forModel("gpt-35-turbo"));
        assertThat(newer.count("こんにちは、世界")).isLessThan(older.count("こんにちは、世界"));
    }

    @Test
    void shouldCountSpecialTokensAsText() {
        assertThat(TokenCounter.forModel("gpt-4o").count("<|endoftext|>")).isGreaterThan(1);
        assertThat(TokenCounter.forModel("gpt-4o").count("")).isZero();
    }

    @Test
    void shouldRememberWithinABound() {
        AtomicInteger computed = new AtomicInteger();
        TwoGenerationCache cache = new TwoGenerationCache(10_000);
        assertThat(cache.get("a", text -> computed.incrementAndGet())).isEqualTo(1);
        assertThat(cache.get("a", text -> computed.incrementAndGet())).isEqualTo(1);
        for (int i = 0; i < 100_000; i++) {
            cache.get("text " + i, text -> 1);
        }
        assertThat(cache.size()).isLessThan(400);
        assertThat(cache.get("a", text -> computed.incrementAndGet())).isEqualTo(2);
    }

    @Test
    void shouldNotKeepAHugeText() {
        TwoGenerationCache cache = new TwoGenerationCache(10_000);
        cache.get("x".repeat(5_000), text -> 1);
        assertThat(cache.size()).isZero();
    }
}
