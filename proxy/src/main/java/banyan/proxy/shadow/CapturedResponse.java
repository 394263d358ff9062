package banyan.proxy.shadow;

import banyan.proxy.Exchange;
import banyan.proxy.compare.RecordedAnswer;
import banyan.proxy.route.Balancing.Affinity;
import banyan.proxy.route.Destination;
import banyan.proxy.upstream.Copy;
import banyan.wire.LeasedBytes;
import java.nio.ByteBuffer;
import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * An answer on its way to the client, of which a copy is kept as it goes by: from its first byte
 * on, if it is worth comparing, until the client has it. It changes nothing of it and waits for
 * nothing. One thread writes; that an event stream was kept long enough is told by another.
 */
final class CapturedResponse extends Response.Wrapper {
  private final Candidacy.Found candidacy;
  private final Shadow shadow;
  private final Request request;
  private final Exchange exchange;
  private final List<HttpField> before;
  private State state = State.AWAITED;
  private int status;
  private HttpFields fields = HttpFields.EMPTY;
  private @Nullable LeasedBytes body;
  private @Nullable Copy copy;
  private long untilNanos;
  private Scheduler.@Nullable Task timer;

  private enum State {
    AWAITED,
    KEPT,
    OVER
  }

  /** An answer that has not begun; what stands in its head already is ours, and not the side's. */
  CapturedResponse(Candidacy.Found candidacy, Shadow shadow, Request request, Response response) {
    super(request, response);
    this.candidacy = candidacy;
    this.shadow = shadow;
    this.request = request;
    this.exchange = Exchange.of(request);
    this.before = response.getHeaders().getFields(HttpHeader.SET_COOKIE);
    Request.addCompletionListener(request, this::completed);
  }

  @Override
  public void write(boolean last, @Nullable ByteBuffer content, Callback callback) {
    keep(content);
    super.write(last, content, callback);
  }

  /** Somebody else answers from the beginning. */
  @Override
  public void reset() {
    super.reset();
    synchronized (this) {
      if (state == State.KEPT) {
        letGo();
        state = State.AWAITED;
      }
    }
  }

  private synchronized void keep(@Nullable ByteBuffer content) {
    if (state == State.AWAITED) {
      begin();
    }
    LeasedBytes kept = body;
    if (state != State.KEPT || kept == null || content == null || !content.hasRemaining()) {
      return;
    }
    if (System.nanoTime() - untilNanos > 0) {
      leave(Skip.SLOW);
    } else if (!request.getMethod().equals("HEAD")) {
      switch (kept.add(content)) {
        case WHOLE -> {}
        case TRUNCATED -> {
          if (isEvents()) {
            handOver(false);
          } else {
            leave(Skip.LARGE);
          }
        }
        case NOTHING -> leave(Skip.MEMORY);
      }
    }
  }

  private void begin() {
    status = getStatus();
    Skip why =
        shadow.refusal(candidacy, status, getHeaders().getLongField(HttpHeader.CONTENT_LENGTH));
    if (exchange.plantedFault() != null) {
      why = Skip.FAULT;
    }
    if (why != null) {
      leave(why);
      return;
    }
    copy = Copy.of(request, exchange);
    fields = answerFields();
    body = shadow.buffer();
    untilNanos = System.nanoTime() + Shadow.CAPTURE_TIME_MAX.toNanos();
    state = State.KEPT;
    if (isEvents()) {
      timer = shadow.after(request, this::enough);
    }
  }

  private boolean isEvents() {
    return Copy.isStreamOfEvents(fields);
  }

  private synchronized void enough() {
    if (state == State.KEPT) {
      handOver(false);
    }
  }

  private synchronized void completed(@Nullable Throwable failure) {
    if (state == State.OVER) {
      return;
    }
    Skip why = null;
    if (exchange.failure() != null) {
      why = Skip.REFUSED;
    } else if (failure != null) {
      why = Skip.CUT;
    } else if (!candidacy.same().name().equals(exchange.answeredBy())) {
      why = Skip.FALLBACK;
    } else if (Request.getContentBytesRead(request) > 0) {
      why = Skip.BODY;
    }
    if (why == null && state == State.AWAITED) {
      begin();
    }
    if (why != null) {
      leave(why);
    } else if (state == State.KEPT) {
      handOver(true);
    }
  }

  private void handOver(boolean isWhole) {
    LeasedBytes kept = body;
    body = null;
    over();
    if (kept != null && copy != null) {
      RecordedAnswer answer = Records.answer(status, fields, kept.take());
      shadow.answered(new Answered(candidacy, copy, answer, isWhole, kept));
    }
  }

  private void leave(Skip why) {
    over();
    shadow.skipped(candidacy.migration(), why);
  }

  private void over() {
    state = State.OVER;
    letGo();
  }

  private void letGo() {
    if (body != null) {
      body.close();
      body = null;
    }
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }

  /** What the side said itself: without the cookies by which we know its clients again. */
  private HttpFields answerFields() {
    String own =
        candidacy.same() instanceof Destination.Remote remote
                && remote.upstream().balancing().affinity() instanceof Affinity.OwnCookie cookie
            ? cookie.name() + "="
            : null;
    HttpFields.Mutable said = HttpFields.build();
    for (HttpField field : getHeaders()) {
      boolean isOurs =
          field.getHeader() == HttpHeader.SET_COOKIE
              && (before.contains(field)
                  || (own != null && String.valueOf(field.getValue()).startsWith(own)));
      if (!isOurs) {
        said.add(field);
      }
    }
    return said.asImmutable();
  }
}
