package io.gearshift.registry.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.core.estimate.Profile;
import io.gearshift.registry.gear.TestingModels;
import io.gearshift.registry.manifest.Manifest;
import io.gearshift.registry.manifest.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileStoreTest {

    private static final Measurement FIGURES =
            new Measurement(new Profile(true, 12.5, 1.25, 2.5, 3e6, 4.75, true), 80, 2e6, 50, "a note");

    @TempDir
    Path state;

    @Test
    void put_thenOpenedAgain_givesTheSameFigures() {
        ProfileStore.open(state, "f00d").put("abc", "cpu", 2, FIGURES);
        ProfileStore again = ProfileStore.open(state, "f00d");
        assertThat(again.measurement("abc", "cpu", 2)).contains(FIGURES);
        assertThat(again.find("abc", "cpu", 2)).contains(FIGURES.profile());
        assertThat(again.find("abc", "cpu", 1)).isEmpty();
        assertThat(again.find("abd", "cpu", 2)).isEmpty();
        assertThat(ProfileStore.open(state, "beef").find("abc", "cpu", 2)).isEmpty();
    }

    @Test
    void profile_ofAGear_isMeasuredWhenKnownAndElseAssumed() {
        Manifest fashion = TestingModels.fashion();
        Variant full = fashion.reference();
        ProfileStore store = ProfileStore.open(state, "f00d");
        assertThat(store.profile(full, "full@cpu:2", 3).isMeasured()).isFalse();
        store.put(full.sha256(), "cpu", 2, FIGURES);
        assertThat(store.profile(full, "full@cpu:2", 3)).isEqualTo(FIGURES.profile());
        assertThat(store.profile(full, "full@cpu:1", 3).isMeasured()).isFalse();
        assertThat(Job.of(fashion, "full@cpu:2").orElseThrow().gear()).isEqualTo("full@cpu:2");
        assertThat(Job.of(fashion, "none@cpu:2")).isEmpty();
    }

    @Test
    void put_leavesNoTemporaryFile() throws IOException {
        ProfileStore.open(state, "f00d").put("abc", "cpu", 2, FIGURES);
        try (Stream<Path> files = Files.list(state.resolve("profiles"))) {
            assertThat(files.map(file -> file.getFileName().toString()).toList())
                    .isEqualTo(List.of("f00d.json"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"version\":1,",
                "[]",
                "{}",
                "{\"version\":99,\"fingerprint\":\"f00d\",\"profiles\":[]}",
                "{\"version\":1,\"fingerprint\":\"other\",\"profiles\":[]}",
                "{\"version\":1,\"fingerprint\":\"f00d\",\"profiles\":[{\"sha256\":\"abc\"}]}",
                "{\"version\":1,\"fingerprint\":\"f00d\",\"profiles\":[null]}"
            })
    void file_thatIsBroken_isSetAsideAndTheStoreBeginsAnew(String text) throws IOException {
        Path file = state.resolve("profiles").resolve("f00d.json");
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        ProfileStore store = ProfileStore.open(state, "f00d");
        assertThat(store.find("abc", "cpu", 2)).isEmpty();
        assertThat(state.resolve("profiles").resolve("f00d.json.bad")).hasContent(text);
        store.put("abc", "cpu", 2, FIGURES);
        assertThat(ProfileStore.open(state, "f00d").measurement("abc", "cpu", 2))
                .contains(FIGURES);
    }
}
