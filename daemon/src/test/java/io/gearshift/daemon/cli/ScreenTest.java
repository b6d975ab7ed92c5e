package io.gearshift.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ScreenTest {

    private final StringWriter out = new StringWriter();

    @Test
    void terminal_isRedrawnInPlaceAndLeftAsItWas() {
        try (Screen screen = Screen.open(new PrintWriter(out), true)) {
            screen.show("one\n");
            screen.show("two\n");
        }

        assertThat(out.toString())
                .startsWith("\u001b[?1049h")
                .contains("\u001b[Hone\u001b[K\n\u001b[J\u001b[Htwo\u001b[K\n\u001b[J")
                .endsWith("\u001b[?1049l");
    }

    @Test
    void pipe_getsPlainTextOneBelowTheOther() {
        try (Screen screen = Screen.open(new PrintWriter(out), false)) {
            screen.show("one\n");
            screen.show("two\n");
        }

        assertThat(out.toString()).isEqualTo("one\n" + System.lineSeparator() + "two\n");
    }
}
