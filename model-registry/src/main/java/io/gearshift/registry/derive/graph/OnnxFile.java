package io.gearshift.registry.derive.graph;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Model files on disk, with weights inside or in files beside them. */
public final class OnnxFile {

    /** One message of the format cannot be larger. */
    private static final long MOST_BYTES = Integer.MAX_VALUE;

    private OnnxFile() {}

    /**
     * Reads a model with all its weights and checks it.
     *
     * @throws DeriveException when the file is not a well-formed model, or larger than 2 GB with its weights
     */
    public static ModelProto read(Path file) throws IOException, DeriveException {
        ModelProto model;
        try (InputStream in = Files.newInputStream(file)) {
            model = ModelProto.parseFrom(in);
        } catch (InvalidProtocolBufferException e) {
            throw new DeriveException(file + ": not an ONNX model: " + e.getMessage(), "");
        }
        ModelProto whole = withWeights(model, file);
        try {
            ModelCheck.require(whole);
        } catch (DeriveException e) {
            throw new DeriveException(file + ": " + e.getMessage(), e.hint());
        }
        return whole;
    }

    /** Writes the model in one piece; the caller moves it to its place. */
    public static void write(ModelProto model, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            model.writeTo(out);
        }
    }

    private static ModelProto withWeights(ModelProto model, Path file) throws IOException, DeriveException {
        if (model.getGraph().getInitializerList().stream().noneMatch(OnnxFile::isExternal)) {
            return model;
        }
        ModelProto.Builder whole = model.toBuilder();
        long bytes = 0;
        for (int i = 0; i < model.getGraph().getInitializerCount(); i++) {
            TensorProto tensor = model.getGraph().getInitializer(i);
            if (isExternal(tensor)) {
                TensorProto loaded = load(tensor, file);
                bytes += loaded.getRawData().size();
                if (bytes > MOST_BYTES) {
                    throw new DeriveException(file + ": more than 2 GB of weights (expected: at most that)", "");
                }
                whole.getGraphBuilder().setInitializer(i, loaded);
            }
        }
        return whole.build();
    }

    private static boolean isExternal(TensorProto tensor) {
        return tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL;
    }

    private static TensorProto load(TensorProto tensor, Path file) throws IOException, DeriveException {
        Map<String, String> entries = new HashMap<>();
        for (StringStringEntryProto entry : tensor.getExternalDataList()) {
            entries.put(entry.getKey(), entry.getValue());
        }
        Path folder = file.resolveSibling("").toAbsolutePath().normalize();
        Path weights = folder.resolve(entries.getOrDefault("location", "")).normalize();
        String where = file + ": constant " + tensor.getName();
        if (!weights.startsWith(folder) || !Files.isRegularFile(weights)) {
            throw new DeriveException(
                    where + ": weights in " + weights + " (expected: a file beside the model)", "copy it there");
        }
        try (RandomAccessFile in = new RandomAccessFile(weights.toFile(), "r")) {
            long offset = Long.parseLong(entries.getOrDefault("offset", "0"));
            long length = Long.parseLong(entries.getOrDefault("length", String.valueOf(in.length() - offset)));
            if (offset < 0 || length < 0 || length > MOST_BYTES || offset + length > in.length()) {
                throw new DeriveException(
                        where + ": bytes " + offset + " to " + (offset + length) + " of " + weights + ", which has "
                                + in.length(),
                        "get the whole file");
            }
            byte[] bytes = new byte[(int) length];
            in.seek(offset);
            in.readFully(bytes);
            return tensor.toBuilder()
                    .clearExternalData()
                    .clearDataLocation()
                    .setRawData(ByteString.copyFrom(bytes))
                    .build();
        } catch (NumberFormatException e) {
            throw new DeriveException(where + ": offset or length is not a number: " + e.getMessage(), "");
        }
    }
}
