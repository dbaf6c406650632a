package io.microtape.status.http;

import java.util.List;
import java.util.OptionalLong;

/**
 * A page of captures.
 *
 * @param total      captures that the filters leave, on all pages
 * @param nextOffset where the next page begins; empty on the last
 */
public record CapturePage(List<CaptureJson> captures, long total, OptionalLong limit, long offset,
        OptionalLong nextOffset) {}
