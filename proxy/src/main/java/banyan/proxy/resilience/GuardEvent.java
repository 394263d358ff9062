package banyan.proxy.resilience;

/** What a guard did with a request, by the words that metrics show. */
public enum GuardEvent {
  /** Sent again. */
  RETRY,
  /** Sent a second time because the first answer was late. */
  HEDGE,
  /** The second answer began first. */
  HEDGE_WON,
  /** Answered by local code instead. */
  FALLBACK,
  /** Not done once more: the budget was empty. */
  BUDGET_SPENT,
  /** Not sent: the breaker was open. */
  BREAKER_OPEN,
  /** Not sent: no place was free, and none in the queue. */
  QUEUE_FULL,
  /** Not sent: no place became free as long as the request could wait. */
  QUEUE_TIME,
  /** A body was not kept to be sent again: it is too long, or no bytes are left for it. */
  BODY_NOT_KEPT
}
