package io.tollgate.gateway.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.gateway.support.LogLines;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class KafkaAbsenceTest {

    private final AtomicLong clock = new AtomicLong(7_000);
    private final KafkaAbsence absence = new KafkaAbsence(clock::get);

    @Test
    void shouldSayOnceThatKafkaIsAwayAndOnceThatItIsBack() {
        try (LogLines log = LogLines.of(KafkaAbsence.class)) {
            look(true, 10_000);
            look(false, 1_975);
            assertThat(absence.isAway()).isFalse();
            look(false, 88_000);
            assertThat(absence.isAway()).isTrue();
            look(true, 5_000);

            assertThat(absence.isAway()).isFalse();
            assertThat(log.lines())
                    .containsExactly(
                            "WARN Kafka takes no usage events: they wait in the usage log",
                            "INFO Kafka takes usage events again after 90 s");
        }
    }

    @Test
    void shouldSayNothingOfAKafkaThatIsSlow() {
        try (LogLines log = LogLines.of(KafkaAbsence.class)) {
            for (int i = 0; i < 20; i++) {
                look(false, 1_900);
                look(true, 25);
            }
            assertThat(log.lines()).isEmpty();
        }
    }

    private void look(boolean answers, long forMillis) {
        for (long passed = 0; passed < forMillis; passed += 25) {
            clock.addAndGet(25);
            absence.look(answers);
        }
    }
}
