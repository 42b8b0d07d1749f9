package io.tollgate.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderPolicyTest {

    private final MultiMap received = MultiMap.caseInsensitiveMultiMap();
    private final MultiMap sent = MultiMap.caseInsensitiveMultiMap();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization",
                "api-key",
                "X-Api-Key",
                "Ocp-Apim-Subscription-Key",
                "x-goog-api-key",
                "x-ms-spillover-deployment",
                "x-ms-oai-image-generation-deployment",
                "azureml-model-deployment",
                "X-HTTP-Method-Override",
                "X-Original-URL",
                "X-Rewrite-URL",
                "Cookie",
                "OpenAI-Organization",
                "OpenAI-Project",
                "Keep-Alive",
                "TE",
                "Trailer",
                "Transfer-Encoding",
                "Upgrade",
                "HTTP2-Settings",
                "Proxy-Authorization",
                "Proxy-Connection",
                "Expect",
                "Host",
                "Content-Length",
                "Accept-Encoding",
                "Forwarded",
                "Via",
                "X-Forwarded-For",
                "X-Forwarded-Client-Cert",
                "X-Real-IP",
                "True-Client-IP",
                "CF-Connecting-IP",
                "X-MS-Client-Principal-Name",
                "X-Stainless-OS",
                "Sec-Ch-Ua-Platform",
                "Referer",
                "Origin",
                "baggage",
                "x-tollgate-tag-team",
                "x-priority"
            })
    void shouldKeepFromBackendsWhatIsNotForThem(String name) {
        received.add(name, "value");

        HeaderPolicy.toBackend(received, sent);

        assertThat(sent.names()).containsExactly("user-agent");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "api-key", "X-Api-Key", "x-goog-api-key", "Ocp-Apim-Subscription-Key"})
    void shouldKeepTheCallersKeyWhateverHeaderItIsCopiedInto(String name) {
        received.add(name, name.equals("Authorization") ? "Bearer tg_0123456789" : "tg_0123456789");
        received.add("x-token", "tg_0123456789");
        received.add("x-auth", "Key tg_0123456789;v=1");
        received.add("x-other", "tg_987654321");

        HeaderPolicy.toBackend(received, sent);

        assertThat(sent.names()).containsExactlyInAnyOrder("x-other", "user-agent");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "content-type",
                "accept",
                "openai-beta",
                "aoai-evals",
                "x-ms-client-request-id",
                "idempotency-key",
                "traceparent",
                "x-simulator-latency-ms",
                "something-new"
            })
    void shouldPassOnWhatIsMeantForTheModel(String name) {
        received.add(name, "value");

        HeaderPolicy.toBackend(received, sent);

        assertThat(sent.getAll(name)).containsExactly("value");
    }

    @Test
    void shouldIntroduceTheGatewayAndNotTheCaller() {
        received.add("User-Agent", "OpenAI/Python 1.2.3");

        HeaderPolicy.toBackend(received, sent);

        assertThat(sent.getAll("user-agent")).containsExactly("tollgate");
    }

    @Test
    void shouldKeepWhatTheCallersConnectionHeaderNames() {
        received.add("Connection", "keep-alive, X-Hop").add("Connection", "x-other");
        received.add("x-hop", "1").add("X-Other", "2").add("x-end", "3");

        HeaderPolicy.toBackend(received, sent);

        assertThat(sent.names()).containsExactlyInAnyOrder("x-end", "user-agent");
    }

    @Test
    void shouldPassOnEveryValueOfAHeader() {
        received.add("openai-beta", "one").add("openai-beta", "two");

        HeaderPolicy.toBackend(received, sent);

        assertThat(sent.getAll("openai-beta")).containsExactly("one", "two");
    }

    @Test
    void shouldTellCallersNothingOfBackendsButWhatIsListed() {
        received.add("Content-Type", "application/json")
                .add("x-request-id", "r-1")
                .add("server", "azure-7")
                .add("x-ratelimit-remaining-tokens", "5")
                .add("azure-openai-deployment-utilization", "50%")
                .add("set-cookie", "a=b")
                .add("connection", "close");

        HeaderPolicy.toCaller(received, sent);

        assertThat(sent.names()).containsExactlyInAnyOrder("content-type", "x-request-id");
    }
}
