package banyan.proxy.gate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TroubledIdentitiesTest {
  @Test
  void remembersWhoIsTroubledOnWhichSide() {
    TroubledIdentities troubled = new TroubledIdentities(2);
    troubled.findOrEnter(Side.TO, Identity.of("ada"))[1] = 7;

    assertThat(troubled.find(Side.TO, Identity.of("ada")))
        .containsExactly(TroubledIdentities.NEVER, 7);
    assertThat(troubled.find(Side.FROM, Identity.of("ada"))).isNull();
    assertThat(troubled.find(Side.TO, Identity.of("bob"))).isNull();
  }

  @Test
  void staysBoundedAndForgetsTheOldest() {
    TroubledIdentities troubled = new TroubledIdentities(1);
    int limit = TroubledIdentities.GENERATION_MAX;
    for (int i = 0; i < 3 * limit; i++) {
      troubled.findOrEnter(Side.TO, Identity.of("u" + i));
    }

    assertThat(troubled.size()).isLessThanOrEqualTo(2 * limit);
    assertThat(troubled.find(Side.TO, Identity.of("u0"))).isNull();
    assertThat(troubled.find(Side.TO, Identity.of("u" + (3 * limit - 1)))).isNotNull();
  }
}
