package io.tollgate.simulator.answer;

import io.tollgate.simulator.config.DeploymentConfig;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.stream.Collectors;

/** The list of models, which are the deployments. Pure. */
public final class ModelList {
    private static final long CREATED_SECONDS = 1_715_367_049;

    private ModelList() {}

    /** As JSON. */
    public static Buffer json(List<DeploymentConfig> deployments) {
        return Buffer.buffer(deployments.stream()
                .map(each -> "{\"id\":" + Text.quoted(each.name()) + ",\"object\":\"model\",\"created\":"
                        + CREATED_SECONDS + ",\"owned_by\":\"simulator\"}")
                .collect(Collectors.joining(",", "{\"object\":\"list\",\"data\":[", "]}")));
    }
}
