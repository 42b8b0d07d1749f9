package io.tollgate.stack.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.stack.ClusterOptions.Listener;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpOptionsTest {

    @Test
    void shouldStartTwoNodesOnFreePortsWhenNothingIsSaid() {
        assertThat(UpOptions.parse(List.of())).isEqualTo(new UpOptions(2, Map.of(), false));
    }

    @Test
    void shouldTakeValuesAfterASpaceOrAnEqualsSign() {
        var options = UpOptions.parse(List.of("--nodes", "3", "--detach", "--node-port=8080", "--redis-port", "6379"));

        assertThat(options).isEqualTo(new UpOptions(3, Map.of(Listener.NODE, 8080, Listener.REDIS, 6379), true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--nodes 0|'--nodes' needs a number from 1 to 16, not '0'.",
                "--nodes 17|'--nodes' needs a number from 1 to 16, not '17'.",
                "--nodes two|'--nodes' needs a number from 1 to 16, not 'two'.",
                "--nodes|'--nodes' needs a number from 1 to 16.",
                "--kafka-port=65536|'--kafka-port' needs a number from 1 to 65535, not '65536'.",
                "--quick|'up' does not know '--quick'. './tollgate help' lists its options."
            },
            quoteCharacter = '"')
    void shouldSayWhatIsWrongAndWhatWouldBeRight(String arguments, String message) {
        assertThatThrownBy(() -> UpOptions.parse(List.of(arguments.split(" "))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
