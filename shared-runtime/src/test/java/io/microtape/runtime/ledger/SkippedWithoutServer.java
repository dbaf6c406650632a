package io.microtape.runtime.ledger;

import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.Parameter;
import org.junit.platform.commons.support.AnnotationSupport;

/** Skips a test whose engine is not installed here, with what to install. */
final class SkippedWithoutServer implements BeforeEachCallback {
    @Override
    public void beforeEach(ExtensionContext context) {
        AnnotationSupport.findAnnotatedFieldValues(context.getRequiredTestInstance(), Parameter.class, Engine.class)
                .forEach(Engine::assumeInstalled);
    }
}
