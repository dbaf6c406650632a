package io.microtape.runtime.parquet;

import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;

/** The record converter that parquet-column asks for and that column-wise reading never calls. */
final class IgnoredRecord extends GroupConverter {
    /** Answers for a leaf and for a group alike: the schema decides which of the two is asked for. */
    private static final class IgnoredValue extends PrimitiveConverter {
        @Override
        public GroupConverter asGroupConverter() {
            return new IgnoredRecord();
        }
    }

    @Override
    public Converter getConverter(int field) {
        return new IgnoredValue();
    }

    @Override
    public void start() {}

    @Override
    public void end() {}
}
