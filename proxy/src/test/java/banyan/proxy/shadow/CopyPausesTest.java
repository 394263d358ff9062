package banyan.proxy.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.shadow.CopyPauses.Way;
import banyan.proxy.shadow.CopyPauses.Went;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How long a side that answers at too great length is left alone. */
final class CopyPausesTest {
  private static final Way WAY = new Way("orders", "fresh");
  private static final long SECOND = 1_000_000_000;

  private final CopyPauses pauses = new CopyPauses();
  private long now = Long.MAX_VALUE - SECOND / 2;

  @Test
  void eachPauseIsTwiceAsLongUpToAMinute() {
    end(Went.TOO_LONG);
    List<Long> seconds = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      seconds.add(pausedSeconds());
      end(Went.TOO_LONG);
    }
    assertThat(seconds).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
  }

  @Test
  void oneCopyTriesBehindAPause() {
    end(Went.TOO_LONG);
    assertThat(pauses.wouldAdmit(WAY, now)).isFalse();
    now += SECOND;
    assertThat(pauses.wouldAdmit(WAY, now)).isTrue();
    assertThat(pauses.admits(WAY, now)).isTrue();
    assertThat(pauses.wouldAdmit(WAY, now)).isFalse();
    assertThat(pauses.admits(WAY, now)).isFalse();
    end(Went.OTHERWISE);
    assertThat(pauses.admits(WAY, now)).as("it told nothing, so another tries").isTrue();
    end(Went.WELL);
    assertThat(pauses.admits(WAY, now)).isTrue();
    assertThat(pauses.admits(WAY, now)).isTrue();
    end(Went.TOO_LONG);
    assertThat(pausedSeconds()).as("it begins anew").isEqualTo(1);
  }

  @Test
  void whatBeganBeforeThePauseTellsNothingNew() {
    end(Went.TOO_LONG);
    end(Went.TOO_LONG);
    end(Went.WELL);
    assertThat(pausedSeconds()).isEqualTo(1);
  }

  @Test
  void theOtherSideAndOtherMigrationsHaveTheirOwn() {
    end(Went.TOO_LONG);
    assertThat(pauses.admits(new Way("orders", "legacy"), now)).isTrue();
    assertThat(pauses.admits(new Way("stock", "fresh"), now)).isTrue();
  }

  @Test
  void soManyPauseAndNoMore() {
    for (int i = 0; i <= CopyPauses.MAX; i++) {
      pauses.ended(new Way("m" + i, "fresh"), Went.TOO_LONG, now);
    }
    assertThat(pauses.admits(new Way("m" + (CopyPauses.MAX - 1), "fresh"), now)).isFalse();
    assertThat(pauses.admits(new Way("m" + CopyPauses.MAX, "fresh"), now)).isTrue();
  }

  private void end(Went how) {
    pauses.ended(WAY, how, now);
  }

  /** Moves on until a copy is let in. */
  private long pausedSeconds() {
    long before = now;
    while (!pauses.admits(WAY, now)) {
      now += SECOND / 4;
    }
    return (now - before) / SECOND;
  }
}
