package io.tollgate.simulator.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class FilesTest extends SimulatorTestBase {
    private static final String FORM =
            "--mark\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nassistants\r\n"
                    + "--mark\r\nContent-Disposition: form-data; name=\"file\"; filename=\"tea.txt\"\r\n"
                    + "Content-Type: text/plain\r\n\r\ngreen\r\n\r\nblack\r\n--mark--\r\n";

    @Test
    void shouldKeepAnUploadedFileUntilItIsDeleted() {
        JsonNode made = Calls.json(upload("/v1/files", FORM));
        String path = "/v1/files/" + made.path("id").asText();
        assertThat(made.path("filename").asText()).isEqualTo("tea.txt");
        assertThat(made.path("purpose").asText()).isEqualTo("assistants");
        assertThat(made.path("bytes").asInt()).isEqualTo("green\r\n\r\nblack".length());
        assertThat(Calls.json(calls.get(path)).path("id")).isEqualTo(made.path("id"));
        assertThat(calls.get(path + "/content").body()).isEqualTo("green\r\n\r\nblack");
        assertThat(Calls.json(calls.get("/v1/files")).path("data")).hasSize(1);
        assertThat(delete(path).statusCode()).isEqualTo(200);
        assertThat(calls.get(path).statusCode()).isEqualTo(404);
        assertThat(calls.get(path + "/content").statusCode()).isEqualTo(404);
        assertThat(delete(path).statusCode()).isEqualTo(404);
        assertThat(Calls.json(calls.get("/v1/files")).path("data")).isEmpty();
    }

    @Test
    void shouldServeFilesOnAzuresPaths() {
        assertThat(upload("/openai/files?api-version=2024-10-21", FORM).statusCode())
                .isEqualTo(200);
        assertThat(upload("/openai/files", FORM).statusCode()).isEqualTo(404);
        assertThat(calls.get("/openai/v1/files").statusCode()).isEqualTo(200);
    }

    @Test
    void shouldRefuseWhatIsNoFormOrLacksAField() {
        assertThat(calls.post("/v1/files", "{}").statusCode()).isEqualTo(400);
        assertThat(upload("/v1/files", "nothing").statusCode()).isEqualTo(400);
        assertThat(upload("/v1/files", "--mark\r\nbroken\r\n--mark--").statusCode())
                .isEqualTo(400);
        String noFile = "--mark\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nx\r\n--mark--\r\n";
        HttpResponse<String> refused = upload("/v1/files", noFile);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(Calls.json(refused).at("/error/param").asText()).isEqualTo("file");
    }

    @Test
    void shouldObeyAFaultHeaderOnStoredThingsToo() {
        HttpResponse<String> refused = calls.send(
                calls.request("/v1/files", "x-simulator-fault", "status=503").build());
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(calls.lastRequest().path("path").asText()).isEqualTo("/v1/files");
    }

    private HttpResponse<String> upload(String path, String form) {
        return calls.post(path, form, "content-type", "multipart/form-data; boundary=mark");
    }

    private HttpResponse<String> delete(String path) {
        return calls.send(
                calls.request(path).method("DELETE", BodyPublishers.noBody()).build());
    }
}
