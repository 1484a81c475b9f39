package dev.slipway.cli.suite;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;

/** The database {@value #DATABASE} with one role and one schema for each service; services see nothing of each other. */
final class ServiceSchemas {

    static final String DATABASE = "slipway";
    static final String SUPERUSER = "postgres";

    private final SuiteHome home;
    private final int port;
    private final List<String> services;
    private volatile boolean done;

    /** @param services become names in SQL: lower-case letters only */
    ServiceSchemas(SuiteHome home, int port, List<String> services) {
        this.home = home;
        this.port = port;
        this.services = services;
        services.forEach(service -> {
            if (!service.matches("[a-z]+")) {
                throw new IllegalArgumentException("not a plain name: " + service);
            }
        });
    }

    static String passwordFile(String service) {
        return "postgresql-" + service + ".password";
    }

    /** Creates what is missing; false while the server does not answer. */
    boolean ensured() {
        try {
            if (!done) {
                ensureDatabase();
                ensureSchemas();
                done = true;
            }
            try (Connection connection = connect(DATABASE)) {
                return connection.isValid(1);
            }
        } catch (SQLException e) {
            return false;
        }
    }

    private Connection connect(String database) throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", SUPERUSER);
        login.setProperty("password", Secrets.ensure(home.secret("postgresql-superuser.password")));
        login.setProperty("connectTimeout", "2");
        login.setProperty("socketTimeout", "10");
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/" + database, login);
    }

    private void ensureDatabase() throws SQLException {
        try (Connection connection = connect(SUPERUSER);
                Statement sql = connection.createStatement()) {
            if (!exists(connection, "select 1 from pg_database where datname = ?", DATABASE)) {
                sql.execute("create database " + DATABASE);
            }
            sql.execute("revoke all on database " + DATABASE + " from public");
        }
    }

    private void ensureSchemas() throws SQLException {
        try (Connection connection = connect(DATABASE);
                Statement sql = connection.createStatement()) {
            sql.execute("revoke all on schema public from public");
            for (String service : services) {
                if (!exists(connection, "select 1 from pg_roles where rolname = ?", service)) {
                    sql.execute("create role " + service + " login");
                }
                // Secrets are URL-safe base64: nothing in them needs quoting.
                String password = Secrets.ensure(home.secret(passwordFile(service)));
                sql.execute("alter role " + service + " password '" + password + "'");
                sql.execute("alter role " + service + " set search_path = " + service);
                sql.execute("grant connect on database " + DATABASE + " to " + service);
                sql.execute("create schema if not exists " + service + " authorization " + service);
            }
        }
    }

    private static boolean exists(Connection connection, String query, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (ResultSet found = statement.executeQuery()) {
                return found.next();
            }
        }
    }
}
