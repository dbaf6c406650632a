package io.microtape.status.http;

import java.util.List;

/**
 * A page of captures.
 *
 * @param nextOffset where the next page starts; null, and not in the JSON, on the last one
 */
record CapturePage(List<CaptureJson> captures, int limit, int offset, Integer nextOffset) {}
