package io.gearshift.policies.bundle;

import io.gearshift.core.text.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ed25519 keys as PEM, the way openssl writes them: PKCS#8 ({@code PRIVATE KEY}) and SubjectPublicKeyInfo
 * ({@code PUBLIC KEY}). A signature is the 64 bytes of RFC 8032 over {@code bundle.json}.
 */
public final class Keys {

    private static final String ALGORITHM = "Ed25519";
    private static final String PRIVATE = "PRIVATE KEY";
    private static final String PUBLIC = "PUBLIC KEY";
    private static final int MAX_BYTES = 64 << 10;
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----\\s([A-Za-z0-9+/=\\s]*)-----END \\1-----");

    private Keys() {}

    public static KeyPair generate() {
        try {
            return KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String pem(PrivateKey key) {
        return pem(PRIVATE, key.getEncoded());
    }

    public static String pem(PublicKey key) {
        return pem(PUBLIC, key.getEncoded());
    }

    private static String pem(String label, byte[] der) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }

    /**
     * @throws BundleException when the file does not hold one private key
     */
    public static PrivateKey readPrivate(Path file) throws BundleException {
        List<byte[]> blocks = blocks(file, PRIVATE, "openssl genpkey -algorithm ed25519, or gearshift policy keygen");
        if (blocks.size() != 1) {
            throw new BundleException(file + " holds " + blocks.size() + " private keys (expected: one)", "");
        }
        try {
            return KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(blocks.get(0)));
        } catch (InvalidKeySpecException e) {
            throw notEd25519(file);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * More than one while keys change: a signature by any of them counts.
     *
     * @throws BundleException when the file holds none, or anything else
     */
    public static List<PublicKey> readPublic(Path file) throws BundleException {
        List<PublicKey> keys = new ArrayList<>();
        try {
            for (byte[] block : blocks(file, PUBLIC, "openssl pkey -in KEY -pubout, or gearshift policy keygen")) {
                keys.add(KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(block)));
            }
        } catch (InvalidKeySpecException e) {
            throw notEd25519(file);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        return keys;
    }

    /** The first 16 hex digits of the key's SHA-256: enough to tell keys apart by eye. */
    public static String fingerprint(PublicKey key) {
        return Digest.of(key.getEncoded()).substring(0, 16);
    }

    static byte[] sign(byte[] content, PrivateKey key) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(content);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static boolean isSignature(byte[] signature, byte[] content, PublicKey key) {
        try {
            Signature check = Signature.getInstance(ALGORITHM);
            check.initVerify(key);
            check.update(content);
            return check.verify(signature);
        } catch (SignatureException e) {
            return false; // not even 64 bytes of the right form
        } catch (InvalidKeyException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<byte[]> blocks(Path file, String expected, String how) throws BundleException {
        List<byte[]> blocks = new ArrayList<>();
        Matcher block = BLOCK.matcher(text(file));
        while (block.find()) {
            if (!block.group(1).equals(expected)) {
                throw new BundleException(
                        file + " holds a " + block.group(1) + " (expected: " + expected + ", Ed25519, not encrypted)",
                        "made by " + how);
            }
            try {
                blocks.add(Base64.getMimeDecoder().decode(block.group(2)));
            } catch (IllegalArgumentException e) {
                throw new BundleException(file + " is damaged: " + e.getMessage(), "");
            }
        }
        if (blocks.isEmpty()) {
            throw new BundleException(file + " holds no PEM block -----BEGIN " + expected + "-----", "made by " + how);
        }
        return blocks;
    }

    private static String text(Path file) throws BundleException {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > MAX_BYTES) {
                throw new BundleException(file + " is not a key file", "");
            }
            return new String(Files.readAllBytes(file), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new BundleException(file + " cannot be read: " + e.getMessage(), "");
        }
    }

    private static BundleException notEd25519(Path file) {
        return new BundleException(
                file + " is not an Ed25519 key",
                "make one with: gearshift policy keygen, or openssl genpkey -algorithm ed25519");
    }
}
