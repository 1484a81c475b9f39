package dev.slipway.events;

/** One topic per subject, so that an operator who tails {@code slipway.tests} sees both outcomes. */
public enum Topic {
    COMMITS("slipway.commits"),
    BUILDS("slipway.builds"),
    IMAGES("slipway.images"),
    TESTS("slipway.tests"),
    DEPLOYMENTS("slipway.deployments"),
    LOAD_BALANCERS("slipway.load-balancers"),
    DNS("slipway.dns");

    private final String topicName;

    Topic(String topicName) {
        this.topicName = topicName;
    }

    public String topicName() {
        return topicName;
    }

    /** Where records go that could not be read, as received. */
    public String deadLetterName() {
        return topicName + ".dlq";
    }
}
