package io.tollgate.simulator.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.simulator.config.SimulatorConfig.Bounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Reads and changes configuration. Unknown fields and wrong types are refused with the name of the field. */
public final class ConfigReader {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .build();

    private ConfigReader() {}

    /** The configuration that the settings describe; {@code settings} gives null for what is not set. */
    public static SimulatorConfig fromSettings(UnaryOperator<String> settings, String generatedKey) {
        Bounds standard = Bounds.DEFAULT;
        Bounds bounds = new Bounds(
                number(settings, "SIMULATOR_EVENT_LOOPS", standard.eventLoops()),
                number(settings, "SIMULATOR_MAX_BODY_BYTES", standard.maxBodyBytes()),
                number(settings, "SIMULATOR_MAX_HEADER_BYTES", standard.maxHeaderBytes()),
                number(settings, "SIMULATOR_IDLE_SECONDS", standard.idleSeconds()),
                number(settings, "SIMULATOR_REQUEST_LOG_SIZE", standard.requestLogSize()));
        String file = settings.apply("SIMULATOR_CONFIG");
        return new SimulatorConfig(
                text(settings, "SIMULATOR_NAME", "simulator"),
                text(settings, "SIMULATOR_HOST", "127.0.0.1"),
                number(settings, "SIMULATOR_PORT", 0),
                text(settings, "SIMULATOR_API_KEY", generatedKey),
                text(settings, "SIMULATOR_REGION", "Local"),
                bounds,
                file == null || file.isBlank() ? SimulatorConfig.defaultDeployments() : readDeployments(Path.of(file)));
    }

    private static List<DeploymentConfig> readDeployments(Path file) {
        try {
            return deployments(Files.readString(file));
        } catch (IOException e) {
            throw new InvalidConfigException("SIMULATOR_CONFIG", "cannot be read: " + file);
        }
    }

    /** Reads a list of deployments, or an object whose field {@code deployments} is one. */
    public static List<DeploymentConfig> deployments(String json) {
        try {
            JsonNode tree = JSON.readTree(json);
            JsonNode list = tree.isObject() ? tree.path("deployments") : tree;
            if (!list.isArray()) {
                throw new InvalidConfigException("deployments", "are a list");
            }
            return Arrays.asList(JSON.treeToValue(list, DeploymentConfig[].class));
        } catch (JsonProcessingException e) {
            throw refusal(e);
        }
    }

    /** {@code present} with the fields of {@code patch} put over it; objects merge, null takes the default. */
    public static DeploymentConfig patched(DeploymentConfig present, String patch) {
        try {
            JsonNode changes = JSON.readTree(patch);
            if (!changes.isObject()) {
                throw new InvalidConfigException("body", "is a JSON object");
            }
            ObjectNode merged = JSON.valueToTree(present);
            merge(merged, (ObjectNode) changes);
            DeploymentConfig result = JSON.treeToValue(merged, DeploymentConfig.class);
            if (!result.name().equals(present.name())) {
                throw new InvalidConfigException("name", "cannot be changed");
            }
            return result;
        } catch (JsonProcessingException e) {
            throw refusal(e);
        }
    }

    private static void merge(ObjectNode into, ObjectNode changes) {
        changes.properties().forEach(change -> {
            JsonNode before = into.get(change.getKey());
            if (before instanceof ObjectNode inner && change.getValue() instanceof ObjectNode changed) {
                merge(inner, changed);
            } else {
                into.set(change.getKey(), change.getValue());
            }
        });
    }

    private static InvalidConfigException refusal(JsonProcessingException problem) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidConfigException known) {
                return known;
            }
        }
        if (problem instanceof JsonMappingException mapping
                && !mapping.getPath().isEmpty()) {
            String field = mapping.getPath().stream()
                    .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                    .collect(Collectors.joining("."));
            return new InvalidConfigException(field, "is unknown or has the wrong type");
        }
        return new InvalidConfigException("body", "is not JSON");
    }

    private static String text(UnaryOperator<String> settings, String name, String otherwise) {
        String value = settings.apply(name);
        return value == null || value.isBlank() ? otherwise : value.strip();
    }

    private static int number(UnaryOperator<String> settings, String name, int otherwise) {
        String value = settings.apply(name);
        if (value == null || value.isBlank()) {
            return otherwise;
        }
        try {
            return Integer.parseInt(value.strip());
        } catch (NumberFormatException e) {
            throw new InvalidConfigException(name, "is a whole number");
        }
    }
}
