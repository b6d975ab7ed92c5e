package io.gearshift.daemon.cli;

import io.gearshift.daemon.config.Config;
import io.gearshift.registry.catalog.Catalog;
import io.gearshift.registry.catalog.Scan;
import io.gearshift.registry.manifest.Problem;
import io.gearshift.registry.onnx.OrtRuntime;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** Whether the models on disk can be taken up. */
final class ModelCheckup implements Checkup {

    private static final String AREA = "models";

    @Override
    public List<Finding> examine(Config config) {
        if (!Files.isDirectory(config.models().dir())) {
            return List.of(Finding.missing(
                    AREA,
                    config.models().dir() + " is not there",
                    "make it and put a folder with model.yaml in it, or set models.dir (docs/models.md)"));
        }
        List<Finding> findings = new ArrayList<>();
        try (OrtRuntime runtime = OrtRuntime.open(null)) {
            Scan scan = new Catalog(config.models().dir(), runtime).scan();
            if (!scan.models().isEmpty()) {
                findings.add(Finding.ok(AREA, String.join(", ", scan.models().keySet())));
            } else if (scan.problems().isEmpty()) {
                findings.add(Finding.missing(
                        AREA,
                        "none in " + config.models().dir(),
                        "put a folder with model.yaml there (docs/models.md)"));
            }
            for (Problem problem : scan.problems()) {
                findings.add(Finding.missing(AREA, problem.toString(), problem.hint()));
            }
        }
        return findings;
    }
}
