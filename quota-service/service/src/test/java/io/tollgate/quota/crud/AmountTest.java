package io.tollgate.quota.crud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tollgate.catalog.rules.InvalidCatalogException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountTest {

    @ParameterizedTest
    @CsvSource({
        "2.50,           2500000000,       2.50",
        "10,             10000000000,      10.00",
        "0,              0,                0.00",
        "0.000000001,    1,                0.000000001",
        "0.1,            100000000,        0.10",
        "999999999.999999999, 999999999999999999, 999999999.999999999",
    })
    void shouldBeExactToNineDecimals(String text, long nanos, String shown) {
        assertThat(Amount.nanos(text, "f")).isEqualTo(nanos);
        assertThat(Amount.text(nanos)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0000000001", "-1", "1e3", "1,5", "", " 1", ".5", "1.", "NaN", "1234567890"})
    void shouldRefuseWhatItCannotHold(String text) {
        assertThatExceptionOfType(InvalidCatalogException.class)
                .isThrownBy(() -> Amount.nanos(text, "inputPerMillion"))
                .withMessageStartingWith("'inputPerMillion' must be a decimal");
    }
}
