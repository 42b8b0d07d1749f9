package io.tollgate.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.gateway.model.ReportedRoom;
import io.vertx.core.MultiMap;
import org.junit.jupiter.api.Test;

class RoomHeadersTest {

    private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();

    @Test
    void shouldReadUtilisationInPerCent() {
        headers.set("azure-openai-deployment-utilization", "37.5%");
        assertThat(RoomHeaders.read(headers)).isEqualTo(new ReportedRoom(0.375, -1, -1));
        headers.set("azure-openai-deployment-utilization", " 104 ");
        assertThat(RoomHeaders.read(headers)).isEqualTo(new ReportedRoom(1.04, -1, -1));
    }

    @Test
    void shouldReadWhatIsLeftOfTheMinute() {
        headers.set("x-ratelimit-remaining-tokens", "1200").set("x-ratelimit-remaining-requests", "7");
        ReportedRoom room = RoomHeaders.read(headers);
        assertThat(room.utilisation()).isNegative();
        assertThat(room.remainingTokens()).isEqualTo(1_200);
        assertThat(room.remainingRequests()).isEqualTo(7);
    }

    @Test
    void shouldIgnoreWhatIsNoNumber() {
        headers.set("azure-openai-deployment-utilization", "-3%")
                .set("x-ratelimit-remaining-tokens", "many")
                .set("x-ratelimit-remaining-requests", "-1");
        assertThat(RoomHeaders.read(headers)).isEqualTo(ReportedRoom.UNKNOWN);
    }
}
