package io.gearshift.policies.table;

import io.gearshift.policies.language.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.poi.openxml4j.util.ZipSecureFile;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.FormulaEvaluator;
import org.apache.poi.ss.usermodel.Name;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.drools.decisiontable.parser.xls.ExcelParser;
import org.drools.template.parser.DataListener;

/**
 * Reads the sheets of a workbook that hold tables; others are for people. What reaches out of the workbook, could run, or
 * cannot be seen is refused.
 */
final class XlsxSheets {

    /** A workbook of 1 MiB, which is the largest read, unfolds to some megabytes; this is for one made to fill memory. */
    private static final long MAX_ENTRY_BYTES = 16 << 20;

    private static final long MAX_ENTRIES = 500;
    private static final int MAX_FORMULAS = 5_000;

    private static final String PUT_IN = "put the value in; formulas may make numbers of numbers";

    static {
        // the reader's logging library complains on stderr that nothing was set up for it
        System.setProperty("log4j2.loggerContextFactory", "org.apache.logging.log4j.simple.SimpleLoggerContextFactory");
        ZipSecureFile.setMaxEntrySize(MAX_ENTRY_BYTES);
        ZipSecureFile.setMaxTextSize(MAX_ENTRY_BYTES);
        ZipSecureFile.setMaxFileCount(MAX_ENTRIES);
    }

    private XlsxSheets() {}

    static List<Grid> read(String file, byte[] bytes, List<Problem> problems) {
        List<Grid> grids = new ArrayList<>();
        int before = problems.size();
        try (XSSFWorkbook workbook = new XSSFWorkbook(new ByteArrayInputStream(bytes))) {
            refuse(file, workbook, problems);
            formulas(file, workbook, problems);
            for (int i = 0; i < workbook.getNumberOfSheets() && problems.size() == before; i++) {
                grids.add(sheet(file, workbook, i, problems));
            }
        } catch (IOException | RuntimeException | StackOverflowError e) {
            problems.add(new Problem(
                    file,
                    0,
                    0,
                    "is no workbook that can be read: " + said(e),
                    "save it again as .xlsx, or as .csv; very large or densely packed workbooks are refused"));
        }
        return grids.stream().filter(Grid::hasTable).toList();
    }

    private static Grid sheet(String file, XSSFWorkbook workbook, int index, List<Problem> problems) {
        String name = workbook.getSheetName(index);
        Grid grid = new Grid(workbook.getNumberOfSheets() == 1 ? "" : name + "!");
        Map<String, List<DataListener>> listeners = Map.of(name, List.of(grid));
        new ExcelParser(listeners).parseWorkbook(workbook);
        if (grid.hasTable()) {
            boolean isHidden = workbook.isSheetHidden(index) || workbook.isSheetVeryHidden(index);
            if (isHidden) {
                problems.add(new Problem(
                        file,
                        0,
                        0,
                        "sheet " + name + " is hidden and holds a table",
                        "show it, or remove it: a reader must see every rule"));
            }
            results(file, grid, workbook, index, problems);
        }
        return grid;
    }

    private static void refuse(String file, XSSFWorkbook workbook, List<Problem> problems) {
        if (workbook.isMacroEnabled()) {
            problems.add(new Problem(file, 0, 0, "has macros", "save it as .xlsx, without macros"));
        }
        if (!workbook.getExternalLinksTable().isEmpty()) {
            problems.add(new Problem(
                    file,
                    0,
                    0,
                    "refers to other workbooks",
                    "put the values in: a policy depends on its own files only"));
        }
    }

    /** Before any is worked out: a table may name cells of every sheet. */
    private static void formulas(String file, XSSFWorkbook workbook, List<Problem> problems) {
        int formulas = 0;
        for (Sheet sheet : workbook) {
            Grid grid = new Grid(workbook.getNumberOfSheets() == 1 ? "" : sheet.getSheetName() + "!");
            for (Row row : sheet) {
                for (Cell cell : row) {
                    if (cell.getCellType() != CellType.FORMULA) {
                        continue;
                    }
                    String why = ++formulas > MAX_FORMULAS ? null : FormulaText.refusal(cell.getCellFormula());
                    if (why != null) {
                        problems.add(grid.cell(cell.getRowIndex(), cell.getColumnIndex(), cell.getCellFormula())
                                .problem(file, "the formula " + cell.getCellFormula() + " " + why, PUT_IN));
                    }
                }
            }
        }
        if (formulas > MAX_FORMULAS) {
            problems.add(
                    new Problem(file, 0, 0, formulas + " formulas (expected: at most " + MAX_FORMULAS + ")", PUT_IN));
        }
        for (Name name : workbook.getAllNames()) {
            String why = name.getRefersToFormula() == null ? null : FormulaText.refusal(name.getRefersToFormula());
            if (why != null) {
                problems.add(new Problem(file, 0, 0, "the name " + name.getNameName() + " " + why, "remove it"));
            }
        }
    }

    private static void results(String file, Grid grid, XSSFWorkbook workbook, int index, List<Problem> problems) {
        FormulaEvaluator evaluator = workbook.getCreationHelper().createFormulaEvaluator();
        for (Row row : workbook.getSheetAt(index)) {
            for (Cell cell : row) {
                if (cell.getCellType() == CellType.FORMULA) {
                    Grid.Cell at = grid.cell(cell.getRowIndex(), cell.getColumnIndex(), cell.getCellFormula());
                    formula(file, at, cell, evaluator, problems);
                }
            }
        }
    }

    /** A formula that cannot be worked out would stand for the value of long ago that was saved beside it. */
    private static void formula(
            String file, Grid.Cell at, Cell cell, FormulaEvaluator evaluator, List<Problem> problems) {
        String why = null;
        try {
            if (evaluator.evaluate(cell).getCellType() == CellType.ERROR) {
                why = "gives an error";
            }
        } catch (RuntimeException | StackOverflowError e) {
            why = "cannot be worked out";
        }
        if (why != null) {
            problems.add(at.problem(file, "the formula " + cell.getCellFormula() + " " + why, PUT_IN));
        }
    }

    private static String said(Throwable e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return message.lines().findFirst().orElse("").replaceAll("org\\.[a-z.]+\\.", "");
    }
}
