package com.skatestock.batch.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The short form of {@code scripts/fuzz.sh}. */
@Timeout(120)
class FuzzTest {
  private static final long SEED = 20261120;
  private static final int INPUTS = 2_000;

  @ParameterizedTest
  @EnumSource
  void whateverTheBytesAreItAnswersSoonAndInLittleMemory(Target target) {
    Fuzzing.Outcome outcome = new Fuzzing(target, SoundInputs.mutation(target), SEED).run(INPUTS);

    assertThat(outcome.findings()).isEmpty();
  }

  @Test
  void theSameSeedGivesTheSameInputs() {
    Fuzzing one = new Fuzzing(Target.PRICE, SoundInputs.mutation(Target.PRICE), SEED);
    Fuzzing other = new Fuzzing(Target.PRICE, SoundInputs.mutation(Target.PRICE), SEED);

    assertThat(List.of(one.input(7), one.input(8)))
        .usingRecursiveComparison()
        .isEqualTo(List.of(other.input(7), other.input(8)));
  }
}
