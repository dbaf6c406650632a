package io.microtape.simulator.universe;

import io.microtape.model.session.Session;

/**
 * Something detected in one minute of a day plan.
 *
 * @param type such as {@code volume_spike}
 * @param minute of the plan
 * @param up the direction
 * @param spikeX the minute's volume over the mean of the 20 minutes before
 * @param score on a scale of the type's own, higher is stronger
 */
record DetectedEvent(String type, int minute, Session session, boolean up, double spikeX, double score) {}
