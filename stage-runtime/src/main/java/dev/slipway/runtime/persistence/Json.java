package dev.slipway.runtime.persistence;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.slipway.events.EventCodec;
import java.util.Map;

/** Header maps as JSON text for native statements. */
final class Json {

    private Json() {}

    static String write(Map<String, String> texts) {
        try {
            return EventCodec.json().writeValueAsString(texts);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of texts always has a JSON form", e);
        }
    }
}
