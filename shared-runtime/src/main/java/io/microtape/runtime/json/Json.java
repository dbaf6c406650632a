package io.microtape.runtime.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.microtape.model.capture.CaptureOutcome;
import io.microtape.model.profile.LiquidityFilters;
import io.microtape.model.id.WindowId;
import io.microtape.model.run.Run;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Collectors;

/**
 * The project's one way to JSON, for configuration, bus, REST, command line and sidecars: snake case, strict types, keys
 * of maps in order, so that the same value always gives the same text.
 */
public final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS).enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT).enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .withCoercionConfig(LogicalType.Textual, config -> config
                    .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .defaultPropertyInclusion(JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT,
                    JsonInclude.Include.ALWAYS))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS).addModule(new Jdk8Module())
            .addModule(new JavaTimeModule()).addModule(values()).addMixIn(CaptureOutcome.class, ByTypeName.class)
            .addMixIn(LiquidityFilters.class, SessionsInCapitals.class).addMixIn(Run.class, ScopeBesideTheRest.class)
            .registerSubtypes(CaptureOutcome.class.getPermittedSubclasses()).build();

    private Json() {}

    /** The shared mapper; it is not to be reconfigured. */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    /** One line of JSON. */
    public static String text(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a value of " + value.getClass() + " has no JSON form", e);
        }
    }

    /** JSON for people: indented. */
    public static String pretty(Object value) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a value of " + value.getClass() + " has no JSON form", e);
        }
    }

    /** Reads what {@link #text} wrote. */
    public static <T> T read(String text, Class<T> type) {
        try {
            return MAPPER.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(explain(e), e);
        }
    }

    /** What is wrong with a text, in words that name its fields and not this program's classes. */
    private static String explain(JsonProcessingException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            return "there is no field '%s' here".formatted(unknown.getPropertyName());
        }
        if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            return "the field '%s' is missing or is not what it should be".formatted(mapping.getPath().stream()
                    .map(JsonMappingException.Reference::getFieldName).collect(Collectors.joining(".")));
        }
        return "it is not the JSON object that it should be";
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "outcome")
    private interface ByTypeName {}

    /** As users write them beside the other keys of the block. */
    private interface SessionsInCapitals {
        @JsonProperty("PM")
        Object pm();

        @JsonProperty("RTH")
        Object rth();

        @JsonProperty("AH")
        Object ah();
    }

    /** What a run is about stands among its other fields. */
    private interface ScopeBesideTheRest {
        @JsonProperty
        @JsonUnwrapped
        Object scope();
    }

    private static SimpleModule values() {
        var module = new SimpleModule("microtape");
        module.addSerializer(new TextSerializer<>(Duration.class, Durations::text));
        module.addDeserializer(Duration.class, new TextDeserializer<>(Duration.class, Durations::parse));
        module.addSerializer(new TextSerializer<>(WindowId.class, WindowId::value));
        module.addDeserializer(WindowId.class, new TextDeserializer<>(WindowId.class, WindowId::new));
        return module;
    }

    private interface Reading<T> {
        T of(String text);
    }

    private static final class TextSerializer<T> extends StdSerializer<T> {
        private static final long serialVersionUID = 1L;
        private final transient java.util.function.Function<T, String> text;

        TextSerializer(Class<T> type, java.util.function.Function<T, String> text) {
            super(type);
            this.text = text;
        }

        @Override
        public void serialize(T value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(text.apply(value));
        }
    }

    private static final class TextDeserializer<T> extends StdDeserializer<T> {
        private static final long serialVersionUID = 1L;
        private final transient Reading<T> reading;

        TextDeserializer(Class<T> type, Reading<T> reading) {
            super(type);
            this.reading = reading;
        }

        @Override
        public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
            String text = in.getValueAsString();
            try {
                return reading.of(text == null ? "" : text);
            } catch (IllegalArgumentException e) {
                throw context.weirdStringException(text, _valueClass, e.getMessage());
            }
        }
    }
}
