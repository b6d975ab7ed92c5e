package io.gearshift.daemon.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** How the replay of one recording came out, for eyes and for scripts. */
interface ReplayView {

    /** Nothing was decided otherwise. */
    boolean isSame();

    String render();

    ObjectNode json();

    static String render(List<ReplayView> views) {
        return String.join("\n", views.stream().map(ReplayView::render).toList());
    }

    static ObjectNode json(List<ReplayView> views) {
        ObjectNode json = JsonOutput.object().put("isSame", views.stream().allMatch(ReplayView::isSame));
        ArrayNode traces = json.putArray("traces");
        views.forEach(view -> traces.add(view.json()));
        return json;
    }
}
