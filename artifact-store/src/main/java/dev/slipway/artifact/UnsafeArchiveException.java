package dev.slipway.artifact;

/** The whole archive is refused because of one entry. The fault is its author's, not ours. */
public final class UnsafeArchiveException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String entry;
    private final String reason;

    public UnsafeArchiveException(String entry, String reason) {
        super("archive refused: " + entry + ": " + reason);
        this.entry = entry;
        this.reason = reason;
    }

    /** Path of the entry as written in the archive, shortened and with control characters replaced. */
    public String entry() {
        return entry;
    }

    public String reason() {
        return reason;
    }
}
