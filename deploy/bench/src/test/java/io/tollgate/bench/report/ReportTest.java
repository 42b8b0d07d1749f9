package io.tollgate.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.bench.load.Recordings;
import io.tollgate.bench.machine.Machine;
import io.tollgate.bench.report.Workload.Kind;
import io.tollgate.bench.system.Target;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {

    private static final Workload PACED = new Workload(Kind.PACED, 2000);
    private static final Workload SATURATED = new Workload(Kind.SATURATED, 32);

    private final Results results = new Results();

    @Test
    void shouldAlignATableForTerminalsAndMarkdownAlike() {
        var table = new Table(List.of("", "direct"), List.of(List.of("requests/s", "1"), List.of("p50", "12,345")));

        assertThat(table.render()).isEqualTo("""
                |            | direct |
                | ---------- | -----: |
                | requests/s |      1 |
                | p50        | 12,345 |
                """);
    }

    @Test
    void shouldRefuseARowThatDoesNotFit() {
        assertThatThrownBy(() -> new Table(List.of("a", "b"), List.of(List.of("1"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldShowWhatAWayAddsOverDirectAndTheRatioToNginx() {
        add(PACED, Target.DIRECT, 100_000, Duration.ZERO);
        add(PACED, Target.NGINX, 200_000, Duration.ofMillis(60));
        add(PACED, Target.TOLLGATE, 250_000, Duration.ofMillis(90));

        assertThat(lineOf("added p50")).satisfies(line -> {
            assertThat(line.get(2)).isEqualTo("–");
            assertThat(line.get(3)).isEqualTo("0.100");
            assertThat(line.get(4)).isEqualTo("0.150");
            assertThat(line.get(5)).isEqualTo("1.50");
            assertThat(line.get(6)).isEqualTo("≤ 0.2");
        });
        assertThat(lineOf("CPU µs/request")).contains("60.00", "90.00", "1.50");
    }

    @Test
    void shouldLeaveNginxOutWhereItIsNotInstalled() {
        add(PACED, Target.DIRECT, 100_000, Duration.ZERO);
        add(PACED, Target.TOLLGATE, 250_000, Duration.ofMillis(90));

        assertThat(lineOf("added p50").subList(2, 6)).containsExactly("–", "–", "0.150", "–");
    }

    @Test
    void shouldSayWhenTheGeneratorWasTheLimit() {
        add(SATURATED, Target.TOLLGATE, 100_000, Duration.ofMillis(500));

        assertThat(report().table()).contains("the generator's core was the limit");
    }

    @Test
    void shouldSayOnWhatMachineAndWhatFailed() {
        results.add(
                PACED,
                Target.TOLLGATE,
                new Measured(Recordings.failed(3, "status 429"), Duration.ofSeconds(1), Duration.ZERO, 0));

        assertThat(report().markdown())
                .contains("- Machine: Fast CPU, 2 cores, 4.0 GiB", "- Redis: 7", "./tollgate bench --seconds 3")
                .contains("plain, 2,000/s, Tollgate: 3 of 3 failed; the first: status 429");
    }

    private void add(Workload workload, String target, long latencyNanos, Duration cpu) {
        results.add(
                workload,
                target,
                new Measured(Recordings.answered(1000, latencyNanos), Duration.ofSeconds(1), cpu, 64 << 20));
    }

    private Report report() {
        return new Report(
                "2026-11-21",
                new Machine("Fast CPU", 2, 4L << 30, "Linux", "JDK 25"),
                List.of(new Report.Fact("Redis", "7")),
                "./tollgate bench --seconds 3",
                results);
    }

    private List<String> lineOf(String label) {
        String found = report().table()
                .lines()
                .filter(line -> line.contains(label))
                .findFirst()
                .orElseThrow();
        return List.of(found.split("\\|", -1)).stream().map(String::trim).toList();
    }
}
