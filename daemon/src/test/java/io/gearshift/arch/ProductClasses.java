package io.gearshift.arch;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import java.util.regex.Pattern;

/** All main classes of all modules, imported once. */
final class ProductClasses {

    private static final Pattern TESTS = Pattern.compile(".*(/test-classes/|-tests\\.jar).*");

    static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(ProductClasses::isMain)
            .importPackages("io.gearshift");

    private ProductClasses() {}

    private static boolean isMain(Location location) {
        return !location.matches(TESTS);
    }
}
