package io.tollgate.quota.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tollgate.catalog.codec.KeyHash;
import io.tollgate.catalog.rules.InvalidCatalogException;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyMintTest {

    private final KeyMint mint = new KeyMint(RandomGenerator.of("L64X128MixRandom"));

    @Test
    void shouldMakeKeysOf256RandomBits() {
        var first = mint.mint("contoso", new KeyRequest("app", null, null, null, null, null));
        var second = mint.mint("contoso", new KeyRequest("app", null, null, null, null, null));

        assertThat(first.secret()).matches("tg_[A-Za-z0-9_-]{43}").isNotEqualTo(second.secret());
        assertThat(first.record().hash()).isEqualTo(KeyHash.of(first.secret()));
        assertThat(first.record().id()).isNotEqualTo(second.record().id());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"short", "with blanks in it, however long it may be", "ümlauts-are-not-ascii-so-refused-here"})
    void shouldRefuseABroughtKeyThatIsWeakOrCannotTravelInAHeader(String key) {
        assertThatExceptionOfType(InvalidCatalogException.class)
                .isThrownBy(() -> mint.mint("contoso", new KeyRequest("app", null, null, null, null, key)))
                .withMessage("'key' must be 32 to 256 visible ASCII characters without blanks")
                .withMessageNotContaining(key);
    }

    @Test
    void shouldNotShowTheKeyInTexts() {
        String brought = "k".repeat(40);
        var request = new KeyRequest("app", "id-1", null, null, null, brought);
        var minted = mint.mint("contoso", request);

        assertThat(request.toString() + minted + KeyDocument.showing(minted.record(), brought))
                .doesNotContain(brought);
    }
}
