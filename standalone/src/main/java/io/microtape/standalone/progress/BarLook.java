package io.microtape.standalone.progress;

/** What a bar is made of: each part one column wide. */
enum BarLook {
    COLOURED("\u001b[36m", "\u001b[2m", "\u001b[0m", '━', '╸', '─'),
    PLAIN("", "", "", '━', '╸', '─'),
    ASCII("", "", "",
            '=', '>', ' ');

    private final String begin;
    private final String rest;
    private final String end;
    private final char full;
    private final char tip;
    private final char empty;

    BarLook(String begin, String rest, String end, char full, char tip, char empty) {
        this.begin = begin;
        this.rest = rest;
        this.end = end;
        this.full = full;
        this.tip = tip;
        this.empty = empty;
    }

    /** A bar of some columns, at a share from 0 to 1. */
    String bar(int columns, double share) {
        int done = (int) Math.floor(Math.clamp(share, 0, 1) * columns);
        String head = done < columns ? Character.toString(tip) : "";
        return begin + Character.toString(full).repeat(done) + head + rest
                + Character.toString(empty).repeat(columns - done - head.length()) + end;
    }
}
