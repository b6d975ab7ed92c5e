package io.gearshift.daemon.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebPageTest {

    private final HttpClient client = HttpClient.newHttpClient();
    private TestingDaemon daemon;

    @BeforeAll
    void start() throws Exception {
        daemon = new TestingDaemon(new TestingAfternoon(0), 0);
    }

    @AfterAll
    void stop() throws Exception {
        daemon.close();
    }

    @Test
    void page_andEverythingItNames_isServedFromItsOwnOrigin() throws Exception {
        HttpResponse<String> page = get("");
        assertThat(page.headers().firstValue("Content-Security-Policy")).contains(WebPage.POLICY);
        Matcher named = Pattern.compile("(?:src|href)=\"([^#\"]+)\"").matcher(page.body());
        int files = 0;
        for (; named.find(); files++) {
            assertThat(named.group(1)).startsWith("/web/");
            assertThat(get(named.group(1).substring(1)).statusCode())
                    .as(named.group(1))
                    .isEqualTo(200);
        }
        assertThat(files).isGreaterThan(4);
        assertThat(page.body())
                .doesNotContain("<style")
                .doesNotContain(" style=")
                .doesNotContain(" onclick");
    }

    @Test
    void modules_everyImport_isServed() throws Exception {
        Matcher imports =
                Pattern.compile("from './([^']+)'").matcher(get("web/app.js").body());
        while (imports.find()) {
            HttpResponse<String> module = get("web/" + imports.group(1));
            assertThat(module.statusCode()).as(imports.group(1)).isEqualTo(200);
            assertThat(module.headers().firstValue("Content-Type")).contains("text/javascript; charset=utf-8");
        }
    }

    @Test
    void file_unchanged_isNotSentAgain() throws Exception {
        String tag = get("web/style.css").headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> again = client.send(
                HttpRequest.newBuilder(URI.create(daemon.url() + "web/style.css"))
                        .header("If-None-Match", tag)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void path_outsideTheFiles_isNotFound() throws Exception {
        assertThat(get("web/../web/index.html").statusCode()).isEqualTo(404);
        assertThat(get("web/%2e%2e/gearshift/version.properties").statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(daemon.url() + path)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
