package io.tollgate.stack;

import io.tollgate.stack.state.ClusterStatus;
import java.util.LinkedHashMap;
import java.util.List;

/** A status with a value in every field. */
public final class Statuses {

    private Statuses() {}

    public static ClusterStatus complete() {
        var keys = new LinkedHashMap<String, String>();
        keys.put("contoso", "tg_contoso");
        keys.put("small", "tg_small");
        return new ClusterStatus(
                List.of(new ClusterStatus.Node("node-1", "http://127.0.0.1:8080", 11, "/state/logs/node-1.log")),
                new ClusterStatus.Service("http://127.0.0.1:8090", 12, "/state/logs/quota-service.log"),
                new ClusterStatus.Service("http://127.0.0.1:8091", 13, "/state/logs/usage-consumer.log"),
                List.of(new ClusterStatus.Simulator(
                        "ptu-1", "http://127.0.0.1:9001", "ptu", 14, "/state/logs/ptu-1.log")),
                new ClusterStatus.Store("redis://127.0.0.1:6379", 15L),
                new ClusterStatus.Broker("127.0.0.1:9092", 16L),
                new ClusterStatus.Store("postgresql://user:secret@db.example:5432/tollgate", null),
                new ClusterStatus.Keys("tga-admin", keys));
    }
}
