package banyan.app.gate;

import banyan.proxy.gate.Outcome;
import banyan.proxy.gate.Side;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sorts events by time, equal times in the order of their lines: runs of half a million are sorted
 * in memory, and merged from temporary files when there is more than one. Confined to one thread.
 */
final class EventRuns implements AutoCloseable {
  static final int RUN_EVENTS = 500_000;

  /** Files that are open while they are merged. */
  static final int RUNS_MAX = 500;

  private static final List<Side> SIDES = List.of(Side.values());
  private static final List<Outcome> OUTCOMES = List.of(Outcome.values());
  private static final int BUFFER_BYTES = 1 << 16;

  private final int runEvents;
  private final List<Path> files = new ArrayList<>();
  private final List<Event> run = new ArrayList<>();
  private long last;
  private boolean isInOrder = true;

  EventRuns() {
    this(RUN_EVENTS);
  }

  EventRuns(int runEvents) {
    this.runEvents = runEvents;
  }

  void add(Event event) throws IOException {
    isInOrder &= event.millis() >= last;
    last = event.millis();
    if (run.size() == runEvents) {
      spill();
    }
    run.add(event);
  }

  boolean isInOrder() {
    return isInOrder;
  }

  void replay(Consumer<Event> consumer) throws IOException {
    run.sort(Comparator.comparingLong(Event::millis));
    if (files.isEmpty()) {
      run.forEach(consumer);
      return;
    }
    spill();
    List<Source> sources = new ArrayList<>();
    try {
      PriorityQueue<Source> next =
          new PriorityQueue<>(
              Comparator.comparingLong(Source::millis).thenComparingInt(source -> source.number));
      for (int i = 0; i < files.size(); i++) {
        Source source = new Source(i, files.get(i));
        sources.add(source);
        source.advance();
        next.add(source);
      }
      while (!next.isEmpty()) {
        Source source = next.remove();
        consumer.accept(source.event());
        if (source.advance()) {
          next.add(source);
        }
      }
    } finally {
      for (Source source : sources) {
        source.input.close();
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
  }

  private void spill() throws IOException {
    if (files.size() == RUNS_MAX) {
      throw new BadEvents(
          "more than %d events that are not in the order of their times: sort them by millis first"
              .formatted((long) RUNS_MAX * runEvents));
    }
    run.sort(Comparator.comparingLong(Event::millis));
    Path file = Files.createTempFile("banyan-events-", ".run");
    files.add(file);
    try (DataOutputStream output =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES))) {
      for (Event event : run) {
        output.writeLong(event.millis());
        output.writeByte(SIDES.indexOf(event.side()));
        output.writeLong(event.identity());
        output.writeByte(OUTCOMES.indexOf(event.outcome()));
        output.writeDouble(event.latencyMillis());
      }
    }
    run.clear();
  }

  /** One run, event by event. Confined to one thread. */
  private static final class Source {
    private final int number;
    private final DataInputStream input;
    private @Nullable Event event;

    private Source(int number, Path file) throws IOException {
      this.number = number;
      input =
          new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES));
    }

    long millis() {
      return event().millis();
    }

    Event event() {
      if (event == null) {
        throw new IllegalStateException("a run is asked only while it has an event");
      }
      return event;
    }

    /** Reads the next one; false at the end. */
    boolean advance() throws IOException {
      try {
        long millis = input.readLong();
        event =
            new Event(
                millis,
                SIDES.get(input.readByte()),
                input.readLong(),
                OUTCOMES.get(input.readByte()),
                input.readDouble());
        return true;
      } catch (EOFException e) {
        event = null;
        return false;
      }
    }
  }
}
