package io.gearshift.daemon.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gearshift.core.decision.Decision;
import io.gearshift.core.policy.Device;
import io.gearshift.core.policy.Scene;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenApiTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private final JsonNode document = read();

    @Test
    void everyRouteOfTheProtocol_isDocumented() {
        InferenceRoutes.PATHS.forEach((path, method) -> {
            String documented = path.replaceAll(":(\\w+)", "{$1}");
            assertThat(document.path("paths").path(documented).has(method.name().toLowerCase(Locale.ROOT)))
                    .as(method + " " + documented)
                    .isTrue();
        });
    }

    @Test
    void everyDocumentedPathOfTheProtocol_isARoute() {
        List<String> routes = InferenceRoutes.PATHS.keySet().stream()
                .map(path -> path.replaceAll(":(\\w+)", "{$1}"))
                .toList();
        document.path("paths").fieldNames().forEachRemaining(path -> {
            if (path.startsWith("/v2")) {
                assertThat(routes).contains(path);
            }
        });
    }

    @Test
    void everyReference_leadsSomewhere() {
        List<JsonNode> references = document.findValues("$ref");
        assertThat(references).hasSizeGreaterThan(50);
        for (JsonNode reference : references) {
            assertThat(document.at(reference.asText().substring(1)).isMissingNode())
                    .as(reference.asText())
                    .isFalse();
        }
    }

    @Test
    void operations_haveUniqueIds() {
        assertThat(document.findValuesAsText("operationId")).doesNotHaveDuplicates();
    }

    @Test
    void schemas_nameTheComponentsOfTheRecords() {
        assertDescribes("Device", Device.class);
        assertDescribes("Scene", Scene.class);
        assertDescribes("Decision", Decision.class);
        assertDescribes("Reason", Decision.Reason.class);
        assertDescribes("Considered", Decision.Considered.class);
    }

    @ParameterizedTest
    @CsvSource({
        "/v2, ServerMetadata",
        "/v2/health/live, Live",
        "/v2/health/ready, Ready",
        "/v2/models/add, ModelMetadata",
        "/v2/models/add/ready, ModelReady",
        "/v2/models/nope, OipError"
    })
    void answers_haveTheFieldsOfTheirSchema(String path, String schema) throws Exception {
        try (TestingDaemon daemon = new TestingDaemon()) {
            URI uri = daemon.address().resolve(path);
            String body = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                    .body();
            assertThat(JSON.readTree(body).fieldNames())
                    .toIterable()
                    .hasSameElementsAs(names(schema(schema).path("properties")));
        }
    }

    private void assertDescribes(String schema, Class<?> type) {
        List<String> components = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
        assertThat(names(schema(schema).path("properties"))).hasSameElementsAs(components);
    }

    private JsonNode schema(String name) {
        return document.path("components").path("schemas").path(name);
    }

    private static List<String> names(JsonNode properties) {
        Iterable<String> names = properties::fieldNames;
        return StreamSupport.stream(names.spliterator(), false).toList();
    }

    private static JsonNode read() {
        try (InputStream in = OpenApiTest.class.getResourceAsStream("/openapi.json")) {
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
