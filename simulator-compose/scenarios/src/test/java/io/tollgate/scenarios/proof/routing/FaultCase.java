package io.tollgate.scenarios.proof.routing;

import io.tollgate.scenarios.calls.FaultyFront;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Something that goes wrong with a tenth of the requests to the preferred deployment.
 *
 * @param name for people
 * @param fault as the simulator is told; empty when it is the connection that goes wrong
 * @param front what goes wrong with connections; null when they are well
 * @param fails whether another deployment is needed; else the answer is only late
 */
record FaultCase(String name, Map<String, Object> fault, FaultyFront.Fault front, boolean fails) {

    static final double PART = 0.1;

    /** What must not reach a caller at all. */
    static List<FaultCase> harmless() {
        List<FaultCase> all = new ArrayList<>();
        all.add(connection("connection refused", FaultyFront.Fault.REFUSE));
        all.add(connection("reset before the request", FaultyFront.Fault.RESET));
        all.add(connection("reset within the request", FaultyFront.Fault.RESET_AFTER_REQUEST));
        all.add(connection("TLS failure", FaultyFront.Fault.NO_TLS));
        all.add(connection("black hole at the connection", FaultyFront.Fault.BLACK_HOLE));
        all.add(simulated("black hole", Map.of("kind", "hang")));
        all.add(simulated("reset instead of an answer", Map.of("kind", "reset")));
        all.add(simulated("slow headers", Map.of("kind", "slow-headers", "delayMillis", 30_000)));
        all.add(new FaultCase(
                "slow body, within the deadlines", Map.of("kind", "slow-body", "delayMillis", 60), null, false));
        all.add(simulated("slow body, beyond them", Map.of("kind", "slow-body", "delayMillis", 5_000)));
        for (int status : new int[] {408, 429, 500, 502, 503, 504}) {
            all.add(simulated(
                    Integer.toString(status),
                    status == 429
                            ? Map.of("kind", "status", "status", status, "retryAfterMillis", 50)
                            : Map.of("kind", "status", "status", status)));
        }
        all.add(simulated("malformed JSON", Map.of("kind", "malformed-json", "afterChunks", 0)));
        all.add(simulated("truncated JSON", Map.of("kind", "truncated-json", "afterChunks", 0)));
        all.add(simulated("wrong content type", Map.of("kind", "wrong-content-type")));
        all.add(simulated("error event in a 200", Map.of("kind", "error-event", "afterChunks", 0)));
        all.add(simulated("cut before the first token", Map.of("kind", "cut", "afterChunks", 0)));
        return all;
    }

    private static FaultCase simulated(String name, Map<String, Object> fault) {
        return new FaultCase(name, fault, null, true);
    }

    private static FaultCase connection(String name, FaultyFront.Fault front) {
        return new FaultCase(name, Map.of(), front, true);
    }

    /** As the simulator is to be told. */
    List<Map<String, Object>> faults() {
        if (fault.isEmpty()) {
            return List.of();
        }
        Map<String, Object> sometimes = new java.util.LinkedHashMap<>(fault);
        sometimes.put("probability", PART);
        return List.of(sometimes);
    }
}
