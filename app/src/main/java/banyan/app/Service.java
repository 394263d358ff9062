package banyan.app;

import java.util.function.Supplier;

/** A process that serves until it is asked to stop, and then stops in order. */
final class Service {
  private final Surroundings surroundings;

  Service(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Blocks until SIGINT or SIGTERM; a second SIGINT does not wait for the end. */
  ExitCode run(Supplier<Application> start) {
    StopSignal stop = StopSignal.install();
    try (Application application = start.get()) {
      application.banner().forEach(surroundings.out()::println);
      stop.await();
      surroundings.err().println("banyan: stopping; Ctrl-C again ends at once");
    }
    return ExitCode.WELL;
  }
}
