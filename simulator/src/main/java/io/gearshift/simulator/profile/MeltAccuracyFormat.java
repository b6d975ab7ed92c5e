package io.gearshift.simulator.profile;

/** Accuracy of language models under each quantisation, a task a row (MELT). */
final class MeltAccuracyFormat implements ProfileFormat {

    private static final String HEADER = "framework,model,dataset,quantization,accuracy,std_err";

    @Override
    public String name() {
        return "accuracy under quantisation (MELT, CSV)";
    }

    @Override
    public boolean recognises(ProfileFile file) {
        return CsvTable.hasHeader(file, HEADER);
    }

    @Override
    public void read(ProfileFile file, ProfileSink out) {
        CsvTable.each(file, out, row -> {
            if (row.cell("model").isEmpty()) {
                out.refuse(row.line(), "model is empty");
                return;
            }
            String variant = variant(row.cell("quantization"));
            ProfileKey key = ProfileKey.of(row.cell("model"), variant)
                    .by(row.cell("framework"))
                    .in(variant)
                    .under(row.cell("dataset"));
            row.number("accuracy")
                    .ifPresent(value -> out.add(row.line(), key, Figure.ACCURACY, value, row.cell("dataset")));
        });
    }

    /** {@code None} is the model as it was trained. */
    static String variant(String quantization) {
        return quantization.equals("None") ? "full" : quantization;
    }
}
