package banyan.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What {@code --watch} shows, and until when. */
final class WatchTest {
  private final AtomicInteger asked = new AtomicInteger();

  @Test
  void showsAgainUntilItIsStopped() {
    StringWriter out = new StringWriter();
    Watch watch = watch(new PrintWriter(out, true));

    watch.repeat(this::next, _ -> asked.get() == 3);

    assertThat(out.toString()).isEqualTo("1\n2\n3\n");
  }

  /** {@code banyan migration list --watch | head -1} would go on for ever. */
  @Test
  void endsWhenNobodyReadsAnyMore() {
    PrintStream closed = new PrintStream(new ClosedPipe(), false, StandardCharsets.UTF_8);

    watch(new PrintWriter(closed, true, StandardCharsets.UTF_8))
        .repeat(this::next, _ -> asked.get() > 5);

    assertThat(asked).hasValue(1);
  }

  private List<String> next() {
    return List.of(Integer.toString(asked.incrementAndGet()));
  }

  private static Watch watch(PrintWriter out) {
    return new Watch(
        new Surroundings(
            Map.of(),
            Path.of(""),
            out,
            new PrintWriter(new StringWriter()),
            false,
            InstantSource.system()));
  }

  /** What a pipe is whose reader has left. */
  private static final class ClosedPipe extends OutputStream {
    @Override
    public void write(int one) throws IOException {
      throw new IOException("Broken pipe");
    }
  }
}
