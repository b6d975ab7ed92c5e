package io.gearshift.simulator.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class AgendaTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final Agenda<String> agenda = new Agenda<>();

    @Test
    void due_byTimeThenSequenceThenOrderOfAdding() {
        agenda.add(NOON.plusSeconds(1), 1, "later");
        agenda.add(NOON, Agenda.LAST, "last");
        agenda.add(NOON, 7, "seventh");
        agenda.add(NOON, 7, "seventh too");
        agenda.add(NOON, 3, "third");

        Instant end = NOON.plusSeconds(2);
        assertThat(agenda.nextBefore(end, 0)).isEqualTo("third");
        assertThat(agenda.nextBefore(end, 0)).isEqualTo("seventh");
        assertThat(agenda.nextBefore(end, 0)).isEqualTo("seventh too");
        assertThat(agenda.nextBefore(end, 0)).isEqualTo("last");
        assertThat(agenda.nextBefore(end, 0)).isEqualTo("later");
        assertThat(agenda.nextBefore(end, 0)).isNull();
    }

    @Test
    void notDue_stays() {
        agenda.add(NOON, 5, "fifth");

        assertThat(agenda.nextBefore(NOON.minusNanos(1), Agenda.LAST)).isNull();
        assertThat(agenda.nextBefore(NOON, 5)).isNull();
        assertThat(agenda.nextBefore(NOON, 6)).isEqualTo("fifth");
    }
}
