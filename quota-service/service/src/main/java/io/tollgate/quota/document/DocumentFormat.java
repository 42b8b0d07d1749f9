package io.tollgate.quota.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tollgate.catalog.rules.InvalidCatalogException;
import io.tollgate.quota.http.Problem;
import io.tollgate.quota.http.ProblemException;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** The document as bytes, in JSON or YAML. Thread-safe. */
@Singleton
public class DocumentFormat {

    static final int MOST_BYTES = 8 * 1024 * 1024;

    private final ObjectMapper json;

    public DocumentFormat(ObjectMapper json) {
        this.json = json;
    }

    /**
     * @throws ProblemException when there are more than {@link #MOST_BYTES}
     * @throws InvalidCatalogException when it is no such document
     * @throws JsonProcessingException when it is no such document
     */
    CatalogDocument read(InputStream body, boolean yaml) throws JsonProcessingException {
        String text = text(body);
        if (text.isBlank()) {
            throw new InvalidCatalogException("body", "is required");
        }
        CatalogDocument document = yaml
                ? json.treeToValue(YamlReader.read(text), CatalogDocument.class)
                : json.readValue(text, CatalogDocument.class);
        if (document == null) {
            throw new InvalidCatalogException("body", "must be an object");
        }
        return document;
    }

    /** The document as YAML, in block style. */
    String yaml(CatalogDocument document) {
        var options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setIndicatorIndent(2);
        options.setIndentWithIndicator(true);
        return new Yaml(options).dump(json.convertValue(document, Map.class));
    }

    /** Whether the media type is one of YAML's. */
    static boolean isYaml(MediaType type) {
        return type != null && type.getSubtype().endsWith("yaml");
    }

    private static String text(InputStream body) {
        try {
            byte[] bytes = body == null ? new byte[0] : body.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new ProblemException(Problem.tooLarge("a catalog document may have " + MOST_BYTES + " bytes"));
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new InvalidCatalogException("body", "must be UTF-8");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
