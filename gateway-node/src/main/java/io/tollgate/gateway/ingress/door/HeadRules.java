package io.tollgate.gateway.ingress.door;

import io.tollgate.gateway.model.GatewayFailure;
import io.vertx.core.MultiMap;
import java.util.BitSet;
import java.util.Map;
import java.util.Optional;

/**
 * The rules for names and values of headers (<a href="https://www.rfc-editor.org/rfc/rfc9110#section-5">RFC 9110</a>) and for
 * queries (RFC 3986), the same for HTTP/1.1 and HTTP/2, whose parsers differ in what they let pass. What breaks them could not be
 * sent on.
 */
public final class HeadRules {

    private static final String SYMBOLS = "!#$%&'*+-.^_`|~";
    private static final int FIRST_VISIBLE = 0x21;
    private static final int DELETE = 0x7F;
    private static final BitSet NAME = nameCharacters();

    private HeadRules() {}

    /**
     * What is wrong with the head of a request, if anything.
     *
     * @param query as it came, or null
     */
    public static Optional<GatewayFailure> flaw(MultiMap headers, String query) {
        for (Map.Entry<String, String> header : headers) {
            if (!isName(header.getKey()) || !isValue(header.getValue())) {
                return Optional.of(new GatewayFailure.Malformed(
                        "A header has a name or a value with characters that no header may have.",
                        null,
                        "invalid_header"));
            }
        }
        return query == null || query.chars().allMatch(c -> c >= FIRST_VISIBLE && c < DELETE)
                ? Optional.empty()
                : Optional.of(new GatewayFailure.Malformed(
                        "The query has characters that must be escaped.", null, "invalid_query"));
    }

    private static boolean isName(String name) {
        return !name.isEmpty() && name.chars().allMatch(NAME::get);
    }

    private static boolean isValue(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean isBlank = c == ' ' || c == '\t';
            boolean isAtEdge = i == 0 || i == value.length() - 1;
            if (isBlank ? isAtEdge : c < FIRST_VISIBLE || c == DELETE) {
                return false;
            }
        }
        return true;
    }

    private static BitSet nameCharacters() {
        var characters = new BitSet();
        characters.set('0', '9' + 1);
        characters.set('a', 'z' + 1);
        characters.set('A', 'Z' + 1);
        SYMBOLS.chars().forEach(characters::set);
        return characters;
    }
}
