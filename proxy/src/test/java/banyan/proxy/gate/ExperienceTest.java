package banyan.proxy.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExperienceTest {
  @Test
  void tellsTheFirstRequestOfAnIdentityTheNextThreeAndTheRestApart() {
    Experience experience = new Experience();
    List<Integer> classes = Stream.generate(() -> experience.meet(7)).limit(300).toList();

    assertThat(classes.subList(0, 5)).containsExactly(0, 1, 1, 1, 2);
    assertThat(classes.subList(5, 300)).containsOnly(Experience.CLASSES - 1);
    assertThat(experience.meet(8)).isZero();
  }

  @Test
  void takesIdentitiesForExperiencedWhenThereAreTooManyToTellApart() {
    Experience experience = new Experience();
    for (long identity = 0; identity < 20L * Experience.PLACES; identity++) {
      experience.meet(identity);
    }

    assertThat(experience.meet(-1)).isEqualTo(Experience.CLASSES - 1);
  }
}
