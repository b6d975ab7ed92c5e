package io.gearshift.daemon.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A list of remote machines, each with name, url and, if needed, caFile, tokenFile, metered. */
record EndpointsType() implements ValueType<List<Config.Endpoint>> {

    private static final List<String> KEYS = List.of("name", "url", "caFile", "tokenFile", "metered");
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");
    private static final ValueType<String> NAME_TYPE = new ScalarType<>(
            "a name of lower-case letters, digits and . _ -",
            (text, base) -> Optional.of(text).filter(NAME.asMatchPredicate()),
            text -> text);
    private static final ValueType<URI> URL = ValueTypes.url();
    private static final ValueType<Path> FILE = ValueTypes.path();
    private static final ValueType<Boolean> FLAG = ValueTypes.bool();

    @Override
    public String expected() {
        return "a list of {name, url, caFile, tokenFile, metered}";
    }

    @Override
    public @Nullable List<Config.Endpoint> read(Node node, ReadContext at) {
        if (!(node instanceof SequenceNode list)) {
            at.refuse(node, Nodes.kind(node) + " (expected: " + expected() + ")", "");
            return null;
        }
        int before = at.problems().size();
        List<Config.Endpoint> endpoints = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < list.getValue().size(); i++) {
            Node item = list.getValue().get(i);
            Config.Endpoint endpoint = endpoint(item, at.at(at.key() + "[" + i + "]"));
            if (endpoint != null && !names.add(endpoint.name())) {
                at.refuse(item, "the name " + endpoint.name() + " is taken by an earlier endpoint", "");
            } else if (endpoint != null) {
                endpoints.add(endpoint);
            }
        }
        return at.problems().size() == before ? endpoints : null;
    }

    private static Config.@Nullable Endpoint endpoint(Node item, ReadContext at) {
        if (!(item instanceof MappingNode mapping)) {
            at.refuse(item, Nodes.kind(item) + " (expected: name and url)", "");
            return null;
        }
        int before = at.problems().size();
        Map<String, Node> nodes = new HashMap<>();
        for (MappingEntries.Entry entry : MappingEntries.of(mapping, KEYS, List.of(), at)) {
            nodes.put(entry.name(), entry.value());
        }
        for (String needed : List.of("name", "url")) {
            if (!nodes.containsKey(needed)) {
                at.refuse(item, "no " + needed + " (expected: name and url)", "");
            }
        }
        String name = read(NAME_TYPE, "name", nodes, at);
        URI url = read(URL, "url", nodes, at);
        Path caFile = read(FILE, "caFile", nodes, at);
        Path tokenFile = read(FILE, "tokenFile", nodes, at);
        Boolean metered = read(FLAG, "metered", nodes, at);
        if (name == null || url == null || at.problems().size() > before) {
            return null;
        }
        return new Config.Endpoint(name, url, caFile, tokenFile, metered != null && metered);
    }

    private static <T> @Nullable T read(ValueType<T> type, String name, Map<String, Node> nodes, ReadContext at) {
        Node node = nodes.get(name);
        boolean isNeeded = name.equals("name") || name.equals("url");
        if (node == null || (Nodes.isNull(node) && !isNeeded)) {
            return null;
        }
        return type.read(node, at.at(at.key() + "." + name));
    }

    @Override
    public String write(List<Config.Endpoint> value, String indent) {
        if (value.isEmpty()) {
            return "[]";
        }
        StringBuilder text = new StringBuilder();
        for (Config.Endpoint endpoint : value) {
            text.append('\n').append(indent).append("- name: ").append(endpoint.name());
            String next = "\n" + indent + "  ";
            text.append(next).append("url: ").append(URL.write(endpoint.url(), ""));
            if (endpoint.caFile() != null) {
                text.append(next).append("caFile: ").append(FILE.write(endpoint.caFile(), ""));
            }
            if (endpoint.tokenFile() != null) {
                text.append(next).append("tokenFile: ").append(FILE.write(endpoint.tokenFile(), ""));
            }
            text.append(next).append("metered: ").append(endpoint.isMetered());
        }
        return text.toString();
    }
}
