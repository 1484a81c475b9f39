package dev.slipway.engine;

/** For one registry. {@code toString} keeps the password to itself. */
public record RegistryCredentials(String username, String password) {
    @Override
    public String toString() {
        return "RegistryCredentials[username=" + username + "]";
    }
}
