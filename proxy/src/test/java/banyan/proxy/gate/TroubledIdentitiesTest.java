package banyan.proxy.gate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TroubledIdentitiesTest {
  @Test
  void remembersWhoIsTroubled() {
    TroubledIdentities troubled = new TroubledIdentities(2);
    Trouble ada = troubled.findOrEnter(Identity.of("ada"));
    ada.beginEpisode(1, 7);

    assertThat(troubled.find(Identity.of("ada"))).isSameAs(ada);
    assertThat(ada.episodeEnd(0)).isEqualTo(Trouble.NEVER);
    assertThat(ada.episodeEnd(1)).isEqualTo(7);
    assertThat(troubled.find(Identity.of("bob"))).isNull();
  }

  @Test
  void staysBoundedAndForgetsTheOldest() {
    TroubledIdentities troubled = new TroubledIdentities(1);
    int limit = TroubledIdentities.GENERATION_MAX;
    for (int i = 0; i < 3 * limit; i++) {
      troubled.findOrEnter(Identity.of("u" + i));
    }

    assertThat(troubled.size()).isLessThanOrEqualTo(2 * limit);
    assertThat(troubled.find(Identity.of("u0"))).isNull();
    assertThat(troubled.find(Identity.of("u" + (3 * limit - 1)))).isNotNull();
  }
}
