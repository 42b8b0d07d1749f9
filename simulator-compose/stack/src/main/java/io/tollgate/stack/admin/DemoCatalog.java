package io.tollgate.stack.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * The catalog that {@code up} applies.
 *
 * @param yaml the document, as it is sent
 * @param tenants the identifiers of its tenants, in order
 */
public record DemoCatalog(String yaml, List<String> tenants) {

    private static final String RESOURCE = "/demo-catalog.yaml";

    public DemoCatalog {
        tenants = List.copyOf(tenants);
    }

    /** The catalog with its backends where they are: {@code ${name}} becomes the URL of the simulator of that name. */
    public static DemoCatalog with(Map<String, URI> simulators) {
        try (var in = DemoCatalog.class.getResourceAsStream(RESOURCE)) {
            var yaml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (var simulator : simulators.entrySet()) {
                yaml = yaml.replace(
                        "${" + simulator.getKey() + "}", simulator.getValue().toString());
            }
            var tenants = new YAMLMapper().readTree(yaml).path("tenants");
            return new DemoCatalog(
                    yaml,
                    StreamSupport.stream(tenants.spliterator(), false)
                            .map((JsonNode tenant) -> tenant.path("id").asText())
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RESOURCE, e);
        }
    }
}
