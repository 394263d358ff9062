package banyan.app.gate;

import banyan.proxy.gate.Gate;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file of events, replayed to a gate in the order of their times, each once.
 *
 * <p>A file in order is streamed, whatever its size; it is read once before, so that nothing is
 * judged by half a file. Any other is sorted by {@link EventRuns}.
 *
 * @param name as the user wrote it
 */
public record EventsFile(String name, Path path) {
  /** Events of one moment are held to find duplicates. */
  static final int MOMENT_EVENTS_MAX = 100_000;

  /**
   * What was replayed.
   *
   * @param events without duplicates
   * @param duplicates lines that were alike another in every value, and so not counted
   * @param firstMillis 0 without events
   */
  public record Replay(
      long events, long duplicates, boolean isInOrder, long firstMillis, long lastMillis) {}

  /**
   * Feeds a gate.
   *
   * @throws BadEvents when the file holds something else
   */
  public Replay replay(Gate gate) throws IOException {
    // What is no regular file, such as a pipe, can be read only once.
    boolean isInOrder = Files.isRegularFile(path) && isInOrder();
    Feeding feeding = new Feeding(gate);
    try (BufferedReader lines = Files.newBufferedReader(path)) {
      EventLines events = new EventLines(name, lines);
      if (isInOrder) {
        for (Event event = events.next(); event != null; event = events.next()) {
          feeding.add(event);
        }
      } else {
        try (EventRuns runs = new EventRuns()) {
          for (Event event = events.next(); event != null; event = events.next()) {
            runs.add(event);
          }
          isInOrder = runs.isInOrder();
          runs.replay(feeding::add);
        }
      }
    }
    return feeding.replay(isInOrder);
  }

  private boolean isInOrder() throws IOException {
    boolean isInOrder = true;
    try (BufferedReader lines = Files.newBufferedReader(path)) {
      EventLines events = new EventLines(name, lines);
      long last = 0;
      for (Event event = events.next(); event != null; event = events.next()) {
        isInOrder &= event.millis() >= last;
        last = event.millis();
      }
    }
    return isInOrder;
  }

  /** Hands events on, but no duplicates. Confined to one thread. */
  private final class Feeding {
    private final Gate gate;
    private final Set<Event> moment = new HashSet<>();
    private @Nullable Event first;
    private @Nullable Event last;
    private long events;
    private long duplicates;

    private Feeding(Gate gate) {
      this.gate = gate;
    }

    void add(Event event) {
      if (last == null || last.millis() != event.millis()) {
        moment.clear();
      }
      first = first == null ? event : first;
      last = event;
      if (!moment.add(event)) {
        duplicates++;
        return;
      }
      if (moment.size() > MOMENT_EVENTS_MAX) {
        throw new BadEvents(
            "%s: more than %d events at millis %d: write times to the millisecond"
                .formatted(name, MOMENT_EVENTS_MAX, event.millis()));
      }
      events++;
      gate.add(
          event.millis(), event.side(), event.identity(), event.outcome(), event.latencyMillis());
    }

    Replay replay(boolean isInOrder) {
      return new Replay(
          events,
          duplicates,
          isInOrder,
          first == null ? 0 : first.millis(),
          last == null ? 0 : last.millis());
    }
  }
}
