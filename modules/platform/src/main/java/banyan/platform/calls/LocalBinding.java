package banyan.platform.calls;

import banyan.wire.Failure;

/** Calls code of this process, with copies in both directions. Any thread. */
final class LocalBinding {
  private LocalBinding() {}

  static Object call(Call call, Offered offered) {
    CallOperation operation = call.operation();
    try {
      Object request = operation.request().copy(call.request());
      Offered.Answer answer = offered.run(call.arrival(), call.key(), request);
      return operation.result().copy(answer.result());
    } catch (Failure e) {
      if (call.arrival().deadline().hasPassed()) {
        // From elsewhere its answer would not have been awaited.
        throw CallFailure.of(
            Verdict.late(operation.isCommand()), operation.address(), "late: " + e.getMessage());
      }
      CallFailure.Refusal refusal = CallFailure.Refusal.of(e.problem());
      throw CallFailure.refused(
          Verdict.of(refusal, operation.isCommand()),
          operation.address(),
          refusal,
          e.retryAfter(),
          e);
    }
  }
}
