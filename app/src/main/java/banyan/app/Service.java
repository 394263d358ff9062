package banyan.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Supplier;

/** A process that serves until it is asked to stop, and then stops in order. */
final class Service {
  private final Surroundings surroundings;

  Service(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Blocks until SIGINT or SIGTERM; a second SIGINT does not wait for the end. */
  ExitCode run(Supplier<Application> start) {
    return run(start, StopSignal.install());
  }

  /** As {@link #run(Supplier)}, and until the input ends, which it does when its writer dies. */
  ExitCode runUntilInputEnds(Supplier<Application> start, InputStream input) {
    StopSignal stop = StopSignal.install();
    // A read of a pipe would keep a virtual thread on its carrier.
    Thread.ofPlatform().daemon().name("banyan-input").start(() -> drain(input, stop));
    return run(start, stop);
  }

  private static void drain(InputStream input, StopSignal stop) {
    try {
      input.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // An input that cannot be read has ended, too.
    }
    stop.ask();
  }

  private ExitCode run(Supplier<Application> start, StopSignal stop) {
    try (Application application = start.get()) {
      application.banner().forEach(surroundings.out()::println);
      stop.await();
      surroundings.err().println("banyan: stopping; Ctrl-C again ends at once");
    }
    return ExitCode.WELL;
  }
}
