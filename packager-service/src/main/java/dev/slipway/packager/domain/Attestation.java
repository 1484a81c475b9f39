package dev.slipway.packager.domain;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something said about an image and kept beside it in the registry.
 *
 * @param mediaType of the content
 * @param annotations for whoever looks for one among several
 * @param content a JSON document; the same image gives the same document, so that attaching it twice changes nothing
 */
public record Attestation(String mediaType, Map<String, String> annotations, Map<String, Object> content) {

    public Attestation {
        annotations = Map.copyOf(annotations);
        content = Collections.unmodifiableMap(new LinkedHashMap<>(content));
    }
}
