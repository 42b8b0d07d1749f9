package io.tollgate.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ArrivalScheduleTest {

    @Test
    void shouldSpaceArrivalsEvenly() {
        var schedule = ArrivalSchedule.lasting(1_000, 2000, 3);

        assertThat(schedule.arrivals()).isEqualTo(6000);
        assertThat(schedule.dueNanos(0)).isEqualTo(1_000);
        assertThat(schedule.dueNanos(1)).isEqualTo(501_000);
        assertThat(schedule.dueNanos(5999)).isEqualTo(1_000 + 3_000_000_000L - 500_000);
    }

    @Test
    void shouldNotDriftAtRatesThatDoNotDivideASecond() {
        var schedule = ArrivalSchedule.lasting(0, 3, 3600);

        assertThat(schedule.dueNanos(1)).isEqualTo(333_333_333);
        assertThat(schedule.dueNanos(3 * 3599)).isEqualTo(3599 * 1_000_000_000L);
    }

    @Test
    void shouldRefuseARateOfZero() {
        assertThatThrownBy(() -> new ArrivalSchedule(0, 0, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
