package io.gearshift.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gearshift.core.loop.LoopSettings;
import io.gearshift.daemon.Approved;
import io.gearshift.policies.bundle.Keys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigLoaderTest {

    private static final Home HOME = new Home(Path.of("/gearshift/models"), Path.of("/gearshift/var"), 4);

    @TempDir
    private Path dir;

    @Test
    void load_withoutFile_givesDefaults() throws ConfigException {
        Config config = ConfigLoader.load(Optional.empty(), List.of(), HOME);

        assertThat(config.serving()).isEqualTo(new Config.Serving("127.0.0.1", 8080, 8081, 64L << 20, 4, 256, null));
        assertThat(config.models().dir()).isEqualTo(Path.of("/gearshift/models"));
        assertThat(config.state().dir()).isEqualTo(Path.of("/gearshift/var"));
        assertThat(config.loopSettings()).isEqualTo(LoopSettings.defaults());
    }

    @Test
    void load_emptyFile_givesDefaults() throws Exception {
        assertThat(load("")).isEqualTo(ConfigLoader.load(Optional.empty(), List.of(), HOME));
        assertThat(load("# nothing\nserving:\nloop: {}\n"))
                .isEqualTo(ConfigLoader.load(Optional.empty(), List.of(), HOME));
    }

    @Test
    void printed_defaults_areAsApproved() throws ConfigException {
        Approved.matches(
                "config/defaults.yaml", ConfigPrinter.print(ConfigLoader.load(Optional.empty(), List.of(), HOME)));
    }

    @Test
    void printed_everyKeySet_loadsBackToTheSame() throws Exception {
        Config config = load(everything());

        String printed = ConfigPrinter.print(config);
        Config again = load(printed);

        assertThat(again).isEqualTo(config);
        assertThat(ConfigPrinter.print(again)).isEqualTo(printed);
        Approved.matches("config/everything.yaml", printed.replace(dir.toString(), "/etc/gearshift"));
    }

    @Test
    void everyKey_setInTheFile_differsFromItsDefault() throws Exception {
        Config set = load(everything());
        Config defaults = ConfigLoader.load(Optional.empty(), List.of(), HOME);

        for (ConfigKey<?> key : ConfigKeys.ALL) {
            assertThat((Object) key.get().apply(set))
                    .as(key.path())
                    .isNotEqualTo(key.get().apply(defaults));
        }
    }

    @Test
    void loopSettings_takeLoopSensorsAndBudgets() throws Exception {
        LoopSettings settings = load(everything()).loopSettings();

        assertThat(settings)
                .isEqualTo(new LoopSettings(
                        Duration.ofSeconds(30),
                        0.1,
                        0.99,
                        Duration.ofSeconds(20),
                        Duration.ofMinutes(1),
                        512e6,
                        4.5,
                        85,
                        2.5));
    }

    @Test
    void relativePaths_startAtTheFile() throws Exception {
        Files.createDirectories(dir.resolve("registry"));
        assertThat(load("models: {dir: registry}").models().dir()).isEqualTo(dir.resolve("registry"));
    }

    @Test
    void overrides_beatTheFile_lastWins() throws Exception {
        Path file = write("serving: {port: 9000}");
        List<ConfigOverride> overrides = List.of(
                new ConfigOverride("serving.port", "9001", "--port"),
                new ConfigOverride("serving.port", "9002", "--port"),
                new ConfigOverride("models.threads", "[3]", "--threads"));

        Config config = ConfigLoader.load(Optional.of(file), overrides, HOME);

        assertThat(config.serving().port()).isEqualTo(9002);
        assertThat(config.models().threads()).containsExactly(3);
    }

    @Test
    void override_outOfRange_namesTheOption() {
        List<ConfigOverride> overrides = List.of(new ConfigOverride("serving.port", "99999", "--port"));

        ConfigException refused =
                catchThrowableOfType(ConfigException.class, () -> ConfigLoader.load(Optional.empty(), overrides, HOME));

        assertThat(refused).hasMessage("--port: serving.port: 99999 (expected: a whole number, 0..65535)");
    }

    @Test
    void manyProblems_areToldAtOnce() throws Exception {
        String text = """
                serving:
                  host: 0.0.0.0
                  prot: 8080
                  port: eighty
                  maxBodyBytes: 3GiB
                  tls: {certFile: none.pem}
                servin:
                  port: 1
                dwell: 3s
                models:
                  threads: [1, 1]
                  prepack: yes
                  dir: nowhere
                loop:
                  tick: 1
                  tick: 2s
                  hysteresis: 2
                  dwell: [1s]
                sensors:
                  interval: 5s
                  maxAge:
                policy: {pack: packs/mine}
                budgets: {power: -1, memory: lots}
                offload:
                  endpoints:
                    - {name: Big Box, url: 'ftp://box'}
                    - {url: 'http://box:8080', tls: true}
                record: {limit: 12}
                metrics: {otlp: collector:4318}
                """;

        Approved.matches("config/problems.txt", problems(text));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            serving: [1]                          | 1:10: serving: a list (expected: the keys host, port, grpcPort, maxBodyBytes, workers, queue, tls)
            just text                             | 1:1: a single value (expected: the keys serving, admin, models, policy, loop, sensors, budgets, offload, record, metrics, state)
            serving: {port: 81, grpcPort: 81}     | 1:31: serving.grpcPort: 81 is both serving.port and serving.grpcPort
            sensors: {interval: {near: 2s}}       | 1:28: sensors.interval.near: near 2s is longer than calm 1s
            sensors: {interval: {calm: 10s}}      | 1:28: sensors.interval.calm: maxAge 10s is not longer than interval.calm 10s
            admin: {tokenFile: gone}              | 1:20: admin.tokenFile: DIR/gone is not a file that can be read
            offload: {endpoints: [{name: a, url: "http://a"}, {name: a, url: "http://b"}]} | 1:51: offload.endpoints: the name a is taken by an earlier endpoint
            offload: {endpoints: [{name: a, url: "http://a", caFile: gone.pem}]} | 1:22: offload.endpoints.a.caFile: DIR/gone.pem is not a file that can be read
            ? [a]                                 | 1:3: ?: unknown key
            """)
    void problem_isToldWithItsPlace(String text, String expected) throws Exception {
        assertThat(problems(text)).startsWith("gearshift.yaml:" + expected.replace("DIR", "/etc/gearshift"));
    }

    @Test
    void brokenYaml_isToldWithItsPlace() throws Exception {
        assertThat(problems("loop:\n  tick: [1s\nstate: {}"))
                .startsWith("gearshift.yaml:3:6: not YAML: expected ',' or ']'");
        assertThat(problems("a: 1\n---\nb: 2")).startsWith("gearshift.yaml:2:1: not YAML: ");
    }

    @Test
    void file_thatIsNotText_isRefused() throws IOException {
        Path file = Files.write(dir.resolve("gearshift.yaml"), new byte[] {(byte) 0xc3, 0x28, 0});
        assertThat(refused(file)).contains("not UTF-8 text");
    }

    @Test
    void file_thatIsMissing_isRefused() {
        assertThat(refused(dir.resolve("gone.yaml"))).contains("gone.yaml: no such file");
    }

    @Test
    void file_thatIsAFolder_isRefused() {
        assertThat(refused(dir)).contains("cannot be read");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1,true",
        "127.8.9.1,true",
        "::1,true",
        "localhost,true",
        "0.0.0.0,false",
        "'::',false",
        "192.168.1.7,false",
        "my-laptop,false"
    })
    void host_withoutToken_mustBeLoopback(String host, boolean isAccepted) throws Exception {
        assertThat(problems("serving: {host: '" + host + "'}").isEmpty()).isEqualTo(isAccepted);
    }

    @Test
    void anyHost_withToken_isAccepted() throws Exception {
        Files.writeString(dir.resolve("token"), "secret");
        assertThat(problems("serving: {host: 0.0.0.0}\nadmin: {tokenFile: token}"))
                .isEmpty();
    }

    private String everything() throws IOException {
        for (String file : List.of("cert.pem", "key.pem", "token", "ca.pem", "box-token")) {
            Files.writeString(dir.resolve(file), file, StandardCharsets.UTF_8);
        }
        Files.writeString(
                dir.resolve("release.key.pub"), Keys.pem(Keys.generate().getPublic()));
        Files.writeString(dir.resolve("bundle-ca.pem"), resource("/config/bundle-ca.pem"));
        Files.createDirectories(dir.resolve("registry"));
        Files.createDirectories(dir.resolve("fake/sys"));
        Files.createDirectories(dir.resolve("fake/proc"));
        Files.createDirectories(dir.resolve("my pack"));
        Files.writeString(dir.resolve("my pack/pack.yaml"), "name: mine");
        return resource("/config/everything.yaml");
    }

    private static String resource(String name) throws IOException {
        return new String(ConfigLoaderTest.class.getResourceAsStream(name).readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void bundles_wrong_areToldWithReasons() throws Exception {
        everything();
        Files.writeString(dir.resolve("private.pem"), Keys.pem(Keys.generate().getPrivate()));
        assertThat(problems("policy: {bundle: {url: 'http://policies.example/shop.gsp', publicKeyFile: private.pem,\n"
                        + "  caFile: token, tokenFile: gone}}"))
                .contains("gearshift.yaml:1:24: policy.bundle.url: http://policies.example/shop.gsp"
                        + " (expected: a URL beginning with https://)")
                .contains("without TLS anyone on the way could")
                .contains(
                        "gearshift.yaml:1:75: policy.bundle.publicKeyFile: /etc/gearshift/private.pem holds a PRIVATE KEY"
                                + " (expected: PUBLIC KEY, Ed25519, not encrypted)")
                .contains(
                        "gearshift.yaml:2:11: policy.bundle.caFile: /etc/gearshift/token is not a file of certificates")
                .contains(
                        "gearshift.yaml:2:29: policy.bundle.tokenFile: /etc/gearshift/gone is not a file that can be read");
        assertThat(problems("policy: {bundle: {url: 'https://policies.example/shop.gsp'}}"))
                .contains("gearshift.yaml:1:24: policy.bundle.url: is set without policy.bundle.publicKeyFile");
        assertThat(problems("policy: {bundle: {shadow: 1m}}"))
                .contains("gearshift.yaml:1:27: policy.bundle.shadow: is set without policy.bundle.url");
        assertThat(problems("policy: {bundle: {publicKeyFile: release.key.pub}}"))
                .isEmpty(); // for a bundle that policy.pack names
    }

    @Test
    void pack_aBundlesFile_isTaken() throws Exception {
        Files.writeString(dir.resolve("shop.gsp"), "read when it is loaded");
        assertThat(load("policy: {pack: shop.gsp}").policy().pack())
                .isEqualTo(dir.resolve("shop.gsp").toString());
        assertThat(problems("policy: {pack: gone.gsp}"))
                .contains("gearshift.yaml:1:16: policy.pack: /etc/gearshift/gone.gsp is not a file that can be read");
    }

    private Path write(String text) throws IOException {
        return Files.writeString(dir.resolve("gearshift.yaml"), text);
    }

    private Config load(String text) throws IOException, ConfigException {
        return ConfigLoader.load(Optional.of(write(text)), List.of(), HOME);
    }

    private String problems(String text) throws IOException {
        Path file = write(text);
        try {
            ConfigLoader.load(Optional.of(file), List.of(), HOME);
            return "";
        } catch (ConfigException e) {
            return e.getMessage()
                            .replace(dir + "/gearshift.yaml", "gearshift.yaml")
                            .replace(dir.toString(), "/etc/gearshift")
                    + "\n";
        }
    }

    private static String refused(Path file) {
        return catchThrowableOfType(ConfigException.class, () -> ConfigLoader.load(Optional.of(file), List.of(), HOME))
                .getMessage();
    }
}
