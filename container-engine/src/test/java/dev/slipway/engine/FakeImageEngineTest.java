package dev.slipway.engine;

class FakeImageEngineTest extends ImageEngineContract {

    private final FakeImageEngine fake = new FakeImageEngine();

    FakeImageEngineTest() {
        fake.add(BASE);
        fake.failRun("exit 7", 7);
        fake.hangRun("sleep 300");
    }

    @Override
    protected ImageEngine engine() {
        return fake;
    }

    @Override
    protected String registry() {
        return "localhost:5000";
    }
}
