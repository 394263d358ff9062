package banyan.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogPromisesTest {
  private static final String LOCAL = LogLine.LOCAL;
  private static final String CATALOG = RoutesText.SERVICE;

  @Test
  void holdsWhenTheLogHasWhatClientsSent() {
    Evidence evidence =
        new Sketch()
            .asked("1", Kind.LIST, "", 0, 200, LOCAL)
            .attempt("2", Kind.ADD, 1, "A", 0, 0, "reset")
            .attempt("3", Kind.ADD, 1, "B", 0, 0, "reset")
            .logged("3", 201, LOCAL)
            .evidence();

    assertThat(LogPromises.agreeWithClients(evidence).isKept()).isTrue();
  }

  @Test
  void breaksByARequestThatTheLogLacks() {
    assertBroken(new Sketch().attempt("1", Kind.LIST, 1, "", 0, 200, ""));
  }

  @Test
  void breaksByARequestThatNoClientSent() {
    assertBroken(new Sketch().asked("1", Kind.LIST, "", 0, 200, LOCAL).logged("2", 200, LOCAL));
  }

  @Test
  void breaksByARequestThatArrivedTwice() {
    assertBroken(new Sketch().asked("1", Kind.LIST, "", 0, 200, LOCAL).logged("1", 200, LOCAL));
  }

  @Test
  void breaksByAnotherStatus() {
    assertBroken(new Sketch().attempt("1", Kind.LIST, 1, "", 0, 200, "").logged("1", 500, LOCAL));
  }

  private static void assertBroken(Sketch sketch) {
    assertThat(LogPromises.agreeWithClients(sketch.evidence()).isKept()).isFalse();
  }

  @Test
  void holdsWhenBothLogsAgree() {
    Evidence evidence =
        new Sketch()
            .stage(0, 10, Portion.READS)
            .logged("1", 200, CATALOG)
            .loggedByService("1", 200)
            .logged("2", 502, CATALOG)
            .evidence();

    assertThat(LogPromises.agreeWithEachOther(evidence).isKept()).isTrue();
  }

  @Test
  void breaksWhenTheServiceSaysOtherwise() {
    assertThat(
            LogPromises.agreeWithEachOther(
                    new Sketch()
                        .stage(0, 10, Portion.READS)
                        .logged("1", 200, CATALOG)
                        .loggedByService("1", 500)
                        .evidence())
                .examples())
        .containsExactly("1: 200, in the service's log 500");
  }

  @Test
  void breaksByALineThatTheServiceLacks() {
    assertThat(
            LogPromises.agreeWithEachOther(
                    new Sketch().stage(0, 10, Portion.READS).logged("1", 200, CATALOG).evidence())
                .isKept())
        .isFalse();
  }

  /** Of three clients each may have had one answer that the killed process did not log. */
  @Test
  void forgivesAKilledServiceTheLastLineOfEachClient() {
    Sketch sketch = new Sketch().death(0, 10, Portion.READS);
    sketch.logged("1", 200, CATALOG).logged("2", 200, CATALOG).logged("3", 200, CATALOG);
    boolean isKeptByThree = LogPromises.agreeWithEachOther(sketch.evidence()).isKept();
    sketch.logged("4", 200, CATALOG);

    assertThat(isKeptByThree).isTrue();
    assertThat(LogPromises.agreeWithEachOther(sketch.evidence()).isKept()).isFalse();
  }
}
