package io.gearshift.policies.pack;

import io.gearshift.policies.language.Problem;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * As much of a pack as could be read.
 *
 * @param reference as it was asked for
 * @param source with the parents that could be read, of its description what could be read
 * @param files its own files by name, {@code pack.yaml} included, as far as they are what they should be; the arrays are
 *     not to be changed
 * @param problems all that is wrong with the description and the files; not with what the files say
 */
public record PackReading(
        String reference, PackSource source, SortedMap<String, byte[]> files, List<Problem> problems) {

    public PackReading {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        problems = List.copyOf(problems);
    }

    /** @throws PackException with every problem */
    public PackSource whole() throws PackException {
        if (!problems.isEmpty()) {
            throw new PackException(reference, problems);
        }
        return source;
    }

    /** Its own rule files and decision tables. */
    public SortedMap<String, byte[]> rules() {
        SortedMap<String, byte[]> rules = new TreeMap<>(files);
        rules.remove(PackManifestReader.FILE);
        return rules;
    }
}
