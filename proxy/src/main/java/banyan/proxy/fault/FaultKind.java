package banyan.proxy.fault;

import banyan.wire.SettingParsers;
import java.time.Duration;
import java.util.List;

/** What a planted fault does to a request. */
public sealed interface FaultKind {
  /** Every word, in the order of help texts. */
  List<String> WORDS = List.of(Latency.WORD, Abort.WORD, Reset.WORD, Bandwidth.WORD);

  String word();

  /** {@code latency 200ms}, for people. */
  String text();

  /**
   * Reads a kind; throws IllegalArgumentException whose message says what would be right.
   *
   * @param value as much as the word needs; empty for {@code reset}
   */
  static FaultKind parse(String word, String value) {
    return switch (word) {
      case Latency.WORD -> new Latency(SettingParsers.duration(value));
      case Abort.WORD -> new Abort(SettingParsers.wholeNumber(value, 400, 599));
      case Reset.WORD -> new Reset();
      case Bandwidth.WORD -> new Bandwidth(SettingParsers.bytes(value));
      default -> throw new IllegalArgumentException("'" + word + "': write one of " + WORDS);
    };
  }

  /** The request goes on later. */
  record Latency(Duration delay) implements FaultKind {
    static final String WORD = "latency";

    /** Less than a silent client is kept ({@code proxy.idle}). */
    public static final Duration MAX = Duration.ofSeconds(30);

    public Latency {
      if (delay.toMillis() < 1 || delay.compareTo(MAX) > 0) {
        throw new IllegalArgumentException(
            "latency: '" + delay.toMillis() + "ms': use 1ms to " + MAX.toSeconds() + "s");
      }
    }

    @Override
    public String word() {
      return WORD;
    }

    @Override
    public String text() {
      return WORD + " " + delay.toMillis() + "ms";
    }
  }

  /**
   * The request is answered with a problem, and nobody else sees it.
   *
   * @param status 400 to 599
   */
  record Abort(int status) implements FaultKind {
    static final String WORD = "abort";

    public Abort {
      if (status < 400 || status > 599) {
        throw new IllegalArgumentException("abort: '" + status + "': use a status of 400 to 599");
      }
    }

    @Override
    public String word() {
      return WORD;
    }

    @Override
    public String text() {
      return WORD + " " + status;
    }
  }

  /** The connection breaks, or over HTTP/2 the stream, without an answer. */
  record Reset() implements FaultKind {
    static final String WORD = "reset";

    @Override
    public String word() {
      return WORD;
    }

    @Override
    public String text() {
      return WORD;
    }
  }

  /** The answer's body goes out at this pace. */
  record Bandwidth(long bytesPerSecond) implements FaultKind {
    static final String WORD = "bandwidth";

    /** As little as a client's own body may bring by default ({@code proxy.body.rate}). */
    public static final long MIN = 64;

    public static final long MAX = 1L << 30;

    public Bandwidth {
      if (bytesPerSecond < MIN || bytesPerSecond > MAX) {
        throw new IllegalArgumentException(
            "bandwidth: '" + bytesPerSecond + "': use " + MIN + " to " + MAX + " bytes a second");
      }
    }

    @Override
    public String word() {
      return WORD;
    }

    @Override
    public String text() {
      return WORD + " " + bytesPerSecond + "B/s";
    }
  }
}
