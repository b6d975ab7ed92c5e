package io.gearshift.policies.table;

import io.gearshift.policies.language.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.apache.poi.openxml4j.util.ZipSecureFile;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.FormulaEvaluator;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.drools.decisiontable.parser.xls.ExcelParser;

/** Reads the first sheet of a workbook. What reaches out of the workbook, or could run, is refused. */
final class XlsxSheet {

    /** A workbook of 1 MiB, which is the largest read, unfolds to some megabytes; this is for one made to fill memory. */
    private static final long MAX_ENTRY_BYTES = 16 << 20;

    private static final long MAX_ENTRIES = 500;
    private static final int MAX_FORMULAS = 5_000;

    static {
        // the reader's logging library complains on stderr that nothing was set up for it
        System.setProperty("log4j2.loggerContextFactory", "org.apache.logging.log4j.simple.SimpleLoggerContextFactory");
        ZipSecureFile.setMaxEntrySize(MAX_ENTRY_BYTES);
        ZipSecureFile.setMaxTextSize(MAX_ENTRY_BYTES);
        ZipSecureFile.setMaxFileCount(MAX_ENTRIES);
    }

    private XlsxSheet() {}

    static Grid read(String file, byte[] bytes, List<Problem> problems) {
        Grid grid = new Grid();
        int before = problems.size();
        try (XSSFWorkbook workbook = new XSSFWorkbook(new ByteArrayInputStream(bytes))) {
            refuse(file, workbook, problems);
            if (problems.size() == before) {
                new ExcelParser(grid).parseWorkbook(workbook);
            }
        } catch (IOException | RuntimeException | StackOverflowError e) {
            problems.add(new Problem(
                    file,
                    0,
                    0,
                    "is no workbook that can be read: " + said(e),
                    "save it again as .xlsx, or as .csv; very large or densely packed workbooks are refused"));
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
            return;
        }
        FormulaEvaluator evaluator = workbook.getCreationHelper().createFormulaEvaluator();
        int formulas = 0;
        Sheet sheet = workbook.getSheetAt(0);
        for (Row row : sheet) {
            for (Cell cell : row) {
                if (cell.getCellType() == CellType.FORMULA && ++formulas <= MAX_FORMULAS) {
                    formula(file, cell, evaluator, problems);
                }
            }
        }
        if (formulas > MAX_FORMULAS) {
            problems.add(new Problem(
                    file, 0, 0, formulas + " formulas (expected: at most " + MAX_FORMULAS + ")", "put the values in"));
        }
    }

    /** A formula that cannot be worked out would stand for the value of long ago that was saved beside it. */
    private static void formula(String file, Cell cell, FormulaEvaluator evaluator, List<Problem> problems) {
        String why = null;
        try {
            if (evaluator.evaluate(cell).getCellType() == CellType.ERROR) {
                why = "gives an error";
            }
        } catch (RuntimeException | StackOverflowError e) {
            why = "cannot be worked out";
        }
        if (why != null) {
            Grid.Cell at = new Grid.Cell(cell.getRowIndex(), cell.getColumnIndex(), "", 0);
            problems.add(new Problem(
                    file,
                    at.row() + 1,
                    at.column() + 1,
                    "cell " + at.name() + ": the formula " + cell.getCellFormula() + " " + why,
                    "put the value in"));
        }
    }

    private static String said(Throwable e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return message.lines().findFirst().orElse("").replaceAll("org\\.[a-z.]+\\.", "");
    }
}
