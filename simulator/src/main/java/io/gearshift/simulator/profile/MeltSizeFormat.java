package io.gearshift.simulator.profile;

/** Sizes of language models under each quantisation, in GB (MELT). */
final class MeltSizeFormat implements ProfileFormat {

    private static final String HEADER = "model,quantization,size,size_in_memory,parameters,max_ram";

    @Override
    public String name() {
        return "sizes under quantisation (MELT, CSV)";
    }

    @Override
    public boolean recognises(ProfileFile file) {
        return CsvTable.hasHeader(file, HEADER);
    }

    @Override
    public void read(ProfileFile file, ProfileSink out) {
        out.note("size and max_ram of MELT are taken for GB: the table gives no unit");
        CsvTable.each(file, out, row -> {
            if (row.cell("model").isEmpty()) {
                out.refuse(row.line(), "model is empty");
                return;
            }
            String variant = MeltAccuracyFormat.variant(row.cell("quantization"));
            ProfileKey key = ProfileKey.of(row.cell("model"), variant).in(variant);
            row.amount("size", "GB").ifPresent(value -> out.add(row.line(), key, Figure.FILE_BYTES, value));
            row.amount("max_ram", "GB").ifPresent(value -> out.add(row.line(), key, Figure.MEMORY_BYTES, value));
        });
    }
}
