package io.gearshift.policies.test;

import io.gearshift.policies.test.TestResult.Status;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Reports as JUnit XML, as hosts of code read it: a suite per file of each pack, with file and line of each test. */
public final class JUnitXml {

    private JUnitXml() {}

    public static String of(List<TestReport> reports) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            xml.writeStartElement("testsuites");
            String packs =
                    reports.stream().map(report -> report.policy().pack()).collect(Collectors.joining(" "));
            List<TestResult> all = reports.stream()
                    .flatMap(report -> report.results().stream())
                    .toList();
            counts(xml, "gearshift " + packs, all);
            for (TestReport report : reports) {
                suites(xml, report, reports.size() == 1 ? "" : report.policy().pack() + " ");
            }
            xml.writeCharacters("\n");
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("XML into memory", e);
        }
        return text + "\n";
    }

    /** @param prefix tells files of one name apart */
    private static void suites(XMLStreamWriter xml, TestReport report, String prefix) throws XMLStreamException {
        Map<String, List<TestResult>> files = new LinkedHashMap<>();
        report.results()
                .forEach(result -> files.computeIfAbsent(result.file(), f -> new ArrayList<>())
                        .add(result));
        for (Map.Entry<String, List<TestResult>> file : files.entrySet()) {
            xml.writeCharacters("\n  ");
            xml.writeStartElement("testsuite");
            counts(xml, (prefix + file.getKey()).strip(), file.getValue());
            xml.writeAttribute("file", file.getKey());
            for (TestResult result : file.getValue()) {
                test(xml, report, result);
            }
            xml.writeCharacters("\n  ");
            xml.writeEndElement();
        }
    }

    private static void counts(XMLStreamWriter xml, String name, List<TestResult> results) throws XMLStreamException {
        xml.writeAttribute("name", clean(name));
        xml.writeAttribute("tests", String.valueOf(results.size()));
        xml.writeAttribute("failures", count(results, Status.FAILED));
        xml.writeAttribute("errors", count(results, Status.ERROR));
        xml.writeAttribute("skipped", "0");
        xml.writeAttribute(
                "time",
                seconds(results.stream().mapToDouble(TestResult::seconds).sum()));
    }

    private static String count(List<TestResult> results, Status status) {
        return String.valueOf(results.stream().filter(r -> r.status() == status).count());
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.6f", seconds);
    }

    private static void test(XMLStreamWriter xml, TestReport report, TestResult result) throws XMLStreamException {
        xml.writeCharacters("\n    ");
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", clean(report.policy().pack() + "." + result.file()));
        xml.writeAttribute("name", clean(result.name()));
        xml.writeAttribute("file", result.file());
        xml.writeAttribute("line", String.valueOf(result.line()));
        xml.writeAttribute("time", seconds(result.seconds()));
        if (result.status() != Status.PASSED) {
            xml.writeStartElement(result.status() == Status.FAILED ? "failure" : "error");
            xml.writeAttribute("message", clean(String.join("; ", result.mismatches())));
            xml.writeAttribute("type", result.status() == Status.FAILED ? "expectation" : "test");
            xml.writeCharacters(
                    clean(String.join("\n", result.mismatches()) + "\n" + String.join("\n", result.details())));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    /** XML 1.0 has no way to write most control characters. */
    private static String clean(String text) {
        return text.codePoints()
                .map(c -> c == '\t'
                                || c == '\n'
                                || (c >= 0x20 && c <= 0xD7FF)
                                || (c >= 0xE000 && c <= 0xFFFD)
                                || c >= 0x10000
                        ? c
                        : 0xFFFD)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
