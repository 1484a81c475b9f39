package dev.slipway.dns.port;

class FakeHostedZoneTest extends HostedZoneContract.Conditional {

    private final FakeHostedZone zone = new FakeHostedZone();

    @Override
    protected HostedZone zone() {
        return zone;
    }
}
