package dev.slipway.endtoend.chaos.checker;

import java.util.List;

/**
 * Requests that went to the deployed services all the while.
 *
 * @param failed not answered with 200, or not in time
 * @param examples why the first of them failed
 */
public record HttpLoad(long sent, long failed, List<String> examples) {}
