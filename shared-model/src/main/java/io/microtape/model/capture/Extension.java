package io.microtape.model.capture;

/**
 * The longer bounds that a capture may get, and what must happen in its event minute for that. Any trigger that holds is
 * enough; a trigger whose limit is 0 is off.
 *
 * @param from            first instant of the longer window, epoch nanoseconds
 * @param to              first instant after it
 * @param speedPercentile trades a second must exceed this percentile of the symbol's earlier captures, [0, 100]
 * @param spreadPercentile the median relative NBBO spread must exceed this percentile of them, [0, 100]
 * @param spikeX          the event's volume must be at least so many times the mean of the 20 minutes before
 */
public record Extension(long from, long to, double speedPercentile, double spreadPercentile, double spikeX) {}
