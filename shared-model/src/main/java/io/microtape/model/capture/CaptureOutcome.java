package io.microtape.model.capture;

/** How one attempt at a capture ended. */
public sealed interface CaptureOutcome {

    /** A proven file is published under its final name. */
    record Published(CaptureProof proof) implements CaptureOutcome {}

    /** A proven file was there already; the vendor was not asked. */
    record Adopted(CaptureProof proof) implements CaptureOutcome {}

    /** The vendor answered completely and had no rows. */
    record NoRows(int pages) implements CaptureOutcome {}

    /** The attempt failed in a way that another may not: the vendor or the way to it was unwell. */
    record Interrupted(String cause) implements CaptureOutcome {}

    /** The vendor will say the same again, or the answer contradicts itself. */
    record Rejected(String cause) implements CaptureOutcome {}

    /** The plan behind the key does not include this. */
    record NotEntitled(String cause) implements CaptureOutcome {}

    /** The vendor does not know the key: no capture can succeed, so the run pauses. */
    record KeyRejected(String cause) implements CaptureOutcome {}

    /** The lake cannot be written: no capture can be published, so the run pauses. */
    record LakeUnwritable(String cause) implements CaptureOutcome {}

    /** The downloader gave the capture back without an answer, to stop or because its lease ended. */
    record GivenBack(String cause) implements CaptureOutcome {}
}
