package io.gearshift.simulator.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * One HTML file that opens from a disk without a network: styles, scripts, the plotting library and all data are in it.
 * Its policy lets it run its own scripts only, known by their hashes, and load nothing. Data are JSON in which {@code <} never
 * stands, and the script makes text of names, never markup.
 */
public final class HtmlPage {

    private static final String OWN = "io/gearshift/simulator/report/";
    private static final String UPLOT = "META-INF/resources/webjars/uplot/1.6.30/";

    private HtmlPage() {}

    /** @param name of the page's skeleton and script among the simulator's resources */
    public static String of(String name, JsonNode data) {
        return of(OWN, name, data);
    }

    /**
     * @param folder of the page's skeleton and script among all resources, with a slash behind it
     * @param name of both, without ending; the script may use what {@code page.js} has
     */
    public static String of(String folder, String name, JsonNode data) {
        String style = resource(UPLOT + "dist/uPlot.min.css") + "\n" + resource(OWN + "report.css");
        String script = "/*\n" + resource(UPLOT + "LICENSE").strip() + "\n*/\n"
                + resource(UPLOT + "dist/uPlot.iife.min.js") + "\n" + resource(OWN + "page.js") + "\n"
                + resource(folder + name + ".js");
        String policy = "default-src 'none'; style-src '" + hash(style) + "'; script-src '" + hash(script)
                + "'; base-uri 'none'; form-action 'none'";
        String page = resource(folder + name + ".html");
        StringBuilder out = new StringBuilder();
        for (String part : page.split("(?=\\{\\{[a-z]+\\}\\})|(?<=\\}\\})")) {
            switch (part) {
                case "{{policy}}" -> out.append(policy);
                case "{{style}}" -> out.append(style);
                case "{{data}}" -> out.append(inert(data.toString()));
                case "{{script}}" -> out.append(script);
                default -> out.append(part);
            }
        }
        return out.toString();
    }

    /** JSON that no HTML parser finds an end or a comment in. */
    private static String inert(String json) {
        return json.replace("<", "\\u003c");
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java platform", e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = HtmlReport.class.getClassLoader().getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + ": not on the class path (expected: packaged with the program)");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
