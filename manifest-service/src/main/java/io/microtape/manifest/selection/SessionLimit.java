package io.microtape.manifest.selection;

import io.microtape.model.session.Session;
import java.util.function.ToDoubleFunction;

/** A number that each row is measured against, which may differ by the row's session. */
record SessionLimit(Session[] session, double pm, double rth, double ah, double closed) {

    static SessionLimit of(Session[] session, ToDoubleFunction<Session> limit) {
        return new SessionLimit(session, limit.applyAsDouble(Session.PM), limit.applyAsDouble(Session.RTH),
                limit.applyAsDouble(Session.AH), limit.applyAsDouble(Session.CLOSED));
    }

    double of(int row) {
        return switch (session[row]) {
            case PM -> pm;
            case RTH -> rth;
            case AH -> ah;
            case CLOSED -> closed;
        };
    }
}
