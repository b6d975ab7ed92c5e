package io.gearshift.registry.onnx;

/** The runtime refused a model or an inference. */
public final class OnnxException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean isInputAtFault;

    private OnnxException(String message, Throwable cause, boolean isInputAtFault) {
        super(message, cause);
        this.isInputAtFault = isInputAtFault;
    }

    private OnnxException(String message, boolean isInputAtFault) {
        super(message);
        this.isInputAtFault = isInputAtFault;
    }

    static OnnxException input(String message) {
        return new OnnxException(message, true);
    }

    static OnnxException runtime(String message) {
        return new OnnxException(message, false);
    }

    static OnnxException runtime(String message, Throwable cause) {
        return new OnnxException(message, cause, false);
    }

    /** The tensors given do not fit the model; false when the model or the runtime failed. */
    public boolean isInputAtFault() {
        return isInputAtFault;
    }
}
