package io.gearshift.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressBarTest {

    private final StringWriter out = new StringWriter();

    @Test
    void pipe_getsALineAStep() {
        ProgressBar bar = new ProgressBar(new PrintWriter(out), false);
        bar.show(0, 2, "fashion full@cpu:1");
        bar.show(2, 2, "");

        assertThat(out.toString().lines()).containsExactly("0/2 fashion full@cpu:1", "2/2");
    }

    @Test
    void terminal_isRedrawnOnOneLine() {
        ProgressBar bar = new ProgressBar(new PrintWriter(out), true);
        bar.show(1, 2, "x");
        bar.show(2, 2, "");

        assertThat(out.toString().lines())
                .hasSize(3)
                .last()
                .asString()
                .endsWith("[##############################] 2/2");
    }

    @Test
    void bar_fillsInProportion() {
        assertThat(ProgressBar.bar(0, 3, 9)).isEqualTo("[---------] 0/3");
        assertThat(ProgressBar.bar(2, 3, 9)).isEqualTo("[######---] 2/3");
        assertThat(ProgressBar.bar(0, 0, 3)).isEqualTo("[###] 0/0");
    }
}
