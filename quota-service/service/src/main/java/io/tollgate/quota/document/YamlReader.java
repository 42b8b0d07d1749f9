package io.tollgate.quota.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.catalog.rules.InvalidCatalogException;
import java.io.StringReader;
import java.math.BigDecimal;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * YAML as JSON nodes. Texts stay as written, so {@code 0815} keeps its zero and {@code 2.50} its digits; only plain
 * numbers, true, false and null become what they look like. Nothing is instantiated, and a document that unfolds by its
 * aliases into more than {@link #MOST_NODES} values is refused. Confined to one reading.
 */
final class YamlReader {

    static final int MOST_NODES = 1_000_000;

    private static final int MOST_ALIASES = 1_000;
    private static final int MOST_NESTING = 20;

    private int nodes;

    private YamlReader() {}

    /**
     * @throws InvalidCatalogException when it is not YAML, or goes beyond the bounds
     */
    static JsonNode read(String yaml) {
        var options = new LoaderOptions();
        options.setMaxAliasesForCollections(MOST_ALIASES);
        options.setNestingDepthLimit(MOST_NESTING);
        options.setCodePointLimit(Integer.MAX_VALUE);
        try {
            Node root = new Yaml(options).compose(new StringReader(yaml));
            return root == null ? JsonNodeFactory.instance.objectNode() : new YamlReader().convert(root, 0);
        } catch (MarkedYAMLException e) {
            var mark = e.getProblemMark();
            String where =
                    mark == null ? "" : " (line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1) + ")";
            throw new InvalidCatalogException("body", "is not YAML: " + e.getProblem() + where);
        } catch (YAMLException e) {
            throw new InvalidCatalogException("body", "is not YAML that can be read here: " + e.getMessage());
        }
    }

    private JsonNode convert(Node node, int depth) {
        nodes++;
        if (nodes > MOST_NODES || depth > MOST_NESTING) {
            throw new InvalidCatalogException(
                    "body", "unfolds into more than " + MOST_NODES + " values or " + MOST_NESTING + " levels");
        }
        return switch (node) {
            case MappingNode mapping -> object(mapping, depth);
            case SequenceNode sequence -> array(sequence, depth);
            case ScalarNode scalar -> scalar(scalar);
            default -> throw new InvalidCatalogException("body", "has an alias that leads nowhere");
        };
    }

    private ObjectNode object(MappingNode mapping, int depth) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (var entry : mapping.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                throw new InvalidCatalogException("body", "has a key that is not a text");
            }
            JsonNode doubled = object.replace(key.getValue(), convert(entry.getValueNode(), depth + 1));
            if (doubled != null) {
                throw new InvalidCatalogException(
                        key.getValue(),
                        "stands twice (line " + (key.getStartMark().getLine() + 1) + ")");
            }
        }
        return object;
    }

    private ArrayNode array(SequenceNode sequence, int depth) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        sequence.getValue().forEach(item -> array.add(convert(item, depth + 1)));
        return array;
    }

    private static JsonNode scalar(ScalarNode scalar) {
        String text = scalar.getValue();
        Tag tag = scalar.getTag();
        if (tag.equals(Tag.NULL)) {
            return JsonNodeFactory.instance.nullNode();
        }
        if (tag.equals(Tag.BOOL) && ("true".equals(text) || "false".equals(text))) {
            return JsonNodeFactory.instance.booleanNode(Boolean.parseBoolean(text));
        }
        if (tag.equals(Tag.INT)) {
            String digits = text.replace("_", "");
            if (digits.matches("0|-?[1-9][0-9]{0,17}")) {
                return JsonNodeFactory.instance.numberNode(Long.parseLong(digits));
            }
        }
        return tag.equals(Tag.FLOAT) && isDecimal(text)
                ? DecimalNode.valueOf(new BigDecimal(text))
                : JsonNodeFactory.instance.textNode(text);
    }

    /** Whether the text is a number that would be written like this: where a text is wanted it is then the same. */
    private static boolean isDecimal(String text) {
        return text.matches("-?[0-9]{1,18}\\.[0-9]{1,18}")
                && new BigDecimal(text).toString().equals(text);
    }
}
