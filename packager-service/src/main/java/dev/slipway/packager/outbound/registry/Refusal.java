package dev.slipway.packager.outbound.registry;

import dev.slipway.packager.outbound.registry.RegistryClient.Answer;
import dev.slipway.packager.port.RegistryException;

/**
 * Puts a registry's refusal into words, and says whether it passes: by status alone.
 *
 * @param address of the registry, as in the names of images
 */
record Refusal(String address) {

    /** @param what the registry was asked to do */
    RegistryException of(String what, Answer response) {
        int status = response.status();
        String hint = switch (status) {
            case 401 -> "; it wants a login: give one for " + address + " in slipway.registry.credentials";
            case 403 -> "; the login for " + address + " in slipway.registry.credentials lacks the right";
            default -> "";
        };
        return new RegistryException(
                address + " answered " + status + " when asked to " + what + hint,
                RegistryConnection.passes(status),
                null);
    }

    RegistryException noJson(String where) {
        return new RegistryException(
                address + " answered for " + where + " with something else than JSON", false, null);
    }
}
