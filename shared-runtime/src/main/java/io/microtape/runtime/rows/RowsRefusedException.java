package io.microtape.runtime.rows;

/** A query of rows that cannot be answered as it is asked. */
public final class RowsRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String remedy;

    public RowsRefusedException(String detail, String remedy) {
        super(detail);
        this.remedy = remedy;
    }

    /** What to ask instead. */
    public String remedy() {
        return remedy;
    }
}
