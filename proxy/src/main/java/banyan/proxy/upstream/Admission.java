package banyan.proxy.upstream;

import banyan.proxy.Exchange;
import banyan.proxy.resilience.Bulkhead;
import banyan.proxy.resilience.Guard;
import banyan.proxy.resilience.GuardEvent;
import banyan.proxy.resilience.InFlightPolicy;
import banyan.proxy.route.RouteTable;
import banyan.wire.Deadline;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The places that one request takes before it is sent: of its route, then of its upstream. Where
 * none is free it waits, as long as the place says and its deadline allows, and holds no thread.
 * Any thread.
 */
final class Admission implements Bulkhead.Waiter {
  private final List<Bulkhead> wanted;
  private final OutgoingRequest outgoing;
  private final Guard guard;
  private final Ending ending;
  private final List<Bulkhead> held = new ArrayList<>(2);
  private @Nullable Bulkhead awaited;
  private @Nullable Alarm alarm;
  private boolean isOver;

  private Admission(List<Bulkhead> wanted, OutgoingRequest outgoing, Guard guard, Ending ending) {
    this.wanted = wanted;
    this.outgoing = outgoing;
    this.guard = guard;
    this.ending = ending;
  }

  /** Hears how it ended, once; nothing when the request ends before. */
  interface Ending {
    void admitted();

    void refused(UpstreamFailure why);
  }

  /** The way in for a request; null where nothing limits it. */
  static @Nullable Admission of(OutgoingRequest outgoing, Guard guard, Ending ending) {
    Bulkhead route = placesOfRoute(outgoing);
    Bulkhead upstream = guard.bulkhead();
    if (route == null && upstream == null) {
      return null;
    }
    List<Bulkhead> wanted = new ArrayList<>(2);
    if (route != null) {
      wanted.add(route);
    }
    if (upstream != null) {
      wanted.add(upstream);
    }
    return new Admission(wanted, outgoing, guard, ending);
  }

  private static @Nullable Bulkhead placesOfRoute(OutgoingRequest outgoing) {
    if (!(Exchange.of(outgoing.request()).match() instanceof RouteTable.Match.Found found)) {
      return null;
    }
    InFlightPolicy policy = found.route().inFlight();
    return policy == null
        ? null
        : outgoing.forwarder().guards().ofRoute(found.route().id(), policy);
  }

  /** Takes the places that are free, and queues up for the first that is not. */
  void enter() {
    switch (next()) {
      case ADMITTED -> ending.admitted();
      case QUEUED -> {}
      case REFUSED -> {
        leave();
        guard.count(GuardEvent.QUEUE_FULL);
        ending.refused(UpstreamFailure.QUEUE_FULL);
      }
    }
  }

  /** One more place of the upstream, for a second attempt beside the first; false without one. */
  synchronized boolean more(@Nullable Bulkhead upstream) {
    if (upstream == null) {
      return true;
    }
    boolean isFree = !isOver && upstream.enterIfFree();
    if (isFree) {
      held.add(upstream);
    }
    return isFree;
  }

  /** Gives everything back, once the request is over; again, it does nothing. */
  void leave() {
    List<Bulkhead> left;
    synchronized (this) {
      isOver = true;
      stopWaiting();
      left = List.copyOf(held);
      held.clear();
    }
    left.forEach(Bulkhead::leave);
  }

  @Override
  public void admitted() {
    Bulkhead unwanted;
    synchronized (this) {
      Bulkhead place = awaited;
      awaited = null;
      if (alarm != null) {
        alarm.off();
      }
      unwanted = isOver ? place : null;
      if (!isOver && place != null) {
        held.add(place);
      }
    }
    if (unwanted != null) {
      unwanted.leave();
    } else {
      enter();
    }
  }

  private synchronized Bulkhead.Entry next() {
    while (!isOver && held.size() < wanted.size()) {
      Bulkhead place = wanted.get(held.size());
      awaited = place;
      Bulkhead.Entry entry = place.enter(this);
      if (entry == Bulkhead.Entry.QUEUED) {
        alarm = Alarm.in(waitNanos(place), outgoing.forwarder().timeouts(), this::waitedTooLong);
        return entry;
      }
      awaited = null;
      if (entry == Bulkhead.Entry.REFUSED) {
        return entry;
      }
      held.add(place);
    }
    return Bulkhead.Entry.ADMITTED;
  }

  private long waitNanos(Bulkhead place) {
    long wait = place.waitMax().toNanos();
    Deadline deadline = outgoing.deadline();
    return deadline == null ? wait : Math.min(wait, deadline.left().toNanos());
  }

  private void waitedTooLong() {
    synchronized (this) {
      if (isOver || awaited == null || !awaited.giveUp(this)) {
        // It has a place after all, or is about to get it.
        return;
      }
      awaited = null;
    }
    leave();
    guard.count(GuardEvent.QUEUE_TIME);
    ending.refused(outgoing.isTooLate() ? UpstreamFailure.DEADLINE : UpstreamFailure.QUEUE_TIME);
  }

  /** Who cannot leave the queue any more is called, and gives its place back then. */
  private void stopWaiting() {
    if (alarm != null) {
      alarm.off();
    }
    if (awaited != null && awaited.giveUp(this)) {
      awaited = null;
    }
  }
}
