package io.gearshift.core.trace;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/**
 * How Gearshift's records are written as JSON, in traces, logs and the admin interface: instants as ISO-8601 with all
 * their digits, durations as ISO-8601, maps in key order, so that equal values give equal bytes.
 */
public final class TraceJson {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(times())
            // Only components are data: a record's questions such as isSuccess() could not be read back.
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private TraceJson() {}

    public static ObjectMapper mapper() {
        return MAPPER;
    }

    private static SimpleModule times() {
        return new SimpleModule("times")
                .addSerializer(Instant.class, new Text<>(Instant.class))
                .addSerializer(Duration.class, new Text<>(Duration.class))
                .addDeserializer(Instant.class, new StdScalarDeserializer<>(Instant.class) {
                    private static final long serialVersionUID = 1L;

                    @Override
                    public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
                        return Instant.parse(parser.getText());
                    }
                })
                .addDeserializer(Duration.class, new StdScalarDeserializer<>(Duration.class) {
                    private static final long serialVersionUID = 1L;

                    @Override
                    public Duration deserialize(JsonParser parser, DeserializationContext context) throws IOException {
                        return Duration.parse(parser.getText());
                    }
                });
    }

    private static final class Text<T> extends StdScalarSerializer<T> {
        private static final long serialVersionUID = 1L;

        Text(Class<T> type) {
            super(type);
        }

        @Override
        public void serialize(T value, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(value.toString());
        }
    }
}
