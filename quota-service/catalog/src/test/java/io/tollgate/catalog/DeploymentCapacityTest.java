package io.tollgate.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tollgate.catalog.backend.DeploymentCapacity;
import io.tollgate.catalog.backend.DeploymentCapacity.Reserve;
import io.tollgate.catalog.backend.DeploymentCapacity.Share;
import io.tollgate.catalog.backend.DeploymentCapacity.Weights;
import io.tollgate.catalog.rules.InvalidCatalogException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DeploymentCapacityTest {

    static Stream<Arguments> faults() {
        return Stream.of(
                fault("tokensPerMinute", () -> rates(0, 1, 0, 0)),
                fault("tokenBurst", () -> rates(1, 0, 0, 0)),
                fault("requestsPerMinute", () -> rates(1, 1, -1, 0)),
                fault("requestBurst", () -> rates(1, 1, 1, 0)),
                fault("requestBurst", () -> rates(1, 1, 0, 1)),
                fault("weights.input", () -> new Weights(-1, 0, 0)),
                fault("weights.cachedInput", () -> new Weights(0, 1_000_001, 0)),
                fault("weights.output", () -> new Weights(0, 0, -1)),
                fault("priorityClass", () -> reserve("a b", 1)),
                fault("headroomTokens", () -> new Reserve("a", 0, -1, 0, false)),
                fault("reserves", () -> capacity(List.of(reserve("a", 1), reserve("a", 1)), List.of())),
                fault("reserves", () -> capacity(List.of(reserve("a", 600), reserve("b", 401)), List.of())),
                fault("guaranteePerMinute", () -> share("a", 2, 1)),
                fault("ceilingPerMinute", () -> share("a", 0, 0)),
                fault("weight", () -> new Share("a", 0, 1, 0)),
                fault("shares", () -> capacity(List.of(), List.of(share("a", 1, 2), share("a", 1, 2)))),
                fault("shares", () -> capacity(List.of(), List.of(share("a", 600, 600), share("b", 401, 401)))));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void shouldNameTheFieldAtFault(String field, Executable making) {
        assertThatExceptionOfType(InvalidCatalogException.class)
                .isThrownBy(making::execute)
                .extracting(InvalidCatalogException::field)
                .isEqualTo(field);
    }

    @Test
    void shouldWeighEveryTokenAlikeAndKeepNothingBackUnlessToldOtherwise() {
        assertThat(capacity(null, null))
                .isEqualTo(new DeploymentCapacity(1_000, 100, 0, 0, Weights.EQUAL, List.of(), List.of()));
    }

    @Test
    void shouldGiveAwayTheWholeCapacity() {
        var capacity = capacity(List.of(reserve("a", 600), reserve("b", 400)), List.of(share("t", 1_000, 1_000)));

        assertThat(capacity.reserves()).hasSize(2);
        assertThat(capacity.shares()).hasSize(1);
    }

    private static Arguments fault(String field, Executable making) {
        return Arguments.of(field, making);
    }

    private static DeploymentCapacity rates(long tokens, long tokenBurst, long requests, long requestBurst) {
        return new DeploymentCapacity(tokens, tokenBurst, requests, requestBurst, null, null, null);
    }

    private static DeploymentCapacity capacity(List<Reserve> reserves, List<Share> shares) {
        return new DeploymentCapacity(1_000, 100, 0, 0, null, reserves, shares);
    }

    private static Reserve reserve(String priorityClass, long tokensPerMinute) {
        return new Reserve(priorityClass, tokensPerMinute, 0, 0, true);
    }

    private static Share share(String tenant, long guarantee, long ceiling) {
        return new Share(tenant, guarantee, ceiling, 1);
    }
}
