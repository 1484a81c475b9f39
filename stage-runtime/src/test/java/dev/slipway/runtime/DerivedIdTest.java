package dev.slipway.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DerivedIdTest {

    @Test
    void samePartsGiveTheSameVersion5Id() {
        assertThat(DerivedId.of("run", "a", "b")).isEqualTo(DerivedId.of("run", "a", "b"));
        assertThat(DerivedId.of("run", "a", "b").version()).isEqualTo(5);
        assertThat(DerivedId.of("run", "a", "b").variant()).isEqualTo(2);
    }

    @Test
    void partsDoNotRunIntoEachOther() {
        assertThat(DerivedId.of("a", "bc")).isNotEqualTo(DerivedId.of("ab", "c"));
    }
}
