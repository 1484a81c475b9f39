package dev.slipway.endtoend.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which orders are still to be carried out, and which were; any thread. */
final class FailpointOrders {

    private static final List<String> SERVICES = List.of("console", "builder", "packager", "tester", "deployer", "dns");
    private static final List<String> KINDS = List.of("halt", "throw", "pause");
    /** A point that only a second attempt passes, say, is not passed every time. */
    private static final int TRIES = 3;

    /** Points of dns that are passed only as long as a repository's name is new: they are given first. */
    private static final List<String> NEW_NAME = List.of("HostedZone.change", "announced");

    private final Path folder;
    private final Map<String, Deque<Order>> waiting = new LinkedHashMap<>();
    private final Map<String, Map<String, Order>> given = new HashMap<>();
    private final List<Order> carriedOut = new ArrayList<>();
    private final List<Order> neverPassed = new ArrayList<>();

    /**
     * @param tries how often it was given without the run passing its point
     */
    record Order(String service, String kind, String point, int tries) {

        @Override
        public String toString() {
            return service + ": " + kind + " " + point;
        }
    }

    /**
     * @param first a revision whose run passed every point
     * @param all every kind at every point, instead of one kind at each in turn
     */
    FailpointOrders(Path folder, String first, boolean all) throws IOException {
        this.folder = folder;
        int turn = 0;
        for (String service : SERVICES) {
            Deque<Order> orders = new ArrayDeque<>();
            for (String point : Files.readAllLines(folder.resolve(service + "-" + first + ".passed")).stream()
                    .distinct()
                    .toList()) {
                List<String> kinds = all ? KINDS : List.of(KINDS.get(turn++ % KINDS.size()));
                boolean soon = service.equals("dns") && NEW_NAME.contains(point);
                for (String kind : kinds) {
                    Order order = new Order(service, kind, point, 0);
                    if (soon) {
                        orders.addFirst(order);
                    } else {
                        orders.addLast(order);
                    }
                }
            }
            waiting.put(service, orders);
        }
    }

    /** One order for each service, for the run of this revision. */
    synchronized void give(String revision) throws IOException {
        Map<String, Order> orders = new LinkedHashMap<>();
        for (Map.Entry<String, Deque<Order>> service : waiting.entrySet()) {
            Order next = service.getValue().poll();
            if (next != null) {
                orders.put(service.getKey(), next);
                Files.writeString(folder.resolve(service.getKey() + "-" + revision), next.kind() + " " + next.point());
            }
        }
        given.put(revision, orders);
    }

    synchronized Map<String, Order> of(String revision) {
        return given.getOrDefault(revision, Map.of());
    }

    /** The run of this revision is over. */
    synchronized void ended(String revision) {
        Map<String, Order> orders = given.remove(revision);
        if (orders == null) {
            return;
        }
        orders.forEach((service, order) -> {
            if (Files.exists(folder.resolve(service + "-" + revision + ".done"))) {
                carriedOut.add(order);
            } else if (order.tries() + 1 < TRIES) {
                waiting.computeIfAbsent(service, any -> new ArrayDeque<>())
                        .add(new Order(service, order.kind(), order.point(), order.tries() + 1));
            } else {
                neverPassed.add(order);
            }
        });
    }

    synchronized boolean anyWaiting() {
        return waiting.values().stream().anyMatch(orders -> !orders.isEmpty());
    }

    synchronized String progress() {
        return "%d orders carried out, %d wait"
                .formatted(
                        carriedOut.size(),
                        waiting.values().stream().mapToInt(Deque::size).sum());
    }

    /** What waits, or waited in vain. */
    synchronized List<Order> open() {
        List<Order> open = new ArrayList<>(neverPassed);
        waiting.values().forEach(open::addAll);
        return open;
    }

    /** How many orders of each kind were carried out in each service. */
    synchronized String table() {
        StringBuilder table = new StringBuilder("%nFailpoints     points   halt  throw  pause%n".formatted());
        for (String service : SERVICES) {
            table.append("  %-12s %6d"
                    .formatted(
                            service,
                            carriedOut.stream()
                                    .filter(order -> order.service().equals(service))
                                    .map(Order::point)
                                    .distinct()
                                    .count()));
            for (String kind : KINDS) {
                table.append(" %6d"
                        .formatted(carriedOut.stream()
                                .filter(order -> order.service().equals(service)
                                        && order.kind().equals(kind))
                                .count()));
            }
            table.append(System.lineSeparator());
        }
        return table.append("  in all       %6s %d%n".formatted("", carriedOut.size()))
                .toString();
    }
}
