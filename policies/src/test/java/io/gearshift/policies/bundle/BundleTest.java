package io.gearshift.policies.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundleTest {

    private static final KeyPair KEY = Keys.generate();
    private static final KeyPair OTHER = Keys.generate();
    private static final String HASH = "ab".repeat(32);

    private static Bundle bundle() throws BundleException {
        return Bundle.of(
                "shop",
                "1.2",
                HASH,
                HASH,
                "0.1.0",
                "code".getBytes(UTF_8),
                "shop",
                Map.of(
                        "shop/pack.yaml", "name: shop".getBytes(UTF_8),
                        "shop/heat.drl", "rule".getBytes(UTF_8),
                        "shop/tests/hot day.yaml", "cases".getBytes(UTF_8)));
    }

    private static byte[] signedBytes() throws BundleException {
        return bundle().signed(KEY.getPrivate()).bytes();
    }

    @Test
    void bundle_readAgain_isTheSame(@TempDir Path dir) throws Exception {
        Bundle read = Bundle.read(signedBytes());

        assertThat(read.head()).isEqualTo(bundle().head());
        assertThat(read.digest()).isEqualTo(bundle().digest());
        assertThat(read.jar()).asString(UTF_8).isEqualTo("code");
        assertThat(read.isSignedBy(List.of(KEY.getPublic()))).isTrue();
        assertThat(read.unpack(dir)).isEqualTo(dir.resolve("sources/shop"));
        assertThat(dir.resolve("sources/shop/tests/hot day.yaml")).hasContent("cases");
    }

    @Test
    void bytes_areTheSame_whereverAndWheneverWritten() throws Exception {
        TimeZone here = TimeZone.getDefault();
        byte[] first = signedBytes();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Auckland"));
            assertThat(signedBytes()).isEqualTo(first);
        } finally {
            TimeZone.setDefault(here);
        }
    }

    @Test
    void signature_countsForItsKeyOnly() throws Exception {
        Bundle signed = bundle().signed(KEY.getPrivate());

        assertThat(signed.isSignedBy(List.of(OTHER.getPublic()))).isFalse();
        assertThat(signed.isSignedBy(List.of(OTHER.getPublic(), KEY.getPublic())))
                .isTrue();
        assertThat(signed.isSignedBy(List.of())).isFalse();
        assertThat(bundle().isSignedBy(List.of(KEY.getPublic()))).isFalse();
        assertThat(bundle().isSigned()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bundle.json", "bundle.sig", "pack.jar", "sources/shop/pack.yaml", "sources/shop/heat.drl"})
    void everyEntry_changed_isNoticed(String name) throws Exception {
        Map<String, byte[]> entries = entries(signedBytes());
        byte[] content = entries.get(name).clone();
        content[content.length / 2] ^= 1;
        entries.put(name, content);

        boolean isTrusted;
        try {
            isTrusted = Bundle.read(zip(entries)).isSignedBy(List.of(KEY.getPublic()));
        } catch (BundleException e) {
            isTrusted = false;
        }

        assertThat(isTrusted).isFalse();
    }

    @Test
    void entry_changed_isNamed() throws Exception {
        Map<String, byte[]> entries = entries(signedBytes());
        entries.put("pack.jar", "evil".getBytes(UTF_8));

        assertThatThrownBy(() -> Bundle.read(zip(entries)))
                .isInstanceOf(BundleException.class)
                .hasMessage("pack.jar is not what bundle.json lists: its SHA-256 differs\n"
                        + "  it was changed after the build: fetch it again, from a source you trust");
    }

    @Test
    void headWithOtherDigests_isNotSigned() throws Exception {
        Bundle evil = Bundle.of(
                "shop", "9", HASH, HASH, "0.1.0", new byte[] {1}, "shop", Map.of("shop/pack.yaml", new byte[] {2}));
        Map<String, byte[]> entries = entries(evil.bytes());
        entries.put("bundle.sig", entries(signedBytes()).get("bundle.sig"));

        assertThat(Bundle.read(zip(entries)).isSignedBy(List.of(KEY.getPublic())))
                .isFalse();
    }

    @Test
    void entry_notListed_isRefused() throws Exception {
        Map<String, byte[]> entries = entries(signedBytes());
        entries.put("sources/shop/more.drl", new byte[0]);

        assertThatThrownBy(() -> Bundle.read(zip(entries)))
                .hasMessage("holds sources/shop/more.drl, which bundle.json does not list");
    }

    @Test
    void entry_missing_isNamed() throws Exception {
        Map<String, byte[]> entries = entries(signedBytes());
        entries.remove("sources/shop/heat.drl");

        assertThatThrownBy(() -> Bundle.read(zip(entries)))
                .hasMessage("lacks sources/shop/heat.drl, which bundle.json lists");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sources/../../etc/passwd",
                "../evil",
                "/etc/passwd",
                "sources//x",
                "sources/.hidden",
                "sources/a\\..\\b",
                "sources/",
                "sources/a\u0000b",
                "evil.sh",
                "META-INF/MANIFEST.MF"
            })
    void entry_thatLeadsElsewhere_isRefused(String name) throws Exception {
        Map<String, byte[]> entries = entries(signedBytes());
        entries.put(name, new byte[] {1});

        assertThatThrownBy(() -> Bundle.read(zip(entries)))
                .isInstanceOf(BundleException.class)
                .hasMessageContaining("which no policy bundle may hold");
    }

    @Test
    void entry_twice_isRefused() throws Exception {
        byte[] bytes = stored("sources/a", "sources/b");
        String text = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).replace("sources/b", "sources/a");

        assertThatThrownBy(() -> Bundle.read(text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1)))
                .hasMessage("holds sources/a twice");
    }

    @Test
    void bomb_isRefusedBeforeItIsUnpacked() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("sources/bomb"));
            for (int i = 0; i < 1000; i++) {
                zip.write(new byte[1 << 20]);
            }
        }

        assertThat(bytes.size()).isLessThan(2 << 20);
        assertThatThrownBy(() -> Bundle.read(bytes.toByteArray()))
                .hasMessageContaining("unpacks to more than a policy bundle may: sources/bomb");
    }

    @Test
    void manyEntries_areRefused() throws Exception {
        String[] names = java.util.stream.IntStream.range(0, 1001)
                .mapToObj(i -> "sources/f" + i)
                .toArray(String[]::new);

        assertThatThrownBy(() -> Bundle.read(stored(names))).hasMessageContaining("at most 1000 entries");
    }

    @Test
    void everyTruncation_isRefusedOrWhole() throws Exception {
        byte[] bytes = signedBytes();
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            try {
                assertThat(Bundle.read(cut).digest()).isEqualTo(bundle().digest()); // only the zip's own list is cut
            } catch (BundleException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }

    @Test
    void everyBitFlipped_neverGivesOtherContentWithGoodSignature() throws Exception {
        byte[] bytes = signedBytes();
        for (int i = 0; i < bytes.length; i++) {
            byte[] flipped = bytes.clone();
            flipped[i] ^= (byte) (1 << i % 8);
            try {
                Bundle read = Bundle.read(flipped);
                if (read.isSignedBy(List.of(KEY.getPublic()))) {
                    assertThat(read.head()).isEqualTo(bundle().head());
                    assertThat(read.jar()).isEqualTo(bundle().jar());
                }
            } catch (BundleException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }

    @Test
    void head_ofAnotherFormat_saysSo() throws Exception {
        Map<String, byte[]> entries = entries(signedBytes());
        String json = new String(entries.get("bundle.json"), UTF_8).replace("bundle/1", "bundle/2");
        entries.put("bundle.json", json.getBytes(UTF_8));

        assertThatThrownBy(() -> Bundle.read(zip(entries))).hasMessageContaining("expected: gearshift-policy-bundle/1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "{\"format\":1,\"format\":2}", "{} {}", "null", "\"text\""})
    void head_thatIsNoHead_isRefused(String json) throws Exception {
        Map<String, byte[]> entries = entries(signedBytes());
        entries.put("bundle.json", json.getBytes(UTF_8));

        assertThatThrownBy(() -> Bundle.read(zip(entries)))
                .isInstanceOf(BundleException.class)
                .hasMessageContaining("bundle.json");
    }

    @Test
    void anyFile_isNoBundle(@TempDir Path dir) throws IOException {
        Path file = Files.writeString(dir.resolve("x.gsp"), "hello");

        assertThatThrownBy(() -> Bundle.read(file)).hasMessageContaining("not a policy bundle: no bundle.json");
        assertThatThrownBy(() -> Bundle.read(dir.resolve("no.gsp"))).hasMessageContaining("there is no such file");
    }

    private static Map<String, byte[]> entries(byte[] bytes) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
                entries.put(e.getName(), zip.readAllBytes());
            }
        }
        return entries;
    }

    private static byte[] zip(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return bytes.toByteArray();
    }

    /** Empty entries as they are, so that a name can be changed in the bytes. */
    private static byte[] stored(String... names) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String name : new ArrayList<>(List.of(names))) {
                ZipEntry entry = new ZipEntry(name);
                entry.setMethod(ZipEntry.STORED);
                entry.setSize(0);
                entry.setCrc(new CRC32().getValue());
                zip.putNextEntry(entry);
            }
        }
        return bytes.toByteArray();
    }
}
