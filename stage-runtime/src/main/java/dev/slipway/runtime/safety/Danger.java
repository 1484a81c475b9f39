package dev.slipway.runtime.safety;

/**
 * A setting that loses something.
 *
 * @param setting its key, as an operator would write it
 * @param found the value in force, also when it is a default
 * @param wanted what would be right
 * @param consequence what is lost otherwise
 */
record Danger(String setting, String found, String wanted, String consequence) {

    @Override
    public String toString() {
        return "%s is %s, wanted %s: otherwise %s".formatted(setting, found, wanted, consequence);
    }
}
