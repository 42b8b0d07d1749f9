package io.tollgate.scenarios.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tollgate.scenarios.load.BurstySource;
import io.tollgate.scenarios.load.HeavyTail;
import io.tollgate.scenarios.stand.Arrivals;
import io.tollgate.scenarios.stand.Arrivals.Arrival;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the proofs measure with, held against figures that are known. */
class ProofPartsTest {

    @Test
    void shouldFindTheFullestAndTheEmptiestWindow() {
        var arrivals = new Arrivals(List.of(
                new Arrival(70, 4), new Arrival(10, 1), new Arrival(40, 2), new Arrival(69, 8), new Arrival(99, 16)));

        assertThat(arrivals.total()).isEqualTo(31);
        assertThat(arrivals.fullest(30)).isEqualTo(16 + 4);
        assertThat(arrivals.fullest(60)).isEqualTo(2 + 8 + 4 + 16);
        assertThat(arrivals.fullest(1_000)).isEqualTo(31);
        assertThat(arrivals.emptiest(28, 0, 100)).isEqualTo(0);
        assertThat(arrivals.emptiest(30, 0, 100)).isEqualTo(1);
        assertThat(arrivals.emptiest(60, 0, 100)).isEqualTo(1 + 2);
        assertThat(arrivals.longestGapMicros(0, 100)).isEqualTo(30);
        assertThat(arrivals.longestGapMicros(0, 200)).isEqualTo(101);
        assertThat(arrivals.between(40, 70).total()).isEqualTo(10);
    }

    @Test
    void shouldDrawSizesWithTheirMeanAndAHeavyTail() {
        var random = new SplittableRandom(1);
        int[] sizes = IntStream.range(0, 100_000)
                .map(any -> HeavyTail.ANSWERS.draw(random))
                .toArray();

        assertThat(IntStream.of(sizes).average().orElseThrow()).isCloseTo(HeavyTail.ANSWERS.mean(), within(3.0));
        assertThat(IntStream.of(sizes).min().orElseThrow()).isEqualTo(40);
        assertThat(IntStream.of(sizes).max().orElseThrow()).isBetween(900, 1_000);
        assertThat(IntStream.of(sizes).filter(size -> size > 400).count()).isBetween(3_000L, 7_000L);
    }

    @Test
    void shouldCallInBurstsAtTheRateAskedFor() {
        var source = new BurstySource(
                new SplittableRandom(2),
                BurstySource.Rhythm.averaging(0.5),
                second -> second < 5_000 ? 1 : 0.5,
                () -> null);
        List<Double> due = new ArrayList<>();
        for (double next = source.nextSeconds(); next < 10_000; next = source.nextSeconds()) {
            due.add(next);
        }

        assertThat(due).isSorted();
        assertThat(due.stream().filter(at -> at < 5_000).count()).isBetween(2_000L, 3_000L);
        assertThat(due.stream().filter(at -> at >= 5_000).count()).isBetween(900L, 1_600L);
        long close = IntStream.range(1, due.size())
                .filter(i -> due.get(i) - due.get(i - 1) < 0.5)
                .count();
        assertThat(close).as("requests within half a second of another").isGreaterThan(due.size() * 6 / 10);
    }

    @Test
    void shouldTellWhatIsMetFromWhatIsNot() {
        List<String> said = new ArrayList<>();
        var findings = new Findings(said::add);
        findings.begin("p");
        findings.atMost("a", 5, 5, " s");
        findings.atMost("b", 5.5, 5, " s");
        findings.atLeast("c", 0.12345, 1, "");
        findings.equal("d", 12_345, 12_345, "");
        findings.note("e", "so and so");

        assertThat(said)
                .containsExactly(
                        "p: a: 5 s (wanted: at most 5 s) met",
                        "p: b: 5.50 s (wanted: at most 5 s) NOT MET",
                        "p: c: 0.1235 (wanted: at least 1) NOT MET",
                        "p: d: 12,345 (wanted: exactly 12,345) met",
                        "p: e: so and so");
        assertThat(findings.unmet()).hasSize(2);
        assertThat(Report.of(Subject.LEDGER, "./tollgate prove ledger", findings.all()))
                .contains("| p | a | 5 s | at most 5 s | yes |\n", "| **no** |\n", "| p | e | so and so |  |  |\n");
    }

    @Test
    void shouldReadItsOptionsAndRefuseWhatItDoesNotKnow() throws IOException {
        assertThat(ProveOptions.parse(List.of("ledger")))
                .isEqualTo(new ProveOptions(Subject.LEDGER, Subject.LEDGER.names(), 300, 3, false, true, 1));
        assertThat(ProveOptions.parse(List.of("routing", "spill", "all")).proofs())
                .startsWith("spill")
                .containsExactlyInAnyOrderElementsOf(Subject.ROUTING.names());
        var some = ProveOptions.parse(
                List.of("ledger", "kills", "--seconds", "30", "--nodes", "2", "--write", "--no-leases"));
        assertThat(some).isEqualTo(new ProveOptions(Subject.LEDGER, List.of("kills"), 30, 2, true, false, 1));
        assertThat(some.scale()).isEqualTo(0.1);
        assertThat(some.command()).isEqualTo("./tollgate prove ledger kills --seconds 30 --nodes 2 --no-leases");

        var out = new ByteArrayOutputStream();
        var print = new PrintStream(out, true, StandardCharsets.UTF_8);
        assertThat(ProveMain.run(List.of("ledger", "nonsense"), print)).isEqualTo(2);
        assertThat(ProveMain.run(List.of("ledger", "--seconds", "x"), print)).isEqualTo(2);
        assertThat(ProveMain.run(List.of(), print)).isEqualTo(2);
        assertThat(ProveMain.run(List.of("--help"), print)).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("'nonsense' is not known", "Usage: ./tollgate prove", "'page' needs a Chromium");
    }
}
