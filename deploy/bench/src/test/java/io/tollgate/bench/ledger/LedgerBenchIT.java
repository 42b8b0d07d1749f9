package io.tollgate.bench.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerBenchIT {

    private static final String RESERVE = "Tollgate, exact: reserve";
    private static final String RESERVE_AND_SETTLE = "Tollgate, exact: reserve and settle";
    private static final String RATE_LIMITER = "Redisson RRateLimiter: tryAcquire";

    @TempDir
    Path directory;

    @Test
    void shouldMeasureEveryContenderAndWriteTheReport() throws IOException, InterruptedException {
        Path file = directory.resolve("docs/ledger-performance.md");
        List<String> console = new ArrayList<>();
        var options = new LedgerBenchOptions(1, 200, true, false, Optional.of(file));
        var bench = new LedgerBench(System::nanoTime, console::add);

        List<Row> rows = bench.run(options);

        assertThat(rows).hasSizeGreaterThanOrEqualTo(11).allSatisfy(row -> {
            assertThat(row.failed()).as(row.contender()).isZero();
            assertThat(row.saturated().perSecond()).isGreaterThan(10);
            assertThat(row.paced().sample().granted()).isEqualTo(200);
        });
        assertThat(roundTrips(rows, RESERVE, 4)).isEqualTo(1, within(0.001));
        assertThat(roundTrips(rows, RESERVE_AND_SETTLE, 4)).isEqualTo(2, within(0.001));
        assertThat(roundTrips(rows, RATE_LIMITER, 4)).isEqualTo(4, within(0.001));
        assertThat(Files.readString(file)).contains("Every reservation was granted.", "| " + RESERVE + " ");
        assertThat(String.join("\n", console)).contains("written to " + file);
    }

    private static double roundTrips(List<Row> rows, String contender, int limits) {
        return rows.stream()
                .filter(row -> row.contender().equals(contender) && row.limits() == limits)
                .mapToDouble(row -> row.paced().roundTripsEach())
                .findFirst()
                .orElseThrow();
    }
}
