package io.microtape.manifest.verify;

import io.microtape.model.capture.CaptureProof;
import io.microtape.runtime.ledger.CaptureRecords.CaptureRecord;

/** One place where ledger and lake disagree. */
sealed interface Finding {
    /** The file, as a lake path. */
    String path();

    /** What is wrong, for people. */
    String what();

    /** A complete capture has no file. */
    record Missing(CaptureRecord capture) implements Finding {
        @Override
        public String path() {
            return capture.path();
        }

        @Override
        public String what() {
            return "the file is missing";
        }
    }

    /** The file of a complete capture is not what was proven. */
    record Damaged(CaptureRecord capture, String what) implements Finding {
        @Override
        public String path() {
            return capture.path();
        }
    }

    /** The file is the one that was proven, and the ledger says something else of what it holds. */
    record Misstated(CaptureRecord capture, CaptureProof found, String what) implements Finding {
        @Override
        public String path() {
            return capture.path();
        }
    }

    /** The file of a complete capture cannot be opened, which says nothing of what it holds. */
    record Unreadable(String path, String what) implements Finding {}

    /** The ledger knows no complete capture in a file. */
    record Stray(String path) implements Finding {
        @Override
        public String what() {
            return "the ledger knows no complete capture in this file";
        }
    }
}
