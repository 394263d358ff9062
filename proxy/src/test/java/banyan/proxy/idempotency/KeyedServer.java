package banyan.proxy.idempotency;

import banyan.testing.Answer;
import banyan.testing.ScriptedUpstream;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A server that answers its own name, or fails as it is told to. Any thread. */
final class KeyedServer implements AutoCloseable {
  /** What it does with a request that it has read. */
  enum Mood {
    ANSWERS,
    /** Breaks off: whoever asked cannot know what was done. */
    BREAKS_OFF,
    /** Answers when it is let. */
    HOLDS,
    IS_BUSY,
    FAILS,
    /** An answer too large to be kept. */
    RAMBLES
  }

  private final String name;
  private final ScriptedUpstream upstream = ScriptedUpstream.start(this::play);
  private final CountDownLatch held = new CountDownLatch(1);
  private final CountDownLatch holding = new CountDownLatch(1);
  private volatile Mood mood = Mood.ANSWERS;

  KeyedServer(String name) {
    this.name = name;
  }

  void is(Mood wanted) {
    mood = wanted;
  }

  URI origin() {
    return upstream.origin();
  }

  /** The requests that it has read. */
  List<Answer> read() {
    return upstream.received();
  }

  /** Returns when a request is held. */
  void awaitHeld() throws InterruptedException {
    holding.await();
  }

  void letGo() {
    held.countDown();
  }

  private void play(ScriptedUpstream.Conversation conversation)
      throws IOException, InterruptedException {
    conversation.request();
    switch (mood) {
      case ANSWERS -> conversation.send(answer("201 Created", "X-Of: " + name, name));
      case BREAKS_OFF -> conversation.close();
      case HOLDS -> {
        holding.countDown();
        held.await();
        conversation.send(answer("201 Created", "X-Of: " + name, name));
      }
      case IS_BUSY -> conversation.send(answer("503 Service Unavailable", "Retry-After: 1", ""));
      case FAILS -> conversation.send(answer("500 Internal Server Error", "X-Of: " + name, "oh"));
      case RAMBLES ->
          conversation.send(answer("201 Created", "X-Of: " + name, "x".repeat(300_000)));
    }
  }

  private static String answer(String status, String field, String body) {
    return "HTTP/1.1 %s\r\n%s\r\nSet-Cookie: of=him\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(status, field, body.length(), body);
  }

  @Override
  public void close() {
    letGo();
    upstream.close();
  }
}
