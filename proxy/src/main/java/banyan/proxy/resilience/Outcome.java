package banyan.proxy.resilience;

/** What one attempt says about the server that was asked. */
public enum Outcome {
  /** It answered as a server that works does, be it with a refusal: no 4xx is ever a failure. */
  SUCCESS,
  /** It gave no answer, came too late, or said itself that it cannot answer. */
  FAILURE,
  /** It was not at fault and did not show that it works: the client left, or another was faster. */
  IGNORE
}
