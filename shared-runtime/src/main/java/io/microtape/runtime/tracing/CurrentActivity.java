package io.microtape.runtime.tracing;

import io.microtape.runtime.tracing.Activity.Entered;

/** What each thread is at work on. */
final class CurrentActivity {
    private static final ThreadLocal<Activity> CURRENT = new ThreadLocal<>();

    private CurrentActivity() {}

    static Activity get() {
        Activity current = CURRENT.get();
        return current == null ? Activity.NONE : current;
    }

    static Entered enter(Activity activity) {
        Activity before = CURRENT.get();
        CURRENT.set(activity);
        return () -> {
            if (before == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(before);
            }
        };
    }
}
