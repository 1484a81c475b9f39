package dev.slipway.cli;

import dev.slipway.cli.command.Commands;

/** Where the {@code ./slipway} script hands over. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(Commands.execute(arguments));
    }
}
