package dev.slipway.tester.domain;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The services that the test needs, as a neutral Compose tree that passed the policy and has no variables left.
 *
 * @param compose {@code services} and {@code volumes}; maps, lists, texts, numbers and booleans
 * @param imageUnderTest pullable by digest; at least one service runs it
 */
public record EnvironmentPlan(Map<String, Object> compose, String imageUnderTest) {

    /** Each service's name and image, in the order of the file. */
    public Map<String, String> images() {
        Map<String, String> images = new LinkedHashMap<>();
        if (compose.get("services") instanceof Map<?, ?> services) {
            services.forEach((name, definition) -> {
                if (definition instanceof Map<?, ?> service && service.get("image") instanceof String image) {
                    images.put(String.valueOf(name), image);
                }
            });
        }
        return images;
    }
}
