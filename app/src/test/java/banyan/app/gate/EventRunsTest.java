package banyan.app.gate;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.gate.Outcome;
import banyan.proxy.gate.Side;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventRunsTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 10, 11, 95})
  void sortsByTimeAndKeepsTheOrderOfEqualTimes(int count) throws IOException {
    SplittableRandom random = new SplittableRandom(count);
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      events.add(new Event(random.nextInt(20), Side.TO, i, Outcome.REFUSED, i / 2.0));
    }
    List<Event> replayed = new ArrayList<>();
    try (EventRuns runs = new EventRuns(10)) {
      for (Event event : events) {
        runs.add(event);
      }
      runs.replay(replayed::add);
    }

    events.sort(Comparator.comparingLong(Event::millis));
    assertThat(replayed).isEqualTo(events);
  }
}
