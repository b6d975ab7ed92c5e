package io.gearshift.policies.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysTest {

    /** {@code openssl genpkey -algorithm ed25519}, {@code openssl pkey -pubout}. */
    private static final String OPENSSL_PRIVATE = """
            -----BEGIN PRIVATE KEY-----
            MC4CAQAwBQYDK2VwBCIEICmy7y5kD1DQqWvybUtaL+KURFBFw/GOeCKvOBnzXXiE
            -----END PRIVATE KEY-----
            """;

    private static final String OPENSSL_PUBLIC = """
            -----BEGIN PUBLIC KEY-----
            MCowBQYDK2VwAyEARJ3+FLVH4qUt+JlmsfUAdiTVCfpKcKNG4nUX4o++CRw=
            -----END PUBLIC KEY-----
            """;

    /** {@code printf 'what is signed' > m; openssl pkeyutl -sign -rawin -inkey KEY -in m | base64 -w0}. */
    private static final String OPENSSL_SIGNATURE =
            "bO2sZmLkUPB1N84AGSUJGMCyYiOm5f2CwHDOezMMCUSZVSW9lRThByXmLegL4Aqz5UeoC8OvroVc62VWmjoVBA==";

    @TempDir
    private Path dir;

    @Test
    void keysAndSignature_ofOpenssl_areUnderstood() throws Exception {
        var key = Keys.readPrivate(file(OPENSSL_PRIVATE));
        var open = Keys.readPublic(file(OPENSSL_PUBLIC)).get(0);
        byte[] content = "what is signed".getBytes(UTF_8);
        byte[] signature = Base64.getDecoder().decode(OPENSSL_SIGNATURE);

        assertThat(Keys.sign(content, key)).isEqualTo(signature);
        assertThat(Keys.isSignature(signature, content, open)).isTrue();
        assertThat(Keys.isSignature(signature, "what was signed".getBytes(UTF_8), open))
                .isFalse();
        assertThat(Keys.pem(key)).isEqualTo(OPENSSL_PRIVATE);
        assertThat(Keys.pem(open)).isEqualTo(OPENSSL_PUBLIC);
    }

    @Test
    void publicFile_mayHoldOldAndNewKey() throws Exception {
        KeyPair a = Keys.generate();
        KeyPair b = Keys.generate();

        assertThat(Keys.readPublic(file(Keys.pem(a.getPublic()) + "# the next\n" + Keys.pem(b.getPublic()))))
                .isEqualTo(List.of(a.getPublic(), b.getPublic()));
    }

    @Test
    void privateKey_wherePublicIsExpected_isNamed() throws Exception {
        Path file = file(Keys.pem(Keys.generate().getPrivate()));

        assertThatThrownBy(() -> Keys.readPublic(file))
                .hasMessage(file + " holds a PRIVATE KEY (expected: PUBLIC KEY, Ed25519, not encrypted)\n"
                        + "  made by openssl pkey -in KEY -pubout, or gearshift policy keygen");
    }

    @Test
    void keyOfAnotherKind_isNamed() throws Exception {
        KeyPair rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        Path file = file("-----BEGIN PUBLIC KEY-----\n"
                + Base64.getEncoder().encodeToString(rsa.getPublic().getEncoded()) + "\n-----END PUBLIC KEY-----\n");

        assertThatThrownBy(() -> Keys.readPublic(file)).hasMessageStartingWith(file + " is not an Ed25519 key");
    }

    @Test
    void signature_thatIsNone_isNotValid() {
        KeyPair key = Keys.generate();
        for (int length : new int[] {0, 1, 63, 64, 65, 1000}) {
            assertThat(Keys.isSignature(new byte[length], new byte[1], key.getPublic()))
                    .as("length %d", length)
                    .isFalse();
        }
    }

    @Test
    void emptyFile_isNoKey() throws Exception {
        Path file = file("");

        assertThatThrownBy(() -> Keys.readPrivate(file)).hasMessageContaining("holds no PEM block");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(Files.createTempFile(dir, "key", ".pem"), text);
    }
}
